import { ACTIVITY_PAGE, type TaskEvent } from '../wire/api';

/** Which facts the feed shows. */
export type FeedKind = 'all' | 'stages' | 'failures' | 'people';
export const FEED_KINDS: readonly FeedKind[] = ['all', 'stages', 'failures', 'people'];

const BY_PEOPLE: ReadonlySet<string> = new Set([
  'created',
  'moved',
  'retried',
  'cancelled',
  'answered',
  'noted',
  'edited',
]);

export function isOfKind(event: TaskEvent, kind: FeedKind): boolean {
  switch (kind) {
    case 'all':
      return true;
    case 'stages':
      return (
        event.outcome === 'applied' &&
        event.to_stage !== undefined &&
        event.to_stage !== event.from_stage
      );
    case 'failures':
      return (
        event.type === 'failed' || event.to_status === 'timeout' || event.type === 'silence_passed'
      );
    case 'people':
      return BY_PEOPLE.has(event.type);
  }
}

/**
 * Newest first: what is read stays where it is, and what is new waits until it is asked for. Between two facts that
 * stand next to each other none is left out.
 */
export interface Feed {
  readonly shown: readonly TaskEvent[];
  readonly fresh: readonly TaskEvent[];
  /** So much came at once that there are others between the fresh ones and the shown ones. */
  readonly gap: boolean;
  /** Nothing is older than the last one shown. */
  readonly ended: boolean;
}

export const EMPTY_FEED: Feed = { shown: [], fresh: [], gap: false, ended: false };

/** While nobody reads, the list grows no longer than this; older ones can be asked for again. */
const MOST = 500;

/** Takes in the newest page. Nothing that is shown moves, unless nobody is reading. */
export function takeIn(feed: Feed, page: readonly TaskEvent[], reading: boolean): Feed {
  if (feed.shown.length === 0)
    return { ...EMPTY_FEED, shown: page, ended: page.length < ACTIVITY_PAGE };
  const known = new Set([...feed.fresh, ...feed.shown].map((event) => event.event_id));
  const unknown = page.filter((event) => !known.has(event.event_id));
  const missed = unknown.length > 0 && unknown.length === page.length;
  const latest = new Map(page.map((event) => [event.event_id, event]));
  const current = (event: TaskEvent) => latest.get(event.event_id) ?? event;
  const next: Feed = {
    ...feed,
    shown: feed.shown.map(current),
    fresh: missed ? unknown : [...unknown, ...feed.fresh.map(current)],
    gap: feed.gap || missed,
  };
  return reading ? next : showAll(next);
}

/** Shows what is new; across a gap that begins the list anew, and the rest comes with the older ones. */
export function showAll(feed: Feed): Feed {
  const all = feed.gap ? feed.fresh : [...feed.fresh, ...feed.shown];
  return {
    shown: all.slice(0, MOST),
    fresh: [],
    gap: false,
    ended: feed.ended && !feed.gap && all.length <= MOST,
  };
}

/** Adds the page before the last one shown. */
export function takeOlder(feed: Feed, page: readonly TaskEvent[]): Feed {
  const known = new Set(feed.shown.map((event) => event.event_id));
  return {
    ...feed,
    shown: [...feed.shown, ...page.filter((event) => !known.has(event.event_id))],
    ended: page.length < ACTIVITY_PAGE,
  };
}
