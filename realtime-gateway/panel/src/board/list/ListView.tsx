import { useEffect, useId, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { usePanel } from '../../app/panel';
import { Archive } from '../../app/parts';
import { useWords } from '../../words/words';
import { STAGES } from '../../wire/task';
import { hasArchive } from '../columns';
import { useRoving } from '../board-context';
import { CardMenu } from '../CardMenu';
import type { TasksProps } from '../ColumnsView';
import { cardOf } from '../flights';
import type { Grouping } from '../look';
import type { Roving } from '../roving';
import { useCardKeys } from '../use-card-keys';
import { ListRow } from './ListRow';
import { placesIn, topsOf } from './rows';
import { SectionHead } from './SectionHead';
import { sectionsOf, walkRows, type Section } from './sections';
import { useSight } from './use-sight';

const NARROW = matchMedia('(max-width: 820px)');
const NARROW_BESIDE = matchMedia('(min-width: 1200px) and (max-width: 1420px)');

const HEAD = 36;
const ROW = { comfortable: 40, compact: 32 } as const;
const ROW_OF_TWO_LINES = 64;
const GAP = 8;

/** The same tasks as the columns, a line each, by their stages or by their agents. Only lines near the view are rendered. */
export function ListView({
  columns,
  density,
  opened,
  grouping,
}: TasksProps & { grouping: Grouping }) {
  const words = useWords();
  const { board } = usePanel();
  const roving = useRoving();
  const title = useId();
  const sections = useMemo(
    () => sectionsOf(columns, grouping, (id) => board.task(id)!.agent_id),
    [columns, grouping, board],
  );
  useTabStop(roving, sections);
  const active = useSyncExternalStore(roving.subscribe, () => roving.active);
  const onKeyDown = useCardKeys(opened, (from, key) => walkRows(sections, from, key));
  const twoLines = useTwoLines(opened !== null);
  const heights = { head: HEAD, row: twoLines ? ROW_OF_TWO_LINES : ROW[density], gap: GAP };
  const tops = topsOf(sections, heights);
  const { list, view, onScroll } = useSight(sections, tops, heights);
  const kept = new Set([active, opened].filter((id) => id !== null));
  useEffect(() => {
    if (opened !== null) cardOf(opened)?.scrollIntoView({ block: 'nearest' });
  }, [opened]);
  return (
    <main
      ref={list}
      id="content"
      className="list"
      aria-label={words.views.board}
      tabIndex={-1}
      data-density={density}
      data-grouping={grouping}
      data-lines={twoLines ? 2 : 1}
      onKeyDown={onKeyDown}
      onScroll={onScroll}
    >
      {sections.map((section, at) => (
        <section key={section.key} aria-labelledby={`${title}-${at}`}>
          <SectionHead
            section={section}
            grouping={grouping}
            titleId={`${title}-${at}`}
            height={heights.head}
          />
          <ul style={{ height: section.ids.length * heights.row, marginBottom: heights.gap }}>
            {placesIn(section, tops[at]!, heights, view, kept).map((index) => {
              const id = section.ids[index]!;
              return (
                <li
                  key={id}
                  data-task={id}
                  aria-setsize={section.ids.length}
                  aria-posinset={index + 1}
                  style={{ top: index * heights.row, height: heights.row }}
                >
                  <ListRow id={id} opened={id === opened} />
                </li>
              );
            })}
          </ul>
        </section>
      ))}
      {STAGES.filter(hasArchive).map((stage) => (
        <section
          key={stage}
          className="older"
          aria-label={`${words.archive.title}: ${words.stage[stage]}`}
        >
          <h2>
            {words.archive.title}: {words.stage[stage]}
          </h2>
          <ul>
            <Archive stage={stage} />
          </ul>
        </section>
      ))}
      <CardMenu />
    </main>
  );
}

/** Two lines where one has no room: in a narrow window, and beside a task that leaves the list too little of it. */
function useTwoLines(beside: boolean): boolean {
  const narrow = useSyncExternalStore(onWidth, () => NARROW.matches);
  const narrowBeside = useSyncExternalStore(onWidth, () => NARROW_BESIDE.matches);
  return narrow || (beside && narrowBeside);
}

function onWidth(listener: () => void): () => void {
  for (const width of [NARROW, NARROW_BESIDE]) width.addEventListener('change', listener);
  return () => {
    for (const width of [NARROW, NARROW_BESIDE]) width.removeEventListener('change', listener);
  };
}

/** Keeps one row in the tab order, and hands the focus on when its row leaves the list. */
function useTabStop(roving: Roving, sections: readonly Section[]): void {
  const place = useRef(0);
  useLayoutEffect(() => {
    const { active } = roving;
    const ids = sections.flatMap((section) => section.ids);
    const at = active === null ? -1 : ids.indexOf(active);
    if (at >= 0) {
      place.current = at;
      return;
    }
    const next = ids[Math.min(place.current, ids.length - 1)] ?? null;
    if (next !== null && roving.holder === active && active !== null) roving.want(next);
    else roving.activate(next);
  }, [roving, sections]);
}
