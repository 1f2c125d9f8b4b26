/** What the track of the scrubber shows of a span of time: plain arithmetic over moments in ms. */

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How many facts there were within a span. */
export interface Bar extends Span {
  readonly facts: number;
}

/** What is known of a span, and the bars of it. */
export interface Counted extends Span {
  readonly bars: readonly Bar[];
}

/** Bars on the track, whatever its range. */
export const BARS = 120;

/** The spans that can be chosen (s). */
export const RANGES = [900, 3_600, 21_600, 86_400, 604_800] as const;

/** The shortest range that reaches back to the moment. */
export function rangeFor(moment: number, now: number): number {
  return RANGES.find((range) => now - moment <= range * 1_000) ?? RANGES.at(-1)!;
}

/**
 * The span of the range (s) that has the moment in it: the one up to now if that reaches back so far; else the one
 * shown until now, while the moment is in it; else one around it. It begins and ends where a bar does, so that bars
 * stand still while time goes by.
 */
export function spanFor(
  moment: number,
  range: number,
  now: number,
  shown: Span | null = null,
): Span {
  const length = range * 1_000;
  const upTo = (end: number) => {
    const to = Math.ceil(end / (length / BARS)) * (length / BARS);
    return { from: to - length, to };
  };
  const present = upTo(now);
  if (moment >= present.from) return present;
  const stays =
    shown !== null &&
    shown.to - shown.from === length &&
    moment >= shown.from &&
    moment <= shown.to;
  return stays ? shown : upTo(moment + length / 2);
}

/** The parts of the span of which nothing is known. */
export function unknownOf(span: Span, known: Span | null): Span[] {
  if (known === null || known.from >= span.to || known.to <= span.from || known.from >= known.to)
    return [span];
  return [
    { from: span.from, to: known.from },
    { from: known.to, to: span.to },
  ].filter(({ from, to }) => from < to);
}

/** Where the moment stands on the span's track (%). */
export const placeOn = (span: Span, moment: number): number =>
  ((moment - span.from) / (span.to - span.from)) * 100;
