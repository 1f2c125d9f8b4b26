import { useEffect, useEffectEvent, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { usePanel } from '../app/panel';
import { useRemote } from '../app/use-remote';
import { Icon } from '../ui/Icon';
import { useSpeech } from '../words/words';
import { api } from '../wire/api';
import { travel } from './moment';
import { bars, neighbour, rangeFor, RANGES } from './track';
import type { Past } from './use-past';

const BARS = 120;
const HEIGHT = 38;
/** The most that the server gives of the newest facts. */
const FACTS = 200;
/** A slider being dragged asks for the board only where it rests this long (ms). */
const REST = 120;
/** Nearer to the present than this there is nothing past to show (ms). */
const NEWEST = 1_000;
const STEP = 10_000;
const SPEEDS = [1, 10, 60] as const;

/** The slider at the foot of a past board: facts as bars, incidents as marks. */
export function Scrubber({ past }: { past: Past }) {
  const { words, format } = useSpeech();
  const { live } = usePanel();
  const [now, setNow] = useState(() => live.now());
  const [range, setRange] = useState(() => rangeFor(past.moment, live.now()));
  const [held, setHeld] = useState<number | null>(null);
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>(1);
  const [playing, setPlaying] = useState(false);
  const to = now;
  const from = now - range * 1_000;
  const shown = Math.min(to, Math.max(from, held ?? past.moment));
  const facts = useFacts();
  const incidents = useIncidents();

  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const [reached, setReached] = useState(past.moment);
  if (reached !== past.moment) {
    setReached(past.moment);
    setHeld(null);
  }
  const goTo = (moment: number, wait = 0) => {
    const present = live.now();
    setNow(present);
    const aim = Math.min(present - NEWEST, moment);
    setHeld(aim);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => travel(aim), wait);
  };
  const step = (direction: -1 | 1) =>
    goTo(neighbour(facts.at, shown, direction) ?? shown + direction * STEP);

  const goOn = useEffectEvent(() => {
    const next = past.moment + speed * 1_000;
    if (next >= live.now() - NEWEST) travel(null);
    else goTo(next);
  });
  useEffect(() => {
    if (!playing) return;
    const beat = setInterval(() => goOn(), 1_000);
    return () => clearInterval(beat);
  }, [playing]);

  const onKeyDown = (event: KeyboardEvent) => {
    const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (direction === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (event.shiftKey) goTo(shown + direction * 60_000);
    else step(direction);
  };
  const marks = incidents.filter((at) => at >= from && at <= to);
  const counted = facts.at.filter((at) => at >= from && at <= to).length;
  return (
    <section className="scrub" aria-label={words.past.name}>
      <span className="row nowrap">
        <button
          type="button"
          className="btn icon"
          aria-label={words.past.previous}
          onClick={() => step(-1)}
        >
          <Icon name="prev" />
        </button>
        <button
          type="button"
          className="btn icon"
          aria-label={playing ? words.past.pause : words.past.play}
          aria-pressed={playing}
          onClick={() => setPlaying(!playing)}
        >
          <Icon name={playing ? 'pause' : 'g-doing'} />
        </button>
        <button
          type="button"
          className="btn icon"
          aria-label={words.past.next}
          onClick={() => step(1)}
        >
          <Icon name="next" />
        </button>
      </span>
      <div className="track">
        <Bars
          facts={facts.at}
          countedFrom={facts.all ? from : (facts.at[0] ?? to)}
          marks={marks}
          span={{ from, to }}
          label={words.past.chart(counted, marks.length)}
          uncounted={words.past.uncounted}
        />
        <input
          type="range"
          min={Math.round(from / 1_000)}
          max={Math.round(to / 1_000)}
          step={1}
          value={Math.round(shown / 1_000)}
          aria-label={words.past.moment}
          aria-valuetext={format.moment(shown, now)}
          onChange={(event) => goTo(Number(event.target.value) * 1_000, REST)}
          onKeyDown={onKeyDown}
        />
      </div>
      <span className="row nowrap">
        <button
          type="button"
          className="btn"
          aria-label={words.past.speed(speed)}
          onClick={() => setSpeed(SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length]!)}
        >
          {speed}×
        </button>
        <span className="selectbox">
          <select
            aria-label={words.past.range}
            value={range}
            onChange={(event) => {
              setNow(live.now());
              setRange(Number(event.target.value));
            }}
          >
            {RANGES.map((each) => (
              <option key={each} value={each}>
                {words.past.ranges[String(each) as keyof typeof words.past.ranges]}
              </option>
            ))}
          </select>
          <Icon name="chev" />
        </span>
      </span>
      <p className="ends">
        <span>{format.moment(from, now)}</span>
        <span className="note" role="status">
          {note() ?? <span className="d-only">{words.past.hint}</span>}
        </span>
        <span>{words.past.now}</span>
      </p>
    </section>
  );

  function note(): string | null {
    if (past.fault !== null)
      return past.fault.seconds === null
        ? words.past.refused
        : words.loadFailed(past.fault.status, past.fault.seconds);
    if (past.earliest !== null && past.moment < past.earliest)
      return words.past.begins(format.moment(past.earliest, now));
    return past.truncated ? words.past.truncated(past.board.replica.tasks.size) : null;
  }
}

function Bars({
  facts,
  countedFrom,
  marks,
  span,
  label,
  uncounted,
}: {
  facts: readonly number[];
  countedFrom: number;
  marks: readonly number[];
  span: { from: number; to: number };
  label: string;
  uncounted: string;
}) {
  const counts = bars(facts, span, BARS);
  const most = Math.max(1, ...counts);
  const x = (at: number) => ((at - span.from) / (span.to - span.from)) * 100;
  const known = Math.min(100, Math.max(0, x(countedFrom)));
  return (
    <svg className="spark" role="img" aria-label={label}>
      {known > 0 && (
        <rect className="unknown" x="0" y={0} width={`${known}%`} height={HEIGHT}>
          <title>{uncounted}</title>
        </rect>
      )}
      {counts.map(
        (count, index) =>
          count > 0 && (
            <rect
              key={index}
              className="b"
              x={`${(index / BARS) * 100}%`}
              y={HEIGHT - (4 + (count / most) * (HEIGHT - 10))}
              width={`${60 / BARS}%`}
              height={4 + (count / most) * (HEIGHT - 10)}
              rx={1}
            />
          ),
      )}
      {marks.map((at, index) => (
        <rect key={index} className="b bad" x={`${x(at)}%`} y={0} width={3} height={HEIGHT} />
      ))}
      <line className="base" x1="0" x2="100%" y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
    </svg>
  );
}

/** The moments of the newest facts, ascending, and whether these are all that there are. */
function useFacts(): { readonly at: readonly number[]; readonly all: boolean } {
  const { value } = useRemote('latest facts', (signal) => api.latestFacts(FACTS, signal));
  return useMemo(
    () => ({
      at: (value?.events ?? [])
        .filter((event) => event.outcome === 'applied')
        .map((event) => Date.parse(event.applied_at))
        .sort((one, other) => one - other),
      all: value !== null && value.events.length < FACTS,
    }),
    [value],
  );
}

function useIncidents(): readonly number[] {
  const open = useRemote('open', (signal) => api.incidents('open', signal));
  const resolved = useRemote('resolved', (signal) => api.incidents('resolved', signal));
  return useMemo(
    () =>
      [...(open.value?.incidents ?? []), ...(resolved.value?.incidents ?? [])].map((incident) =>
        Date.parse(incident.opened_at),
      ),
    [open.value, resolved.value],
  );
}
