import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { useFrozenWhy } from '../board/use-frozen-why';
import { MAC } from '../ui/mac';
import { useWords } from '../words/words';
import { MAX_PERSON_TEXT } from '../wire/dialogue';
import { SayingFaultLine } from './SayingFaultLine';
import type { Saying } from './sayings';

interface SayFieldProps {
  readonly saying: Saying;
  readonly label: string;
  readonly placeholder: string;
  readonly submit: string;
  readonly onType: (text: string) => void;
  readonly onSend: (text: string) => void;
  /** Stands between what was said before and the field. */
  readonly children?: ReactNode;
}

/** Where a person writes to an agent: several lines, sent by a button or by Ctrl and Enter. */
export function SayField({
  saying,
  label,
  placeholder,
  submit,
  onType,
  onSend,
  children,
}: SayFieldProps) {
  const words = useWords();
  const id = useId();
  const frozenWhy = useFrozenWhy();
  const sending = saying.state === 'sending';
  const text = saying.text.trim();
  const tooLong = text.length > MAX_PERSON_TEXT && [...text].length > MAX_PERSON_TEXT;
  const mayNot = sending || text === '' || tooLong || frozenWhy !== null;
  const send = () => {
    if (!mayNot) onSend(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="say"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {children}
      <label className="vh" htmlFor={id}>
        {label}
      </label>
      <div className="say-field">
        <textarea
          id={id}
          rows={1}
          value={saying.text}
          readOnly={sending}
          placeholder={placeholder}
          aria-invalid={tooLong}
          aria-describedby={tooLong ? `${id}-note` : undefined}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          className="btn primary"
          disabled={mayNot}
          title={frozenWhy ?? undefined}
        >
          {sending ? words.ask.sending : submit}
          <kbd aria-hidden="true">{MAC ? '⌘↵' : 'Ctrl ↵'}</kbd>
        </button>
      </div>
      {tooLong && (
        <p id={`${id}-note`} className="form-error">
          {words.ask.tooLong(MAX_PERSON_TEXT)}
        </p>
      )}
      {saying.fault && <SayingFaultLine fault={saying.fault} />}
    </form>
  );
}
