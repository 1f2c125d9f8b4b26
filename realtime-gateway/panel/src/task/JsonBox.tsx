import { useState } from 'react';
import { copyText } from '../ui/copy';
import { writeExact } from '../wire/exact-json';
import { Icon } from '../ui/Icon';
import { useWords } from '../words/words';

/** A value as JSON, keys and texts coloured, to read and to copy. */
export function JsonBox({ value, label }: { value: unknown; label: string }) {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  const text = writeExact(value, 2);
  return (
    <div className="codebox">
      <pre className="json" tabIndex={0} role="region" aria-label={label}>
        {text.split(TOKENS).map((part, index) => {
          if (index % 2 === 0) return part;
          return (
            <span key={index} className={part.endsWith(':') ? 'k' : 's'}>
              {part}
            </span>
          );
        })}
      </pre>
      <button
        type="button"
        className="btn quiet icon"
        aria-label={copied ? words.copied : words.copy}
        onClick={() => void copyText(text).then(setCopied)}
        onBlur={() => setCopied(false)}
      >
        <Icon name={copied ? 'check' : 'copy'} />
      </button>
    </div>
  );
}

/** Quoted texts, with their colon when they are names. */
const TOKENS = /("(?:[^"\\]|\\.)*":?)/;
