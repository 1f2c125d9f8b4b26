/** Short, so that a board is right again within 5 s of a gateway's return. */
const WAITS = [1_000, 2_000, 3_000] as const;

/** After this many tries, some two minutes, it is no restart any more: nobody is served by asking that often. */
const RESTART_TRIES = 40;
const LONG_WAIT = 15_000;

/** The part of a wait that is drawn, so that a thousand tabs do not return in the same instant. */
const JITTER = 0.25;

/** Milliseconds to wait before the given retry (0 is the first). `random` is in [0, 1). */
export function waitBefore(retry: number, random: () => number): number {
  const wait = retry < RESTART_TRIES ? (WAITS[retry] ?? WAITS[2]) : LONG_WAIT;
  return Math.round(wait * (1 - JITTER + 2 * JITTER * random()));
}
