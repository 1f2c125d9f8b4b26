import { useCallback, useMemo, useRef } from 'react';
import { useBoard, useColumns, useNow, usePanel } from '../app/panel';
import { go, queryOf, useSearch } from '../app/router';
import { STAGES, type Stage } from '../wire/task';
import { NO_COLUMNS, type Columns } from './columns';
import { isOpen, matcher, readFilter, writeFilter, type Filter } from './filter';

export interface Filtering {
  readonly filter: Filter;
  readonly set: (change: Partial<Filter>) => void;
  readonly clear: () => void;
}

/** The filter in the address. Setting it replaces the entry, so that Back leaves the view and not a keystroke. */
export function useFilter(): Filtering {
  const search = useSearch();
  const filter = useMemo(() => readFilter(search), [search]);
  const put = useCallback((next: Filter) => {
    go(location.pathname + queryOf(writeFilter(next, new URLSearchParams(location.search))), {
      replace: true,
    });
  }, []);
  return {
    filter,
    set: useCallback(
      (change) => put({ ...readFilter(new URLSearchParams(location.search)), ...change }),
      [put],
    ),
    clear: useCallback(() => put(readFilter(new URLSearchParams())), [put]),
  };
}

/** The columns that the filter lets through; a column that it leaves as it was stays the very same array. */
export function useFilteredColumns(filter: Filter): Columns {
  const { board } = usePanel();
  const columns = useColumns();
  const open = isOpen(filter);
  // Without a filter only the order matters; with one, every change may.
  const tasks = useBoard((store) => (open ? null : store.replica.tasks));
  const agents = useBoard((store) => (filter.attention ? store.replica.agents : null));
  const now = useNow(15);
  const moment = filter.attention ? now : 0;
  const before = useRef<Columns>(NO_COLUMNS);
  return useMemo(() => {
    if (open) return (before.current = columns);
    const matches = matcher(filter, (id) => board.agent(id), moment);
    const next: Record<Stage, readonly string[]> = { ...NO_COLUMNS };
    for (const stage of STAGES) {
      const ids = columns[stage].filter((id) => matches(board.task(id)!));
      next[stage] = sameList(ids, before.current[stage]) ? before.current[stage] : ids;
    }
    return (before.current = next);
    // `tasks` and `agents` stand for what `board` holds.
  }, [open, columns, filter, board, moment, tasks, agents]);
}

const sameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id, index) => id === other[index]);
