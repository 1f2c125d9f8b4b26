import { useEffect, useState } from 'react';
import type { RemoteFault } from '../app/use-remote';
import { useWords } from '../words/words';
import { Icon } from './Icon';

export type FaultText = (status: number | null, seconds: number | null) => string;

/** In place of what could not be loaded, or above what was loaded before. */
export function LoadFault({ fault, text }: { fault: RemoteFault; text?: FaultText }) {
  const words = useWords();
  const left = useSecondsLeft(fault);
  return (
    <div className="load-error">
      <Icon name="warn" />
      {/* What counts stays out of it: it would be read out each second. */}
      <p role="status">{(text ?? words.loadFailed)(fault.status, null)}</p>
      {left !== null && <span> {left > 0 ? words.retriesIn(left) : words.retrying}</span>}
    </div>
  );
}

/** Until the next try; null when none will be made. Each fault has a countdown of its own. */
function useSecondsLeft(fault: RemoteFault): number | null {
  const { seconds } = fault;
  const [passed, setPassed] = useState({ fault, seconds: 0 });
  useEffect(() => {
    if (seconds === null) return;
    const from = Date.now();
    const timer = setInterval(() => {
      const now = Math.round((Date.now() - from) / 1_000);
      setPassed({ fault, seconds: now });
      if (now >= seconds) clearInterval(timer);
    }, 1_000);
    return () => clearInterval(timer);
  }, [fault, seconds]);
  if (seconds === null) return null;
  return Math.max(0, seconds - (passed.fault === fault ? passed.seconds : 0));
}
