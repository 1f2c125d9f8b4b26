import type { KeyboardEvent } from 'react';
import { Icon } from '../ui/Icon';
import { useWords } from '../words/words';
import { EMPTY_PAYLOAD, LIMITS, type Draft } from './draft';
import type { Faults } from './faults';
import { Field } from './Field';

interface AdvancedProps {
  readonly draft: Draft;
  readonly faults: Faults;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly onPayloadLeft: () => void;
}

/** What programs want to know, and limits other than the system's: open where there is something of it. */
export function Advanced({ draft, faults, onChange, onPayloadLeft }: AdvancedProps) {
  const words = useWords();
  const isUsed =
    draft.payload.trim() !== EMPTY_PAYLOAD ||
    faults.has('payload') ||
    LIMITS.some((field) => draft[field] !== '' || faults.has(field));
  return (
    <details className="more-fields" open={isUsed || undefined}>
      <summary>
        <Icon name="next" />
        {words.create.advanced}
      </summary>
      <Field label={words.create.payload} fault={faults.get('payload')}>
        {(props) => (
          <textarea
            {...props}
            name="payload"
            value={draft.payload}
            rows={5}
            spellCheck={false}
            onChange={(event) => onChange({ payload: event.target.value })}
            onBlur={onPayloadLeft}
            onKeyDown={indent}
          />
        )}
      </Field>
      <div className="two limits">
        {LIMITS.map((field) => (
          <Field
            key={field}
            label={words.create.limit[field]}
            help={words.create.limitHelp[field]}
            fault={faults.get(field)}
          >
            {(props) => (
              <input
                {...props}
                name={field}
                value={draft[field]}
                inputMode="numeric"
                autoComplete="off"
                onChange={(event) => onChange({ [field]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
    </details>
  );
}

/** Tab leaves the editor, as everywhere; a new line keeps the indent of the one above. */
function indent(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { value, selectionStart } = event.currentTarget;
  const line = value.slice(value.lastIndexOf('\n', selectionStart - 1) + 1, selectionStart);
  const spaces = /^ */.exec(line)![0] + (/[{[]\s*$/.test(line) ? '  ' : '');
  if (spaces === '') return;
  event.preventDefault();
  // The only way in that the browser's own undo still knows.
  document.execCommand('insertText', false, `\n${spaces}`);
}
