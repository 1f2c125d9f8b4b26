import { useCallback, useMemo, useState } from 'react';
import { useBoard, useColumns, usePanel } from '../app/panel';
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
  const [last, setLast] = useState<Columns>(NO_COLUMNS);
  const passing = useMemo(() => {
    if (open) return columns;
    const matches = matcher(filter, (id) => board.agent(id));
    return mapStages((stage) => columns[stage].filter((id) => matches(board.task(id)!)));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `tasks` and `agents` stand for what `board` holds.
  }, [open, columns, filter, board, tasks, agents]);
  if (open) return columns;
  const steady = mapStages(
    (stage) =>
      [columns[stage], last[stage]].find((known) => sameList(passing[stage], known)) ??
      passing[stage],
  );
  if (STAGES.every((stage) => steady[stage] === last[stage])) return last;
  setLast(steady);
  return steady;
}

function mapStages(idsOf: (stage: Stage) => readonly string[]): Columns {
  const columns: Record<Stage, readonly string[]> = { ...NO_COLUMNS };
  for (const stage of STAGES) columns[stage] = idsOf(stage);
  return columns;
}

const sameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id, index) => id === other[index]);
