import { useNow } from '../app/panel';
import type { Face } from '../board/facts';
import { useSpeech } from '../words/words';
import type { TaskEvent } from '../wire/api';
import type { Task } from '../wire/task';
import { spansOf } from './story';

const WIDTH = 1_000;
/** A bar is never thinner than 3 px of the some 400 that the axis is wide. */
const LEAST = 8;
/** Marks on the axis; over less than as many seconds they would say the same time twice. */
const MARKS = 5;

/** One bar an attempt on a shared time axis: waiting, running, and the colour of its end. */
export function Attempts({ task, events }: { task: Task; events: readonly TaskEvent[] }) {
  const { words, format } = useSpeech();
  const now = useNow(1);
  const spans = spansOf(task, events, now);
  const first = Math.min(...spans.map((span) => span.from));
  const last = Math.max(...spans.map((span) => span.to));
  const whole = Math.max(1, last - first);
  const marks = whole < MARKS * 1_000 ? 2 : MARKS;
  const x = (at: number) => Math.min(WIDTH - LEAST, ((at - first) / whole) * WIDTH);
  const width = (from: number, to: number) => Math.max(LEAST, ((to - from) / whole) * WIDTH);
  const ends = [
    ...new Set(spans.map((span) => span.end).filter((end): end is Face => end !== null)),
  ];
  return (
    <section>
      <h3>{words.drawer.attempts}</h3>
      <div className="gantt">
        {spans.map((span) => {
          const duration = format.span(span.to - span.from);
          const end = span.end === null ? words.drawer.runningKey : words.face[span.end];
          return (
            <div key={span.attempt} className="r">
              <span>{words.card.attemptLong(span.attempt)}</span>
              <svg
                viewBox={`0 0 ${WIDTH} 16`}
                preserveAspectRatio="none"
                role="img"
                aria-label={`${words.card.attemptLong(span.attempt)}: ${duration}, ${end.toLowerCase()}`}
              >
                <rect
                  className="q"
                  x={x(span.from)}
                  y={0}
                  width={width(span.from, span.ranFrom ?? span.to)}
                  height={16}
                />
                {span.ranFrom !== null && (
                  <rect
                    className="run"
                    x={x(span.ranFrom)}
                    y={0}
                    width={width(span.ranFrom, span.to)}
                    height={16}
                  />
                )}
                {span.end !== null && (
                  <rect
                    className={`end s-${span.end}`}
                    x={Math.max(0, x(span.to) - LEAST)}
                    y={0}
                    width={LEAST * 2}
                    height={16}
                  />
                )}
              </svg>
              <span className="d">{duration}</span>
            </div>
          );
        })}
        <div className="axis" aria-hidden="true">
          {Array.from({ length: marks }, (_, mark) => first + (whole * mark) / (marks - 1)).map(
            (at) => (
              <span key={at}>{whole < MARKS * 60_000 ? format.clock(at) : format.minute(at)}</span>
            ),
          )}
        </div>
      </div>
      <p className="key" aria-hidden="true">
        <span>
          <i /> {words.drawer.waiting}
        </span>
        <span className="s-running">
          <i /> {words.drawer.runningKey}
        </span>
        {ends.map((end) => (
          <span key={end} className={`s-${end}`}>
            <i /> {words.face[end].toLowerCase()}
          </span>
        ))}
      </p>
    </section>
  );
}
