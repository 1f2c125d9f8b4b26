import { useEffect, useId, useRef, useState } from 'react';
import { useBoard } from '../app/panel';
import { Icon } from '../ui/Icon';
import { useWords } from '../words/words';

export interface Stranger {
  /** The question is on the page. */
  readonly asks: boolean;
  /** Asks about the agent, where that is still to be done; gives whether it was. */
  readonly mustAsk: () => boolean;
  readonly confirm: () => void;
}

/** An agent that the board does not know is asked about once. */
export function useStranger(typed: string): Stranger {
  const agent = typed.trim();
  const isKnown = useBoard((board) => board.agent(agent) !== undefined);
  const [asked, setAsked] = useState<string | null>(null);
  const [confirmed, setConfirmed] = useState<string | null>(null);
  return {
    asks: asked === agent && !isKnown && confirmed !== asked,
    mustAsk: () => {
      if (isKnown || confirmed === agent) return false;
      setAsked(agent);
      return true;
    },
    confirm: () => setConfirmed(asked),
  };
}

interface AskAboutAgentProps {
  readonly confirm: string;
  readonly onConfirm: () => void;
  /** What it stands below, where the agent is named. */
  readonly form: React.RefObject<HTMLFormElement | null>;
}

/** Stands apart from the form's own button, so that a second press of that one does not answer. */
export function AskAboutAgent({ confirm, onConfirm, form }: AskAboutAgentProps) {
  const { create } = useWords();
  const question = useId();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const change = () => {
    const field = form.current?.querySelector<HTMLInputElement>('[name="agent"]');
    field?.focus();
    field?.select();
  };
  return (
    <div className="form-ask" role="alertdialog" aria-labelledby={question}>
      <Icon name="warn" />
      <p id={question}>{create.strangerQuestion}</p>
      <button ref={first} type="button" className="btn" onClick={change}>
        {create.strangerChange}
      </button>
      <button type="button" className="btn" onClick={onConfirm}>
        {confirm}
      </button>
    </div>
  );
}
