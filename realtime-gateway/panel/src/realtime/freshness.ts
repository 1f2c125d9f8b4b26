/**
 * How old the copy is. The server says up to which moment it vouches (`as_of`); this measures the age of that
 * moment by the browser's monotone clock, so that a tick that was held up on its way, or one that repeats an old
 * moment, does not make the board look fresh. All times in milliseconds.
 */
export interface Freshness {
  /** The moment vouched for, by the server's clock. */
  readonly asOf: number;
  /** Server clock minus monotone clock; the greatest seen on this connection, which is the least delayed. */
  readonly lead: number;
  /** When the word came in, by the wall clock, which counts the hours a laptop slept. */
  readonly heardAt: number;
}

export interface Clock {
  /** `performance.now()`: never jumps, but may stand still while the machine sleeps. */
  readonly monotone: () => number;
  /** `Date.now()`: counts sleep, but may be set by hand. */
  readonly wall: () => number;
}

export const browserClock: Clock = { monotone: () => performance.now(), wall: () => Date.now() };

/** Data older than this is shown as stale. */
export const STALE_AFTER = 10_000;

/** The first word of a connection (`before` null) sets the lead; later ones can only raise it. */
export function vouch(before: Freshness | null, asOf: number, clock: Clock): Freshness {
  const lead = asOf - clock.monotone();
  return {
    asOf,
    lead: before === null ? lead : Math.max(before.lead, lead),
    heardAt: clock.wall(),
  };
}

export function ageOf(freshness: Freshness, clock: Clock): number {
  return Math.max(
    serverNow(freshness, clock) - freshness.asOf,
    clock.wall() - freshness.heardAt,
    0,
  );
}

/** The server's present, as well as it can be known here. */
export function serverNow(freshness: Freshness, clock: Clock): number {
  return clock.monotone() + freshness.lead;
}
