import { useEffect, useEffectEvent, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { usePanel } from '../app/panel';
import { useRemote } from '../app/use-remote';
import { Icon } from '../ui/Icon';
import { useSpeech } from '../words/words';
import { api } from '../wire/api';
import { travel } from './moment';
import { placeOn, rangeFor, RANGES, spanFor, unknownOf, type Counted, type Span } from './track';
import { useCounted, useFactSteps } from './use-facts';
import type { Past } from './use-past';

const HEIGHT = 38;
/** A slider being dragged asks for the board only where it rests this long (ms). */
const REST = 120;
/** Nearer to the present than this there is nothing past to show (ms). */
const NEWEST = 1_000;
const SPEEDS = [1, 10, 60] as const;

/** The slider at the foot of a past board: facts as bars, incidents as marks. */
export function Scrubber({ past, takesFocus = false }: { past: Past; takesFocus?: boolean }) {
  const { words, format } = useSpeech();
  const { live } = usePanel();
  const [now, setNow] = useState(() => live.now());
  const [range, setRange] = useState(() => rangeFor(past.moment, live.now()));
  const [held, setHeld] = useState<number | null>(null);
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>(1);
  const [playing, setPlaying] = useState(false);
  const [span, setSpan] = useState(() => spanFor(past.moment, range, now));
  const { from, to } = span;
  const shown = Math.min(to, Math.max(from, held ?? past.moment));
  const counted = useCounted(span);
  const incidents = useIncidents();

  const slider = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) slider.current?.focus();
  }, [takesFocus]);

  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const [reached, setReached] = useState(past.moment);
  if (reached !== past.moment) {
    setReached(past.moment);
    setHeld(null);
    setSpan(spanFor(past.moment, range, now, span));
  }
  const newest = () => live.now() - NEWEST;
  const facts = useFactSteps(past.moment, newest);
  const goTo = (moment: number, wait = 0) => {
    const present = live.now();
    const aim = Math.min(newest(), moment);
    setNow(present);
    setHeld(aim);
    setSpan((shown) => spanFor(aim, range, present, shown));
    facts.aim(aim);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => travel(aim), wait);
  };

  const goOn = useEffectEvent(() => {
    const next = past.moment + speed * 1_000;
    if (next >= newest()) travel(null);
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
    else facts.step(direction < 0 ? 'before' : 'after', goTo, event.repeat);
  };
  const marks = incidents.filter((at) => at >= from && at <= to);
  return (
    <section className="scrub" aria-label={words.past.name}>
      <span className="row nowrap">
        <button
          type="button"
          className="btn icon"
          aria-label={words.past.previous}
          onClick={() => facts.step('before', goTo)}
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
          onClick={() => facts.step('after', goTo)}
        >
          <Icon name="next" />
        </button>
      </span>
      <div className="track">
        <Bars
          counted={counted}
          marks={marks}
          span={span}
          label={
            counted === null
              ? words.past.uncounted
              : words.past.chart(factsWithin(counted, span), marks.length)
          }
          uncounted={words.past.uncounted}
        />
        <input
          ref={slider}
          type="range"
          min={Math.round(from / 1_000)}
          max={Math.round(to / 1_000)}
          step={1}
          value={Math.round(shown / 1_000)}
          aria-label={words.past.moment}
          aria-valuetext={format.preciseMoment(shown, now)}
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
              const chosen = Number(event.target.value);
              setNow(live.now());
              setRange(chosen);
              setSpan(spanFor(shown, chosen, live.now()));
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
        <span>{to < now ? format.moment(to, now) : words.past.now}</span>
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
    if (facts.vain !== null) return words.past[facts.vain];
    return past.truncated ? words.past.truncated(past.board.replica.tasks.size) : null;
  }
}

const factsWithin = ({ bars }: Counted, { from, to }: Span): number =>
  bars.reduce((sum, bar) => (bar.to > from && bar.from < to ? sum + bar.facts : sum), 0);

function Bars({
  counted,
  marks,
  span,
  label,
  uncounted,
}: {
  counted: Counted | null;
  marks: readonly number[];
  span: Span;
  label: string;
  uncounted: string;
}) {
  const bars = (counted?.bars ?? []).filter(
    (bar) => bar.facts > 0 && bar.to > span.from && bar.from < span.to,
  );
  const most = Math.max(1, ...bars.map((bar) => bar.facts));
  return (
    <svg className="spark" role="img" aria-label={label}>
      {unknownOf(span, counted).map((part) => (
        <rect
          key={part.from}
          className="unknown"
          x={`${placeOn(span, part.from)}%`}
          y={0}
          width={`${placeOn(span, part.to) - placeOn(span, part.from)}%`}
          height={HEIGHT}
        >
          <title>{uncounted}</title>
        </rect>
      ))}
      {bars.map((bar) => (
        <rect
          key={bar.from}
          className="b"
          x={`${placeOn(span, bar.from)}%`}
          y={HEIGHT - (4 + (bar.facts / most) * (HEIGHT - 10))}
          width={`${(placeOn(span, bar.to) - placeOn(span, bar.from)) * 0.6}%`}
          height={4 + (bar.facts / most) * (HEIGHT - 10)}
          rx={1}
        />
      ))}
      {marks.map((at, index) => (
        <rect
          key={index}
          className="b bad"
          x={`${placeOn(span, at)}%`}
          y={0}
          width={3}
          height={HEIGHT}
        />
      ))}
      <line className="base" x1="0" x2="100%" y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
    </svg>
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
