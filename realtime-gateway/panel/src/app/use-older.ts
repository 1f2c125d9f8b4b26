import { useEffect, useRef, useState } from 'react';
import type { Answer } from '../wire/http';
import { useLatest } from './use-latest';
import type { RemoteFault } from './use-remote';

export interface Older {
  readonly loading: boolean;
  /** Why the last asking failed; it is not repeated by itself. */
  readonly fault: RemoteFault | null;
  readonly load: () => void;
}

/**
 * Asks for the page before the last thing shown, when told to. What comes after the view is gone, or was asked before
 * another thing was the last one, is let go.
 *
 * @param last the id of the last thing shown; undefined while there is none
 */
export function useOlder<T>(
  last: string | undefined,
  ask: (before: string, signal: AbortSignal) => Promise<Answer<T>>,
  take: (page: T) => void,
): Older {
  const [loading, setLoading] = useState(false);
  const [fault, setFault] = useState<RemoteFault | null>(null);
  const current = useLatest({ last, take });
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const load = async () => {
    if (last === undefined || loading) return;
    abort.current = new AbortController();
    const { signal } = abort.current;
    setLoading(true);
    const answer = await ask(last, signal);
    if (signal.aborted) return;
    setLoading(false);
    const failed = answer.kind !== 'ok' && answer.kind !== 'signedOut';
    setFault(
      failed ? { status: answer.kind === 'refused' ? answer.status : null, seconds: null } : null,
    );
    if (answer.kind === 'ok' && current.current.last === last) current.current.take(answer.body);
  };
  return { loading, fault, load: () => void load() };
}
