import { useState } from 'react';
import { useWords } from '../words/words';
import { copyText } from './copy';
import { Icon } from './Icon';

/** Longer ids than this are cut where room is short: in the middle, for they differ at their ends. */
const SHORT = 24;
const TAIL = 8;

/** What gives way where room is short, and the end that stays. */
export const partsOfId = (id: string): readonly [head: string, tail: string] =>
  id.length <= SHORT ? [id, ''] : [id.slice(0, -TAIL), id.slice(-TAIL)];

/** An id on one line. All of it is in the page, so that it is found and read aloud. */
export function Id({ id }: { id: string }) {
  const [head, tail] = partsOfId(id);
  return (
    <span className="id" title={id}>
      <span className="ell">{head}</span>
      {tail !== '' && <span>{tail}</span>}
    </span>
  );
}

/** Beside an id that may be cut. */
export function CopyId({ id }: { id: string }) {
  const words = useWords();
  const [copied, setCopied] = useState<boolean | null>(null);
  if (id.length <= SHORT) return null;
  return (
    <button
      type="button"
      className="btn quiet icon copy-id"
      aria-label={
        copied === null ? `${words.drawer.copyId} ${id}` : copied ? words.copied : words.notCopied
      }
      onClick={() => void copyText(id).then(setCopied)}
      onBlur={() => setCopied(null)}
    >
      <Icon name={copied ? 'check' : 'copy'} />
    </button>
  );
}
