import type { ReactNode } from 'react';

/** Small neutral charts: hue only for an outcome or a limit, and each says in words what it shows. */

const WIDTH = 560;

/** An area over time, from zero. */
export function AreaChart({
  values,
  label,
  height = 64,
}: {
  values: readonly number[];
  label: string;
  height?: number;
}) {
  const most = Math.max(1e-9, ...values);
  const points = values.map((value, index) => {
    const x = values.length < 2 ? 0 : (index / (values.length - 1)) * WIDTH;
    return `${x.toFixed(1)} ${(height - 2 - (value / most) * (height - 6)).toFixed(1)}`;
  });
  const line = `M${points.join('L')}`;
  return (
    <svg
      className="spark"
      width="100%"
      height={height + 1}
      viewBox={`0 0 ${WIDTH} ${height + 1}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {points.length > 1 && (
        <>
          <path className="a" d={`${line}L${WIDTH} ${height}L0 ${height}z`} />
          <path className="l" d={line} />
        </>
      )}
      <line className="base" x1="0" x2={WIDTH} y1={height + 0.5} y2={height + 0.5} />
    </svg>
  );
}

export interface Bar {
  readonly value: number;
  readonly tone?: 'ok' | 'bad' | 'to' | 'hi' | undefined;
}

/** One bar a value; the scale ends at `most` where one is given, with a dotted line there. */
export function BarChart({
  bars,
  label,
  most,
  height = 48,
}: {
  bars: readonly Bar[];
  label: string;
  most?: number;
  height?: number;
}) {
  const top = Math.max(most ?? 0, 1e-9, ...bars.map((bar) => bar.value));
  const step = WIDTH / Math.max(1, bars.length);
  return (
    <svg
      className="spark"
      width="100%"
      height={height + 1}
      viewBox={`0 0 ${WIDTH} ${height + 1}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {bars.map((bar, index) => {
        const length = bar.value === 0 ? 0 : Math.max(2, (bar.value / top) * (height - 4));
        return (
          <rect
            key={index}
            className={bar.tone === undefined ? 'b' : `b ${bar.tone}`}
            x={index * step + step * 0.08}
            y={height - length}
            width={step * 0.84}
            height={length}
          />
        );
      })}
      {most !== undefined && (
        <line
          className="lim"
          x1="0"
          x2={WIDTH}
          y1={height - (most / top) * (height - 4)}
          y2={height - (most / top) * (height - 4)}
        />
      )}
      <line className="base" x1="0" x2={WIDTH} y1={height + 0.5} y2={height + 0.5} />
    </svg>
  );
}

export interface Part {
  readonly value: number;
  readonly tone: 'done' | 'failed' | 'timeout' | 'cancelled';
}

/** Parts of a whole, side by side. */
export function Parts({ parts, label }: { parts: readonly Part[]; label: string }) {
  const whole = Math.max(
    1,
    parts.reduce((sum, part) => sum + part.value, 0),
  );
  const ends = parts.map((_, i) =>
    parts.slice(0, i + 1).reduce((sum, part) => sum + part.value, 0),
  );
  return (
    <svg
      className="parts"
      viewBox="0 0 200 8"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <rect className="none" x={0} y={0} width={200} height={8} />
      {parts.map((part, i) => {
        const width = (part.value / whole) * 200;
        const x = (ends[i]! / whole) * 200 - width;
        return (
          part.value > 0 && (
            <rect key={part.tone} className={part.tone} x={x} y={0} width={width} height={8} />
          )
        );
      })}
    </svg>
  );
}

/** From the median to the 95th of a hundred, with a mark at the median, on a scale shared by all rows. */
export function Whisker({
  median,
  p95,
  most,
  label,
}: {
  median: number;
  p95: number;
  most: number;
  label: string;
}) {
  const x = (value: number) => Math.min(200, (value / Math.max(1, most)) * 200);
  return (
    <svg
      className="whisker"
      viewBox="0 0 200 12"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <line className="scale" x1={0} x2={200} y1={6} y2={6} />
      <rect className="box" x={0} y={3} width={Math.max(2, x(p95))} height={6} />
      <rect className="mid" x={Math.max(0, x(median) - 2)} y={0} width={4} height={12} />
    </svg>
  );
}

/** The chart's numbers, one click away. */
export function AsTable({
  label,
  head,
  rows,
}: {
  label: string;
  head: readonly string[];
  rows: readonly (readonly ReactNode[])[];
}) {
  return (
    <details className="as-table">
      <summary>{label}</summary>
      <div className="scroll" tabIndex={0} role="group" aria-label={label}>
        <table>
          <thead>
            <tr>
              {head.map((cell) => (
                <th key={cell} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
