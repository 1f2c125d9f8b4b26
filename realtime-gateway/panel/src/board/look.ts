import { useCallback, useMemo } from 'react';
import { go, queryOf, useSearch } from '../app/router';

/** How the tasks are laid out. Lives in the address beside the filter, so that a view can be sent to somebody. */
export type Layout = 'board' | 'list';
export type Grouping = 'stage' | 'agent';

export const LAYOUTS: readonly Layout[] = ['board', 'list'];
export const GROUPINGS: readonly Grouping[] = ['stage', 'agent'];

export interface Look {
  readonly layout: Layout;
  /** Of the list; the columns of the board are always the stages. */
  readonly grouping: Grouping;
}

export function readLook(search: URLSearchParams): Look {
  return {
    layout: search.get('view') === 'list' ? 'list' : 'board',
    grouping: search.get('group') === 'agent' ? 'agent' : 'stage',
  };
}

/** Writes the look over the given parameters and leaves the others as they are; what is usual is not written. */
export function writeLook({ layout, grouping }: Look, search: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(search);
  if (layout === 'list') next.set('view', 'list');
  else next.delete('view');
  if (grouping === 'agent') next.set('group', 'agent');
  else next.delete('group');
  return next;
}

/** Another look is another entry of the history: Back returns to the one before. */
export function useLook(): Look & { readonly set: (change: Partial<Look>) => void } {
  const search = useSearch();
  const look = useMemo(() => readLook(search), [search]);
  const set = useCallback((change: Partial<Look>) => {
    const now = new URLSearchParams(location.search);
    const next = location.pathname + queryOf(writeLook({ ...readLook(now), ...change }, now));
    if (next !== location.pathname + location.search) go(next);
  }, []);
  return { ...look, set };
}
