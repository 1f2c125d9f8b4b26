import { expect, test } from 'vitest';
import { ScreenTimes } from './screen-times';

/** The server's clock is a minute ahead of ours. */
const AHEAD = 60_000;
const painted = (taken: number) => ({ reported: AHEAD, at: taken });

test('the median and the 99th of a hundred are times that were measured', () => {
  const times = new ScreenTimes();
  times.take(Array.from({ length: 100 }, (_, index) => painted(100 - index)));
  expect(times.summary()).toBeNull();
  times.hear(AHEAD + 10, 10);
  expect(times.summary()).toMatchObject({ count: 100, median: 50, p99: 99 });
});

test('the least delayed word on the clock counts, and old ones are forgotten', () => {
  const times = new ScreenTimes();
  times.take([painted(7)]);
  times.hear(AHEAD + 10, 13);
  times.hear(AHEAD + 20, 320);
  expect(times.summary()).toMatchObject({ median: 4 });
  for (let word = 0; word < 12; word += 1) times.hear(AHEAD + 30, 32);
  expect(times.summary()).toMatchObject({ median: 5 });
});

test('the latest changes are kept, in their order', () => {
  const times = new ScreenTimes();
  times.hear(AHEAD, 0);
  expect(times.summary()).toBeNull();
  times.take(Array.from({ length: 199 }, () => painted(1)));
  times.take([painted(2), painted(3)]);
  expect(times.summary()!.taken).toHaveLength(200);
  expect(times.summary()!.taken.slice(-3)).toEqual([1, 2, 3]);
});
