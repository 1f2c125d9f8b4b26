import { useMemo } from 'react';
import { go, queryOf, useRoute, useSearch } from '../app/router';

/** The moment of the past that the address asks for (`?at=`), in ms. It lives there so that it can be sent to somebody. */

/** How far back the first step into the past goes (ms). */
export const FIRST_STEP = 60_000;

/** What the address asks for: a moment in ms, or something that is none; null is the present. */
export type Asked = number | 'unreadable' | null;

/** A plus that was not encoded comes as a blank. What browsers would guess from other texts is not what was meant. */
const MOMENT =
  /^(?!0000)\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+ -]\d{2}:\d{2})?)?$/i;

export function momentIn(search: URLSearchParams): Asked {
  const text = search.get('at');
  if (text === null) return null;
  const moment = MOMENT.test(text) ? Date.parse(text.toUpperCase().replace(' ', '+')) : NaN;
  return Number.isNaN(moment) ? 'unreadable' : moment;
}

/** Null also outside the board: only the board has a past. */
export function useMoment(): Asked {
  const { view } = useRoute();
  const search = useSearch();
  return useMemo(() => (view === 'board' ? momentIn(search) : null), [view, search]);
}

/** Goes to a moment of the past, or back to the present. One entry of the history, however far one scrubs. */
export function travel(moment: number | null): void {
  const search = new URLSearchParams(location.search);
  const wasPast = search.has('at');
  if (moment === null) search.delete('at');
  else search.set('at', new Date(moment).toISOString());
  go(location.pathname + queryOf(search).replaceAll('%3A', ':'), { replace: wasPast });
}
