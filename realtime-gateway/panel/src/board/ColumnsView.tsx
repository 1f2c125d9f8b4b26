import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { recall, remember } from '../app/preferences';
import { useWords } from '../words/words';
import { STAGES, type Stage } from '../wire/task';
import { useRoving } from './board-context';
import { CardMenu } from './CardMenu';
import { Column } from './Column';
import type { Columns } from './columns';
import { DragBoard } from './DragBoard';
import { cardOf } from './flights';
import { neighbour, walk, type Roving } from './roving';
import { StageTabs } from './StageTabs';
import { useCardKeys } from './use-card-keys';

export interface TasksProps {
  /** The tasks that the filter lets through. */
  readonly columns: Columns;
  readonly density: 'comfortable' | 'compact';
  /** The task whose drawer is open. */
  readonly opened: string | null;
}

/** The six columns, and tabs for them on a phone. */
export function ColumnsView({
  columns,
  density,
  opened,
  empty,
  onClear,
}: TasksProps & {
  /** What a column says when it has no card. */
  readonly empty: 'nothing' | 'noMatch' | 'unsaid';
  readonly onClear: () => void;
}) {
  const words = useWords();
  const roving = useRoving();
  const [folded, fold] = useFolded();
  const strip = useRef<HTMLElement>(null);
  useTabStop(roving, columns);
  const onKeyDown = useCardKeys(opened, (from, key) =>
    walk(unfolded(columns, folded), from, key, (stage) => roving.recall(stage)),
  );
  useEffect(() => {
    // The drawer covers the end of the board; its padding lets every column be brought out from under it.
    if (opened !== null) cardOf(opened)?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [opened]);
  return (
    <>
      <StageTabs columns={columns} strip={strip} loaded />
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
                empty={empty}
                folded={folded.has(stage)}
                density={density}
                opened={opened}
                drag={drag}
                onFold={fold}
                onClear={onClear}
              />
            ))}
            <CardMenu />
          </main>
        )}
      </DragBoard>
    </>
  );
}

/**
 * Keeps one card in the tab order, and hands the focus on when its card leaves the board.
 */
function useTabStop(roving: Roving, columns: Columns): void {
  const place = useRef<{ stage: Stage; index: number } | null>(null);
  useLayoutEffect(() => {
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
  }, [roving, columns]);
}

function unfolded(columns: Columns, folded: ReadonlySet<Stage>): Columns {
  if (folded.size === 0) return columns;
  return Object.fromEntries(
    STAGES.map((stage) => [stage, folded.has(stage) ? [] : columns[stage]]),
  ) as unknown as Columns;
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
