/** Short, so that a board is right again within 5 s of a gateway's return. */
const FIRST_WAIT = 1_000;
const WAIT = 2_000;

/** After this many tries, some two minutes, it is no restart any more: nobody is served by asking that often. */
const RESTART_TRIES = 60;
const LONG_WAIT = 15_000;

/** The part of a wait that is drawn, so that a thousand tabs do not return in the same instant. */
const JITTER = 0.25;

/** Milliseconds to wait before the given retry (0 is the first). `random` is in [0, 1). */
export function waitBefore(retry: number, random: () => number): number {
  const wait = retry === 0 ? FIRST_WAIT : retry < RESTART_TRIES ? WAIT : LONG_WAIT;
  return Math.round(wait * (1 - JITTER + 2 * JITTER * random()));
}
