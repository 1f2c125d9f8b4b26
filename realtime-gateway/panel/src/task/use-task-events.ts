import { useEffect, useMemo, useState } from 'react';
import { useOlder } from '../app/use-older';
import { useRemote, type RemoteFault } from '../app/use-remote';
import { api, EVENTS_PAGE, type TaskEvent } from '../wire/api';

/** Facts without effect and deliveries change no version, so they are looked for now and then (s). */
const LOOK_EVERY = 5;

export interface TaskEvents {
  /** Newest first; null until the first page is here. */
  readonly events: readonly TaskEvent[] | null;
  readonly fault: RemoteFault | null;
  /** Given while there may be older ones. */
  readonly older: (() => void) | null;
}

/** The pages beyond the newest one, for the task they were asked of. */
interface OlderPages {
  readonly id: string;
  readonly events: readonly TaskEvent[];
  readonly ended: boolean;
}

/** The facts of a task: the newest page again whenever the task has a new version, older pages when asked. */
export function useTaskEvents(id: string, version: number | undefined): TaskEvents {
  const newest = useRemote(id, (signal) => api.events(id, null, signal), LOOK_EVERY);
  const [older, setOlder] = useState<OlderPages | null>(null);
  const { again } = newest;
  useEffect(() => {
    if (version !== undefined) again();
  }, [version, again]);

  const head = newest.value?.events ?? null;
  const tail = older?.id === id ? older : null;
  const events = useMemo(() => {
    if (head === null) return null;
    const seen = new Set(head.map((event) => event.event_id));
    return [...head, ...(tail?.events ?? []).filter((event) => !seen.has(event.event_id))];
  }, [head, tail]);

  const last = events?.at(-1)?.event_id;
  const ended = tail?.ended ?? (head !== null && head.length < EVENTS_PAGE);
  const asked = useOlder(
    last,
    (before, signal) => api.events(id, before, signal),
    ({ events: page }) =>
      setOlder({
        id,
        events: [...(tail?.events ?? []), ...page],
        ended: page.length < EVENTS_PAGE,
      }),
  );
  return {
    events,
    fault: newest.fault ?? asked.fault,
    older: ended || last === undefined ? null : asked.load,
  };
}
