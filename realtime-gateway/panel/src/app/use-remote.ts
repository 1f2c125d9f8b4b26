import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Answer } from '../wire/http';
import { useBoard, useConnection, useOutOfTouch, useSignedOut } from './panel';

/** What was asked for, and how it stands: what was loaded stays when a later asking fails. */
export interface Remote<T> {
  readonly value: T | null;
  /** When the value was loaded, by this machine's clock (ms). */
  readonly at: number;
  /** The value may have changed since: the last asking failed, or the server is not heard any more. */
  readonly old: boolean;
  readonly fault: RemoteFault | null;
  readonly again: () => void;
}

export interface RemoteFault {
  /** Null when nobody answered. */
  readonly status: number | null;
  /** Seconds until the next try, when the fault may pass by itself. */
  readonly seconds: number | null;
}

const WAITS = [2, 4, 8, 15] as const;

/**
 * Asks once for each `key`, and again every so often if told to; after a failure with growing waits, and at once when
 * the server is heard again. A key of null asks nothing.
 */
export function useRemote<T>(
  key: string | null,
  ask: (signal: AbortSignal) => Promise<Answer<T>>,
  everySeconds: number | null = null,
): Remote<T> {
  const signedOut = useSignedOut();
  const outOfTouch = useOutOfTouch();
  const cutOff = everySeconds !== null && outOfTouch;
  const [loaded, setLoaded] = useState<{ key: string; value: T; at: number } | null>(null);
  const [fault, setFault] = useState<(RemoteFault & { readonly key: string }) | null>(null);
  const [round, setRound] = useState(0);
  const asking = useEffectEvent(ask);
  const failures = useRef(0);
  const again = useCallback(() => setRound((count) => count + 1), []);

  useEffect(() => {
    if (key === null || signedOut) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (seconds: number) => (timer = setTimeout(again, seconds * 1_000));
    void asking(abort.signal).then((answer) => {
      if (abort.signal.aborted || answer.kind === 'signedOut') return;
      if (answer.kind === 'ok') {
        failures.current = 0;
        setFault(null);
        setLoaded({ key, value: answer.body, at: Date.now() });
        if (everySeconds !== null) later(everySeconds);
        return;
      }
      const status = answer.kind === 'refused' ? answer.status : null;
      const passes = status === null || status === 429 || status >= 500;
      const seconds = passes ? WAITS[Math.min(failures.current++, WAITS.length - 1)]! : null;
      setFault({ key, status, seconds });
      if (seconds !== null) later(seconds);
    });
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [key, signedOut, cutOff, round, again, everySeconds]);

  const current = loaded?.key === key ? loaded : null;
  const currentFault = fault?.key === key ? fault : null;
  return {
    value: current?.value ?? null,
    at: current?.at ?? 0,
    old: current !== null && (currentFault !== null || outOfTouch),
    fault: currentFault,
    again,
  };
}

/** Why the board has not come yet, once an attempt to get it has failed; null while it may still come at any moment. */
export function useBoardFault(): RemoteFault | null {
  const loaded = useBoard((board) => board.loaded);
  const { state } = useConnection();
  const [failed, setFailed] = useState(false);
  const fails = !loaded && (state === 'reconnecting' || state === 'offline');
  if (failed ? loaded : fails) setFailed(!failed);
  return failed && !loaded ? NO_ANSWER : null;
}

/** The pill counts down to the next try. */
const NO_ANSWER: RemoteFault = { status: null, seconds: null };
