import { useEffect, useLayoutEffect, useState } from 'react';
import { EmptyBoard, ListView } from '../app/parts';
import { recall, remember } from '../app/preferences';
import { useBoard, usePanel } from '../app/panel';
import { useWords } from '../words/words';
import { STAGES } from '../wire/task';
import { RovingContext } from './board-context';
import { BoardSkeleton } from './BoardSkeleton';
import { ColumnsView } from './ColumnsView';
import { isOpen } from './filter';
import { ListToCome } from './ListToCome';
import { useLook } from './look';
import { Roving } from './roving';
import { SelectionBar } from './SelectionBar';
import { StageTabs } from './StageTabs';
import { Toolbar } from './Toolbar';
import { useFilter, useFilteredColumns } from './use-filter';

/** There is nothing to scroll before the columns are known. */
const NO_STRIP = { current: null };

/** The tasks, as columns or as a list, under the toolbar. `opened` is the task whose drawer is open. */
export function BoardView({ opened }: { opened: string | null }) {
  const words = useWords();
  const loaded = useBoard((board) => board.loaded);
  const none = useBoard((board) => board.loaded && board.replica.tasks.size === 0 && !board.isPast);
  const filtering = useFilter();
  const { layout, grouping } = useLook();
  const columns = useFilteredColumns(filtering.filter);
  const filtered = !isOpen(filtering.filter);
  const noMatch = loaded && filtered && STAGES.every((stage) => columns[stage].length === 0);
  const [density, setDensity] = useDensity();
  const [roving] = useState(() => new Roving());
  const { board } = usePanel();
  // When another board takes the place of this one, the focus is not the cards' any more.
  useLayoutEffect(() => () => roving.left(), [roving, board]);
  if (none) return <EmptyBoard />;
  const tasks = { columns, density, opened };
  return (
    <RovingContext value={roving}>
      <Toolbar {...filtering} columns={columns} density={density} onDensity={setDensity} />
      {noMatch && (
        <section className="no-match" aria-label={words.noMatch}>
          <p>{words.noMatch}</p>
          <button type="button" className="btn" onClick={filtering.clear}>
            {words.filter.clear}
          </button>
        </section>
      )}
      {layout === 'list' ? (
        loaded ? (
          <ListView {...tasks} grouping={grouping} />
        ) : (
          <ListToCome fault={null} />
        )
      ) : loaded ? (
        <ColumnsView
          {...tasks}
          empty={noMatch ? 'unsaid' : filtered ? 'noMatch' : 'nothing'}
          onClear={filtering.clear}
        />
      ) : (
        <>
          <StageTabs columns={columns} strip={NO_STRIP} loaded={false} />
          <BoardSkeleton />
        </>
      )}
      <SelectionBar />
    </RovingContext>
  );
}

function useDensity() {
  const [density, setDensity] = useState<'comfortable' | 'compact'>(() =>
    recall('density') === 'compact' ? 'compact' : 'comfortable',
  );
  useEffect(() => remember('density', density), [density]);
  return [density, setDensity] as const;
}
