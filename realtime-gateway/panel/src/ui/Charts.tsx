/** Small neutral charts: hue only for an outcome or a limit, and each says in words what it shows. */

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
