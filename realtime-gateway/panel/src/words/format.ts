/** Numbers, times and ages as people read them. All through Intl; ages are short on purpose, for they stand on cards. */
export interface Format {
  number(value: number): string;
  /** One place after the point below ten, none above. */
  decimal(value: number): string;
  percent(value: number): string;
  /** 11:52:07, in the viewer's zone. */
  clock(instant: number): string;
  /** 11:52 */
  minute(instant: number): string;
  /** 22 Nov, 11:52:07 with the zone: for tooltips. */
  exact(instant: number): string;
  /** 22 Nov, with the year unless it is this one. */
  day(instant: number): string;
  /** Time of day, with the day before it unless it is today, and its year unless it is this one. */
  moment(instant: number, now: number): string;
  /** The same to the second. */
  preciseMoment(instant: number, now: number): string;
  /** Null for today. */
  dayUnlessToday(instant: number, now: number): string | null;
  /** `12 s`, `4 min`, `3 h`, `2 d`: one unit, rounded down. */
  age(ms: number): string;
  /** `1 min 56 s`: two units, for durations that are compared. */
  span(ms: number): string;
  list(items: readonly string[]): string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function formatFor(locale: string): Format {
  const number = once(() => new Intl.NumberFormat(locale));
  const tenths = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
  const percent = once(() => new Intl.NumberFormat(locale, { style: 'percent' }));
  const clock = once(
    () =>
      new Intl.DateTimeFormat(locale, {
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
      }),
  );
  const minute = once(
    () => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  );
  const day = once(() => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }));
  const dayOfYear = once(
    () => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
  );
  const exact = once(
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' }),
  );
  const list = once(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const sameDay = (one: number, other: number) =>
    new Date(one).toDateString() === new Date(other).toDateString();
  const sameYear = (one: number, other: number) =>
    new Date(one).getFullYear() === new Date(other).getFullYear();
  const dayAt = (instant: number, now: number) =>
    (sameYear(instant, now) ? day : dayOfYear)().format(instant);
  const dayUnlessToday = (instant: number, now: number) =>
    sameDay(instant, now) ? null : dayAt(instant, now);
  const preciseMoment = (instant: number, now: number) =>
    [dayUnlessToday(instant, now), clock().format(instant)]
      .filter((part) => part !== null)
      .join(', ');
  return {
    number: (value) => number().format(value),
    decimal: (value) => (value < 10 ? tenths().format(value) : number().format(Math.round(value))),
    percent: (value) => percent().format(value / 100),
    clock: (instant) => clock().format(instant),
    minute: (instant) => minute().format(instant),
    exact: (instant) => exact().format(instant),
    day: (instant) => dayAt(instant, Date.now()),
    moment: (instant, now) =>
      sameDay(instant, now)
        ? clock().format(instant)
        : `${dayAt(instant, now)}, ${minute().format(instant)}`,
    preciseMoment,
    dayUnlessToday,
    age,
    span,
    list: (items) => list().format(items),
  };
}

/** A formatter takes milliseconds to make, so each is made when it is first needed. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function age(ms: number): string {
  if (ms < MINUTE) return `${Math.max(0, Math.floor(ms / SECOND))} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} d`;
}

function span(ms: number): string {
  if (ms < SECOND) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  const [large, small] = ms < HOUR ? [MINUTE, SECOND] : ms < DAY ? [HOUR, MINUTE] : [DAY, HOUR];
  const rest = ms % large;
  return rest < small ? age(ms) : `${age(ms)} ${age(rest)}`;
}

/** `1:48`, for what is left until a deadline. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
