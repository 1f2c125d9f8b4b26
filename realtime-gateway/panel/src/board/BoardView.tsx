import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { lettersAreOn, recall, remember } from '../app/preferences';
import { useBoard, usePanel } from '../app/panel';
import { go, taskPath } from '../app/router';
import { useTaskActions } from '../task/use-task-actions';
import { useWords } from '../words/words';
import { STAGES, type Stage } from '../wire/task';
import { RovingContext } from './board-context';
import type { BoardStore } from './board-store';
import type { Columns } from './columns';
import { openCardMenu } from './card-menus';
import { CardMenu } from './CardMenu';
import { Column } from './Column';
import { DragBoard } from './DragBoard';
import { EmptyBoard } from './EmptyBoard';
import { isOpen } from './filter';
import { cardOf } from './flights';
import { isWalkKey, neighbour, Roving, walk } from './roving';
import { BoardSkeleton } from './BoardSkeleton';
import { SelectionBar } from './SelectionBar';
import { toggleSelected } from './selection';
import { StageTabs } from './StageTabs';
import { Toolbar } from './Toolbar';
import { useFilter, useFilteredColumns } from './use-filter';

/** The board: toolbar, tabs on a phone, six columns. `opened` is the task whose drawer is open. */
export function BoardView({ opened }: { opened: string | null }) {
  const words = useWords();
  const { board } = usePanel();
  const loaded = useBoard((board) => board.loaded);
  const empty = useBoard(
    (board) => board.loaded && board.replica.tasks.size === 0 && !board.isPast,
  );
  const filtering = useFilter();
  const columns = useFilteredColumns(filtering.filter);
  const filtered = !isOpen(filtering.filter);
  const noMatch = loaded && filtered && STAGES.every((stage) => columns[stage].length === 0);
  const [density, setDensity] = useDensity();
  const [folded, fold] = useFolded();
  const [roving] = useState(() => new Roving());
  const strip = useRef<HTMLElement>(null);
  const actions = useTaskActions();
  useTabStop(roving, board, columns);

  const onKeyDown = (event: KeyboardEvent) => {
    const id = (event.target as Element).closest<HTMLElement>('[data-task]')?.dataset.task;
    if (id === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (lettersAreOn() && event.key.toLowerCase() === 'm') {
      event.preventDefault();
      return openCardMenu(id, 'stages');
    }
    if (lettersAreOn() && event.key.toLowerCase() === 'r') {
      event.preventDefault();
      return void actions.retryIfAllowed(board.task(id));
    }
    if (lettersAreOn() && event.key.toLowerCase() === 'x' && !board.isPast) {
      event.preventDefault();
      return toggleSelected(id);
    }
    if (!isWalkKey(event.key)) return;
    event.preventDefault();
    const next = walk(unfolded(columns, folded), id, event.key, (stage) => roving.recall(stage));
    if (next === null) return;
    roving.want(next);
    if (opened !== null) go(taskPath(next) + location.search, { replace: true });
  };

  useEffect(() => {
    // The drawer covers the end of the board; its padding lets every column be brought out from under it.
    if (opened !== null && loaded)
      cardOf(opened)?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [opened, loaded]);

  if (empty) return <EmptyBoard />;
  return (
    <RovingContext value={roving}>
      <Toolbar {...filtering} columns={columns} density={density} onDensity={setDensity} />
      <StageTabs columns={columns} strip={strip} loaded={loaded} />
      {noMatch && (
        <section className="no-match" aria-label={words.noMatch}>
          <p>{words.noMatch}</p>
          <button type="button" className="btn" onClick={filtering.clear}>
            {words.filter.clear}
          </button>
        </section>
      )}
      {loaded ? (
        <DragBoard strip={strip}>
          {(drag) => (
            <main
              ref={strip}
              id="content"
              className={drag === null ? 'board' : 'board dragging'}
              aria-label={words.views.board}
              tabIndex={-1}
              data-density={density}
              onKeyDown={drag === null ? onKeyDown : undefined}
            >
              {STAGES.map((stage) => (
                <Column
                  key={stage}
                  stage={stage}
                  ids={columns[stage]}
                  empty={noMatch ? 'unsaid' : filtered ? 'noMatch' : 'nothing'}
                  folded={folded.has(stage)}
                  density={density}
                  opened={opened}
                  drag={drag}
                  onFold={fold}
                  onClear={filtering.clear}
                />
              ))}
              <CardMenu />
            </main>
          )}
        </DragBoard>
      ) : (
        <BoardSkeleton />
      )}
      <SelectionBar />
    </RovingContext>
  );
}

/**
 * Keeps one card in the tab order, and hands the focus on when its card leaves the board. When another board takes the
 * place of this one, the focus is not the cards' any more.
 */
function useTabStop(roving: Roving, board: BoardStore, columns: Columns): void {
  const place = useRef<{ stage: Stage; index: number } | null>(null);
  const shown = useRef(board);
  useLayoutEffect(() => {
    if (shown.current !== board) roving.left();
    shown.current = board;
    const { active } = roving;
    const stage =
      active === null ? undefined : STAGES.find((each) => columns[each].includes(active));
    if (active !== null && stage !== undefined) {
      place.current = { stage, index: columns[stage].indexOf(active) };
      return;
    }
    const next = neighbour(columns, place.current ?? { stage: 'backlog', index: 0 });
    if (next !== null && roving.holder === active && active !== null) roving.want(next);
    else roving.activate(next);
  }, [roving, board, columns]);
}

function unfolded(columns: Columns, folded: ReadonlySet<Stage>): Columns {
  if (folded.size === 0) return columns;
  return Object.fromEntries(
    STAGES.map((stage) => [stage, folded.has(stage) ? [] : columns[stage]]),
  ) as unknown as Columns;
}

function useDensity() {
  const [density, setDensity] = useState<'comfortable' | 'compact'>(() =>
    recall('density') === 'compact' ? 'compact' : 'comfortable',
  );
  useEffect(() => remember('density', density), [density]);
  return [density, setDensity] as const;
}

function useFolded() {
  const [folded, setFolded] = useState<ReadonlySet<Stage>>(
    () =>
      new Set(
        (recall('collapsed') ?? '')
          .split(',')
          .filter((stage): stage is Stage => STAGES.includes(stage as Stage)),
      ),
  );
  const fold = useMemo(
    () => (stage: Stage) =>
      setFolded((before) => {
        const after = new Set(before);
        if (!after.delete(stage)) after.add(stage);
        remember('collapsed', [...after].join(','));
        return after;
      }),
    [],
  );
  return [folded, fold] as const;
}
