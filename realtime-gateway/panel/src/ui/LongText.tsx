import { useMemo, useState } from 'react';
import { useWords } from '../words/words';
import { visibleText } from '../words/visible-text';

/** Characters of a long text that are shown at first, and how many more are not worth a button. */
const SHOWN = 280;
const SLACK = 60;

/** What somebody wrote, which may be thousands of characters: its beginning, and the whole when asked for. */
export function LongText({ text }: { text: string }) {
  const words = useWords();
  const [whole, setWhole] = useState(false);
  const visible = useMemo(() => visibleText(text), [text]);
  const beginning = useMemo(() => beginningOf(visible), [visible]);
  if (beginning === null) return visible;
  return (
    <>
      {whole ? visible : beginning}{' '}
      <button
        type="button"
        className="link show-all"
        aria-expanded={whole}
        onClick={() => setWhole(!whole)}
      >
        {whole ? words.showLess : words.showAll}
      </button>
    </>
  );
}

/** Ends at a word where there is one; null for a text that is short enough. */
function beginningOf(text: string): string | null {
  const characters = [...text];
  if (characters.length <= SHOWN + SLACK) return null;
  const start = characters.slice(0, SHOWN).join('');
  const space = start.lastIndexOf(' ');
  return `${space > start.length / 2 ? start.slice(0, space) : start}…`;
}
