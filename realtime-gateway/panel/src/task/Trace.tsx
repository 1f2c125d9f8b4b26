import { usePanel } from '../app/panel';
import { useRemote } from '../app/use-remote';
import { routeOf } from '../app/router';
import { copyText } from '../ui/copy';
import { Icon } from '../ui/Icon';
import { visibleText } from '../words/visible-text';
import type { Words } from '../words/pt';
import { useSpeech } from '../words/words';
import { api, type TaskEvent, type TraceSteps } from '../wire/api';
import { TraceId } from './TraceId';

/** An agent's clock that is off by more than this says nothing about the way of its report (ms). */
const CLOCK_TRUST = 60_000;

interface Stop {
  readonly name: string;
  readonly at: number;
}

/** The way of one fact through the system, as a small waterfall, and its references to copy. */
export function Trace({ event }: { event: TaskEvent }) {
  const { words, format } = useSpeech();
  const { toaster } = usePanel();
  // Of facts about an agent there is no task to ask for.
  const traces = useRemote(event.task_id ?? taskIn(location.pathname), (signal) =>
    api.trace(event.task_id ?? taskIn(location.pathname)!, signal),
  );
  const steps = traces.value?.events.find((each) => each.event_id === event.event_id)?.steps;
  const stops = stopsOf(event, steps, words.trace);
  const first = stops[0]!.at;
  const whole = Math.max(1, stops.at(-1)!.at - first);
  const log = steps?.log ?? event.source;
  const reference = [event.event_id, log && `${log.topic} p${log.partition}@${log.offset}`]
    .filter(Boolean)
    .join(' · ');
  return (
    <div className="trace" role="group" aria-label={words.drawer.trace}>
      {stops.map((stop, index) => {
        const before = stops[index - 1]?.at ?? first;
        const from = ((before - first) / whole) * WIDTH;
        const width = Math.max(LEAST, ((stop.at - before) / whole) * WIDTH);
        return (
          <div key={stop.name} className="r">
            <span>{stop.name}</span>
            <svg viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true">
              <rect x={Math.min(from, WIDTH - width)} y={0} width={width} height={10} rx={2} />
            </svg>
            <span className="d">
              {index === 0 ? format.clock(stop.at) : `+${format.span(stop.at - before)}`}
            </span>
          </div>
        );
      })}
      {event.source?.token !== undefined && (
        <p className="ref">
          {words.event.by(visibleText(event.source.token))} ({event.source.token_id})
        </p>
      )}
      <p className="ref">
        {reference}
        <button
          type="button"
          className="btn quiet icon"
          aria-label={words.drawer.copyReference}
          onClick={() =>
            void copyText(reference).then((copied) =>
              toaster.show({
                text: copied ? words.copied : words.notCopied,
                tone: copied ? 'plain' : 'bad',
              }),
            )
          }
        >
          <Icon name="copy" />
        </button>
      </p>
      {event.source?.trace_id !== undefined && (
        <TraceId id={event.source.trace_id} link={traces.value?.trace_link} />
      )}
    </div>
  );
}

const WIDTH = 400;
const LEAST = 6;

/** Each step that is known, in the order of the way. */
function stopsOf(
  event: TaskEvent,
  steps: TraceSteps | undefined,
  names: Words['trace'],
): readonly Stop[] {
  const received = Date.parse(event.received_at);
  const occurred = instant(event.occurred_at);
  const told = steps?.discord ?? event.discord;
  const stops = [
    {
      name: names.reported,
      at: occurred <= received && received - occurred < CLOCK_TRUST ? occurred : NaN,
    },
    { name: names.accepted, at: instant(steps?.received_at) },
    { name: names.received, at: instant(steps?.log?.at ?? event.received_at) },
    { name: names.applied, at: instant(steps?.decided_at ?? event.applied_at) },
    { name: names.committed, at: instant(steps?.committed_at) },
    { name: names.published, at: instant(steps?.published_at) },
    { name: names.pushed, at: instant(steps?.pushed_at) },
    { name: names.discord, at: told?.state === 'sent' ? instant(told.at) : NaN },
  ].filter((stop) => !Number.isNaN(stop.at));
  // The clocks of two services may differ by a little; a step back in time is no step.
  return stops.map((stop, index) => ({
    ...stop,
    at: Math.max(stop.at, ...stops.slice(0, index).map((before) => before.at)),
  }));
}

const instant = (text: string | undefined): number => (text === undefined ? NaN : Date.parse(text));

const taskIn = (path: string): string | null => routeOf(path).task;
