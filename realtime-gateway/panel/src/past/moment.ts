import { useMemo } from 'react';
import { go, queryOf, useRoute, useSearch } from '../app/router';

/** The moment of the past that the address asks for (`?at=`), in ms. It lives there so that it can be sent to somebody. */

/** How far back the first step into the past goes (ms). */
export const FIRST_STEP = 60_000;

export function momentIn(search: URLSearchParams): number | null {
  const moment = Date.parse(search.get('at') ?? '');
  return Number.isNaN(moment) ? null : moment;
}

/** Null for the present, and outside the board: only the board has a past. */
export function useMoment(): number | null {
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
