/** What the track of the scrubber shows of a span of time: plain arithmetic over moments in ms. */

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The spans that can be chosen (s). */
export const RANGES = [900, 3_600, 21_600, 86_400, 604_800] as const;

/** The shortest range that reaches back to the moment. */
export function rangeFor(moment: number, now: number): number {
  return RANGES.find((range) => now - moment <= range * 1_000) ?? RANGES.at(-1)!;
}

/** How many facts fell into each of `count` equal parts of the span. */
export function bars(facts: readonly number[], { from, to }: Span, count: number): number[] {
  const parts = new Array<number>(count).fill(0);
  for (const at of facts) {
    const part = Math.floor(((at - from) / (to - from)) * count);
    if (part >= 0 && part < count) parts[part]! += 1;
  }
  return parts;
}

/** The fact before (-1) or after (1) the moment; null beyond those that are known. `facts` ascending. */
export function neighbour(facts: readonly number[], moment: number, step: -1 | 1): number | null {
  return (
    (step === -1 ? facts.findLast((at) => at < moment) : facts.find((at) => at > moment)) ?? null
  );
}
