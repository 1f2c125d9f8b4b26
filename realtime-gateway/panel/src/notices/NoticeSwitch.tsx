import { useId, useState } from 'react';
import { useWords } from '../words/words';
import { canNotify, setNotices, useNoticesOn } from './notices';

/** Asks the browser for leave when somebody turns it on, and never before. */
export function NoticeSwitch() {
  const { notices } = useWords();
  const wanted = useNoticesOn();
  const possible = canNotify();
  const [permission, setPermission] = useState(possible ? Notification.permission : 'denied');
  const why = useId();
  const hindrance = !possible
    ? notices.impossible
    : permission === 'denied'
      ? notices.denied
      : null;
  const turn = async (to: boolean) => {
    if (!to) return setNotices(false);
    const answer = await Notification.requestPermission();
    setPermission(answer);
    setNotices(answer === 'granted');
  };
  return (
    <div>
      <label className="switch">
        <input
          type="checkbox"
          checked={wanted && permission === 'granted'}
          disabled={hindrance !== null}
          aria-describedby={hindrance === null ? undefined : why}
          onChange={(event) => void turn(event.target.checked)}
        />
        {notices.label}
      </label>
      {hindrance !== null && (
        <p id={why} className="muted why">
          {hindrance}
        </p>
      )}
    </div>
  );
}
