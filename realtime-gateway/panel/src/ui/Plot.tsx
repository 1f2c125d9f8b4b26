import type { ReactNode } from 'react';
import type { Scale } from './scale';

/** The drawing inside is so wide, and so high as its scale says; it is stretched to the place it has. */
const WIDTH = 600;
const HEIGHT = 100;

/** A word under the drawing, at a share of its width. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Axes around a drawing: what is shown is said in one sentence, for those who do not see it. */
export function Plot({
  label,
  marks,
  ticks,
  small = false,
  children,
}: {
  label: string;
  /** From the bottom to the top, evenly apart; none where the height says nothing. */
  marks: readonly string[];
  ticks: readonly Tick[];
  small?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      className={['plot', small && 'small', marks.length === 0 && 'bare'].filter(Boolean).join(' ')}
      role="img"
      aria-label={label}
    >
      <div className="marks">
        {marks.toReversed().map((mark) => (
          <span key={mark}>{mark}</span>
        ))}
      </div>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {marks.slice(1).map((mark, index) => {
          const y = HEIGHT - ((index + 1) / (marks.length - 1)) * HEIGHT;
          return <line key={mark} className="mark" x2={WIDTH} y1={y} y2={y} />;
        })}
        <line className="base" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
        {children}
      </svg>
      <div className="ticks">
        {ticks.map(({ at, text }) => (
          <span key={at} className={sideOf(at)} style={{ left: `${at * 100}%` }}>
            {text}
          </span>
        ))}
      </div>
    </div>
  );
}

const sideOf = (at: number) => (at === 0 ? 'first' : at === 1 ? 'last' : '');

/** An area over time. */
export function Area({ values, scale }: { values: readonly number[]; scale: Scale }) {
  if (values.length < 2) return null;
  const points = values.map((value, index) => {
    const x = (index / (values.length - 1)) * WIDTH;
    return `${x.toFixed(1)} ${(HEIGHT - (value / scale.top) * HEIGHT).toFixed(1)}`;
  });
  const line = `M${points.join('L')}`;
  return (
    <>
      <path className="a" d={`${line}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}z`} />
      <path className="l" d={line} />
    </>
  );
}

export interface Bar {
  readonly value: number;
  readonly tone?: 'ok' | 'to' | 'hi' | undefined;
  /** What it is, under the pointer. */
  readonly title?: string;
}

/** One bar a value; where charts are compared, all have as many places as the one with the most. */
export function Bars({
  bars,
  scale,
  places = bars.length,
}: {
  bars: readonly Bar[];
  scale: Scale;
  places?: number;
}) {
  const step = WIDTH / Math.max(1, places);
  return bars.map(({ value, tone, title }, index) => {
    // Little is not nothing.
    const length = value === 0 ? 0 : Math.max(3, (value / scale.top) * HEIGHT);
    return (
      <g key={index}>
        {title !== undefined && <title>{title}</title>}
        <rect className="ground" x={index * step} y={0} width={step} height={HEIGHT} />
        <rect
          className={tone === undefined ? 'b' : `b ${tone}`}
          x={index * step + step * 0.1}
          y={HEIGHT - length}
          width={step * 0.8}
          height={length}
        />
      </g>
    );
  });
}

/** Where a limit lies, at a share of the width. */
export function Limit({ at }: { at: number }) {
  return <line className="lim" x1={at * WIDTH} x2={at * WIDTH} y1={0} y2={HEIGHT} />;
}
