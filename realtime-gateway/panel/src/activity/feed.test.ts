import { expect, test } from 'vitest';
import { ACTIVITY_PAGE, type TaskEvent } from '../wire/api';
import { EMPTY_FEED, isOfKind, showAll, takeIn, takeOlder } from './feed';

const event = (event_id: string, more: Partial<TaskEvent> = {}): TaskEvent => ({
  event_id,
  type: 'ack',
  outcome: 'applied',
  received_at: '2026-11-22T12:00:00Z',
  applied_at: '2026-11-22T12:00:00Z',
  ...more,
});
const ids = (events: readonly TaskEvent[]) => events.map((each) => each.event_id);

test('the first page is shown at once, reading or not', () => {
  expect(ids(takeIn(EMPTY_FEED, [event('b'), event('a')], true).shown)).toEqual(['b', 'a']);
});

test('while somebody reads, what is new waits, in its order, and nothing moves', () => {
  const first = takeIn(EMPTY_FEED, [event('b'), event('a')], false);
  const second = takeIn(first, [event('d'), event('c'), event('b')], true);
  expect([ids(second.shown), ids(second.fresh)]).toEqual([
    ['b', 'a'],
    ['d', 'c'],
  ]);
  const third = takeIn(second, [event('e'), event('d'), event('c')], true);
  expect(ids(third.fresh)).toEqual(['e', 'd', 'c']);
  expect(ids(showAll(third).shown)).toEqual(['e', 'd', 'c', 'b', 'a']);
});

test('when nobody reads, the list follows', () => {
  const first = takeIn(EMPTY_FEED, [event('a')], false);
  expect(ids(takeIn(first, [event('b'), event('a')], false).shown)).toEqual(['b', 'a']);
});

test('a fact that is told anew, as with its delivery, is told in place', () => {
  const first = takeIn(EMPTY_FEED, [event('a')], false);
  const second = takeIn(first, [event('a', { discord: { state: 'sent' } })], true);
  expect(second.shown[0]!.discord?.state).toBe('sent');
  expect(second.fresh).toEqual([]);
});

test('when more came than a page holds, nothing is left out unseen: the list begins anew', () => {
  const first = takeIn(EMPTY_FEED, [event('b'), event('a')], false);
  expect(ids(takeIn(first, [event('z'), event('y')], false).shown)).toEqual(['z', 'y']);
  const waiting = takeIn(first, [event('z'), event('y')], true);
  expect([ids(waiting.shown), ids(waiting.fresh), waiting.gap]).toEqual([
    ['b', 'a'],
    ['z', 'y'],
    true,
  ]);
  const all = showAll(waiting);
  expect([ids(all.shown), all.gap, all.ended]).toEqual([['z', 'y'], false, false]);
});

test('older pages are added until there are none', () => {
  const page = (from: string) =>
    Array.from({ length: ACTIVITY_PAGE }, (_, index) => event(`${from}${index}`));
  const first = takeIn(EMPTY_FEED, page('n'), false);
  expect(first.ended).toBe(false);
  const second = takeOlder(first, page('m'));
  expect([second.shown.length, second.ended]).toEqual([2 * ACTIVITY_PAGE, false]);
  const last = takeOlder(second, [event('m99'), event('a')]);
  expect([last.shown.at(-1)!.event_id, last.shown.length, last.ended]).toEqual([
    'a',
    2 * ACTIVITY_PAGE + 1,
    true,
  ]);
  expect(takeIn(EMPTY_FEED, [event('a')], false).ended).toBe(true);
});

test('kinds are told apart by what the fact did and who did it', () => {
  expect(isOfKind(event('a', { from_stage: 'todo', to_stage: 'doing' }), 'stages')).toBe(true);
  expect(isOfKind(event('a', { from_stage: 'doing', to_stage: 'doing' }), 'stages')).toBe(false);
  expect(isOfKind(event('a', { type: 'deadline_passed', to_status: 'timeout' }), 'failures')).toBe(
    true,
  );
  expect(isOfKind(event('a', { type: 'moved' }), 'people')).toBe(true);
  expect(isOfKind(event('a', { type: 'done' }), 'people')).toBe(false);
});
