import type { ReactNode, RefObject } from 'react';
import { Icon } from '../ui/Icon';
import { useWords } from '../words/words';

/** So many values of a filter are named; the others are counted. */
const NAMED = 2;

/** A filter, and what of it is chosen, in words. */
export interface Chosen {
  readonly label: string;
  readonly values: readonly string[];
}

/** All that a button says of its filter: the filter's name, and what is chosen of it. */
export function useChosenWords({ label, values }: Chosen): string {
  const words = useWords();
  return values.length === 0
    ? label
    : words.filter.chosen(label, values.slice(0, NAMED), Math.max(0, values.length - NAMED));
}

/** The same, where what is too long for its place gives way before the number does. */
export function ChosenText({ label, values }: Chosen) {
  const words = useWords();
  const others = values.length - NAMED;
  if (values.length === 0) return label;
  return (
    <>
      <span>{label}:</span>
      <span className="ell plain">{values.slice(0, NAMED).join(', ')}</span>
      {others > 0 && <span>{words.filter.plus(others)}</span>}
    </>
  );
}

/** A filter's button and, once something is chosen, the one that clears it. */
export function Clearable({
  chosen,
  button,
  onClear,
  children,
}: {
  chosen: Chosen;
  /** Takes the focus when the one that cleared goes. */
  button: RefObject<HTMLElement | null>;
  onClear: () => void;
  children: ReactNode;
}) {
  const words = useWords();
  return (
    <span className="clearable d-only">
      {children}
      {chosen.values.length > 0 && (
        <button
          type="button"
          className="btn quiet icon"
          aria-label={words.filter.clearOne(chosen.label)}
          onClick={() => {
            onClear();
            button.current?.focus();
          }}
        >
          <Icon name="x" />
        </button>
      )}
    </span>
  );
}

/** On a phone: what is chosen of a filter, cleared by a touch. */
export function ChosenChip({ onClear, ...chosen }: Chosen & { onClear: () => void }) {
  const words = useWords();
  const said = useChosenWords(chosen);
  if (chosen.values.length === 0) return null;
  return (
    <button
      type="button"
      className="btn chosen m-only"
      aria-label={words.filter.clearOne(said)}
      onClick={onClear}
    >
      <ChosenText {...chosen} />
      <Icon name="x" />
    </button>
  );
}
