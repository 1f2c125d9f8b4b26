import { useEffect, useState, type RefObject } from 'react';
import { useSpeech } from '../words/words';
import { STAGES, type Stage } from '../wire/task';
import type { Columns } from './columns';
import { FailureDot } from './Column';

/** On a phone one column is seen at a time; these lead to the others and follow the scroll. */
export function StageTabs({
  columns,
  strip,
  loaded,
}: {
  columns: Columns;
  strip: RefObject<HTMLElement | null>;
  loaded: boolean;
}) {
  const { words, format } = useSpeech();
  const [current, setCurrent] = useState<Stage>('doing');
  useEffect(() => {
    const element = strip.current;
    if (!loaded || element === null) return;
    if (innerWidth <= PHONE)
      columnOf('doing')?.scrollIntoView({ inline: 'start', block: 'nearest', behavior: 'instant' });
    const follow = () => {
      if (innerWidth > PHONE) return;
      const { left } = element.getBoundingClientRect();
      const nearest = STAGES.toSorted(
        (one, other) => distance(one, left) - distance(other, left),
      )[0]!;
      setCurrent(nearest);
    };
    element.addEventListener('scroll', follow, { passive: true });
    window.addEventListener('resize', follow);
    return () => {
      element.removeEventListener('scroll', follow);
      window.removeEventListener('resize', follow);
    };
  }, [loaded, strip]);
  return (
    <nav className="stages" aria-label={words.filter.stage}>
      {STAGES.map((stage) => (
        <button
          key={stage}
          type="button"
          aria-current={stage === current ? 'true' : undefined}
          onClick={() =>
            columnOf(stage)?.scrollIntoView({
              inline: 'start',
              block: 'nearest',
              behavior: 'smooth',
            })
          }
        >
          {words.stage[stage]}
          {loaded && ` ${format.number(columns[stage].length)}`}
          {stage === 'blocked' && <FailureDot ids={columns.blocked} />}
        </button>
      ))}
    </nav>
  );
}

const PHONE = 640;
const columnOf = (stage: Stage) => document.getElementById(`col-${stage}`);
const distance = (stage: Stage, left: number) =>
  Math.abs((columnOf(stage)?.getBoundingClientRect().left ?? Infinity) - left);
