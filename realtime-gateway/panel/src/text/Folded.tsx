import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useWords } from '../words/words';

/** The beginning of what may be long, and the rest when asked for, or when the focus goes there. */
export function Folded({ of, children }: { of: string; children: ReactNode }) {
  const words = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const [whole, setWhole] = useState(false);
  const [long, setLong] = useState(false);
  useLayoutEffect(() => {
    const element = frame.current!;
    const measure = () => setLong(element.scrollHeight > element.clientHeight + 1);
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => resized.disconnect();
  }, [of, whole]);
  return (
    <>
      <div
        ref={frame}
        className={whole ? 'folded whole' : long ? 'folded long' : 'folded'}
        onFocus={() => setWhole(true)}
      >
        {children}
      </div>
      {(long || whole) && (
        <button
          type="button"
          className="link show-all"
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
        >
          {whole ? words.showLess : words.showAll}
        </button>
      )}
    </>
  );
}
