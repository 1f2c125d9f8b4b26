import type { TaskEvent } from '../wire/api';

/** Which facts the feed shows. */
export type FeedKind = 'all' | 'stages' | 'failures' | 'people';
export const FEED_KINDS: readonly FeedKind[] = ['all', 'stages', 'failures', 'people'];

const BY_PEOPLE: ReadonlySet<string> = new Set(['created', 'moved', 'retried', 'cancelled']);

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

/** Newest first: what is read stays where it is, and what is new waits until it is asked for. */
export interface Feed {
  readonly shown: readonly TaskEvent[];
  readonly fresh: readonly TaskEvent[];
}

export const EMPTY_FEED: Feed = { shown: [], fresh: [] };

/** More than this is not scrolled through; the rest is in the tasks' own timelines. */
const MOST = 500;

/** Takes in the newest page. Nothing that is shown moves, unless nobody is reading. */
export function takeIn(feed: Feed, page: readonly TaskEvent[], reading: boolean): Feed {
  const known = new Set([...feed.shown, ...feed.fresh].map((event) => event.event_id));
  const latest = new Map(page.map((event) => [event.event_id, event]));
  const current = (event: TaskEvent) => latest.get(event.event_id) ?? event;
  const fresh = [...page.filter((event) => !known.has(event.event_id)), ...feed.fresh.map(current)];
  const shown = feed.shown.map(current);
  return reading && shown.length > 0
    ? { shown, fresh }
    : { shown: [...fresh, ...shown].slice(0, MOST), fresh: [] };
}

export const showAll = (feed: Feed): Feed => ({
  shown: [...feed.fresh, ...feed.shown].slice(0, MOST),
  fresh: [],
});
