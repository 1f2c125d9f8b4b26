import { usePanel } from '../app/panel';
import { copyText } from '../ui/copy';
import { Icon } from '../ui/Icon';
import { useSpeech } from '../words/words';
import type { TaskEvent } from '../wire/api';

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
  const stops = stopsOf(event, words.trace);
  const first = stops[0]!.at;
  const whole = Math.max(1, stops.at(-1)!.at - first);
  const reference = [
    event.event_id,
    event.source && `${event.source.topic} p${event.source.partition}@${event.source.offset}`,
  ]
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
    </div>
  );
}

const WIDTH = 400;
const LEAST = 6;

function stopsOf(
  event: TaskEvent,
  names: { reported: string; received: string; applied: string; discord: string },
): readonly Stop[] {
  const received = Date.parse(event.received_at);
  const occurred = event.occurred_at === undefined ? NaN : Date.parse(event.occurred_at);
  const told =
    event.discord?.state === 'sent' && event.discord.at !== undefined
      ? Date.parse(event.discord.at)
      : NaN;
  const stops = [
    {
      name: names.reported,
      at: occurred <= received && received - occurred < CLOCK_TRUST ? occurred : NaN,
    },
    { name: names.received, at: received },
    { name: names.applied, at: Date.parse(event.applied_at) },
    { name: names.discord, at: told },
  ];
  return stops.filter((stop) => !Number.isNaN(stop.at));
}
