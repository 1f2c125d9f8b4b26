import { useState } from 'react';
import { useWords } from '../words/words';
import { api } from '../wire/api';

/** Lets a message that was given up wait again; it goes once its delivery is told as waiting. */
export function ResendButton({ eventId }: { eventId: string }) {
  const { discord } = useWords();
  const [asked, setAsked] = useState<'no' | 'yes' | 'refused'>('no');

  async function send() {
    setAsked('yes');
    const answer = await api.retryDelivery(eventId);
    if (answer.kind !== 'ok') setAsked('refused');
  }

  return (
    <p>
      <button type="button" className="btn" disabled={asked === 'yes'} onClick={() => void send()}>
        {discord.again}
      </button>
      {asked === 'refused' && <span role="alert"> {discord.againRefused}</span>}
    </p>
  );
}
