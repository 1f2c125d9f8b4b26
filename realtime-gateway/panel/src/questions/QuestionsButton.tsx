import { useRef, useState } from 'react';
import { QuestionsPanel } from '../app/parts';
import { Icon } from '../ui/Icon';
import { useSpeech } from '../words/words';
import { useAsking } from './asking';

/** How many questions wait for a person, and where they are answered. */
export function QuestionsButton() {
  const { words, format } = useSpeech();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const count = useAsking().length;
  return (
    <>
      <button
        ref={button}
        type="button"
        className="btn quiet ask"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="ask" />
        <span className="tx d-only" aria-hidden="true">
          {words.ask.title}
        </span>
        {count > 0 && (
          <span className="count turn" aria-hidden="true">
            {format.number(count)}
          </span>
        )}
        <span className="vh">{`${words.ask.title}: ${words.ask.open(count)}`}</span>
      </button>
      {open && <QuestionsPanel anchor={button} onClose={() => setOpen(false)} />}
    </>
  );
}
