import { useState } from 'react';
import { useWords } from '../words/words';
import { copyText } from './copy';
import { Icon } from './Icon';

/** A command to copy. Quoted parts are coloured, which is all the highlighting a shell line needs. */
export function CodeBox({ code, label }: { code: string; label: string }) {
  const words = useWords();
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <div className="codebox">
      <pre className="code" tabIndex={0} role="region" aria-label={label}>
        {code.split(/('[^']*'|"[^"]*")/).map((part, index) =>
          index % 2 === 1 ? (
            <span key={index} className="s">
              {part}
            </span>
          ) : (
            part
          ),
        )}
      </pre>
      <button
        type="button"
        className="btn quiet icon"
        aria-label={copied === null ? words.copy : copied ? words.copied : words.notCopied}
        onClick={() => void copyText(code).then(setCopied)}
        onBlur={() => setCopied(null)}
      >
        <Icon name={copied ? 'check' : 'copy'} />
      </button>
    </div>
  );
}
