const WAITS = [1_000, 2_000, 4_000, 8_000, 15_000] as const;

/** The part of a wait that is drawn, so that a thousand tabs do not return in the same instant. */
const JITTER = 0.25;

/** Milliseconds to wait before the given retry (0 is the first). `random` is in [0, 1). */
export function waitBefore(retry: number, random: () => number): number {
  const wait = WAITS[Math.min(retry, WAITS.length - 1)]!;
  return Math.round(wait * (1 - JITTER + 2 * JITTER * random()));
}
