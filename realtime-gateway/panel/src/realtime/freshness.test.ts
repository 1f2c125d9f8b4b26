import { expect, test } from 'vitest';
import { connectionOf, isFrozen, type ConnectionFacts, type Link } from './connection';
import { ageOf, serverNow, vouch, type Freshness } from './freshness';
import { waitBefore } from './backoff';

const MOMENT = Date.parse('2026-11-22T12:00:00Z');

function clocks() {
  let monotone = 5_000;
  let wall = MOMENT + 7_000_000;
  return {
    monotone: () => monotone,
    wall: () => wall,
    pass(ms: number) {
      monotone += ms;
      wall += ms;
    },
    sleep: (ms: number) => void (wall += ms),
    setWall: (ms: number) => void (wall = ms),
  };
}

test('data is as old as the last moment vouched for, whatever this machine thinks the time is', () => {
  const clock = clocks();
  const fresh = vouch(null, MOMENT, clock);
  expect(ageOf(fresh, clock)).toBe(0);
  clock.pass(4_000);
  expect(ageOf(fresh, clock)).toBe(4_000);
  expect(serverNow(fresh, clock)).toBe(MOMENT + 4_000);
});

test('a tick that was held up on its way is as old as its moment', () => {
  const clock = clocks();
  let fresh: Freshness = vouch(null, MOMENT, clock);
  clock.pass(20_000);
  fresh = vouch(fresh, MOMENT + 5_000, clock);
  expect(ageOf(fresh, clock)).toBe(15_000);
});

test('ticks that repeat an old moment do not make the board fresh', () => {
  const clock = clocks();
  let fresh: Freshness = vouch(null, MOMENT, clock);
  for (let seconds = 0; seconds < 15; seconds += 5) {
    clock.pass(5_000);
    fresh = vouch(fresh, MOMENT, clock);
  }
  expect(ageOf(fresh, clock)).toBe(15_000);
});

test('the hours a laptop slept count', () => {
  const clock = clocks();
  const fresh = vouch(null, MOMENT, clock);
  clock.sleep(3_600_000);
  expect(ageOf(fresh, clock)).toBe(3_600_000);
});

test('a wall clock set back does not hide the age', () => {
  const clock = clocks();
  const fresh = vouch(null, MOMENT, clock);
  clock.pass(60_000);
  clock.setWall(0);
  expect(ageOf(fresh, clock)).toBe(60_000);
});

test('retries come within three seconds while it may be a restart, and seldom after that', () => {
  const waits = [0, 1, 2, 59, 60].map((retry) => waitBefore(retry, () => 0.5));
  expect(waits).toEqual([1_000, 2_000, 2_000, 2_000, 15_000]);
  expect(waitBefore(0, () => 0)).toBe(750);
  expect(waitBefore(4, () => 0.999)).toBeLessThan(3_000);
});

const facts = (more: Partial<ConnectionFacts>): ConnectionFacts => ({
  link: { is: 'open' },
  online: true,
  data: { asOf: MOMENT, age: 1_000 },
  atHead: true,
  catchingUp: false,
  left: 0,
  now: 0,
  ...more,
});
const waiting: Link = { is: 'waiting', retryAt: 2_400 };

test.each<[string, Partial<ConnectionFacts>, object]>([
  ['first load', { data: null, link: { is: 'connecting' } }, { state: 'connecting' }],
  ['first load, snapshot coming', { data: null, atHead: false }, { state: 'connecting' }],
  ['first load failed', { data: null, link: waiting }, { state: 'reconnecting', seconds: 3 }],
  ['at the head', {}, { state: 'live', asOf: MOMENT }],
  [
    'resumed after an hour, behind the head',
    { atHead: false, catchingUp: true, left: 1240, data: { asOf: MOMENT, age: 3_600_000 } },
    { state: 'replaying', left: 1240 },
  ],
  [
    'a new snapshot coming in beside a young copy',
    { atHead: false },
    { state: 'reconnecting', seconds: 0 },
  ],
  [
    'a new snapshot coming in beside an old copy',
    { atHead: false, data: { asOf: MOMENT, age: 11_000 } },
    { state: 'stale', asOf: MOMENT, age: 11_000 },
  ],
  ['socket lost a moment ago', { link: waiting }, { state: 'reconnecting', seconds: 3 }],
  ['trying again', { link: { is: 'connecting' } }, { state: 'reconnecting', seconds: 0 }],
  [
    'an open socket without ticks',
    { data: { asOf: MOMENT, age: 10_001 } },
    { state: 'stale', asOf: MOMENT, age: 10_001 },
  ],
  [
    'waiting with old data',
    { link: waiting, data: { asOf: MOMENT, age: 42_000 } },
    { state: 'stale', asOf: MOMENT, age: 42_000 },
  ],
  ['no network', { online: false }, { state: 'offline', asOf: MOMENT, age: 1_000 }],
  [
    'no network on first load',
    { online: false, data: null },
    { state: 'offline', asOf: null, age: 0 },
  ],
  ['session ended', { link: { is: 'signedOut' }, online: false }, { state: 'signedOut' }],
])('%s', (_, more, expected) => {
  expect(connectionOf(facts(more))).toEqual(expected);
});

test('nothing can be changed on a board that is old, offline or signed out', () => {
  expect(isFrozen(connectionOf(facts({})))).toBe(false);
  expect(isFrozen(connectionOf(facts({ link: waiting })))).toBe(false);
  expect(isFrozen(connectionOf(facts({ online: false })))).toBe(true);
  expect(isFrozen(connectionOf(facts({ data: { asOf: MOMENT, age: 11_000 } })))).toBe(true);
  expect(isFrozen(connectionOf(facts({ link: { is: 'signedOut' } })))).toBe(true);
});
