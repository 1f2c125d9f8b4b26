import { expect, test } from 'vitest';
import type { TaskEvent } from '../wire/api';
import { EMPTY_FEED, isOfKind, showAll, takeIn } from './feed';

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

test('kinds are told apart by what the fact did and who did it', () => {
  expect(isOfKind(event('a', { from_stage: 'todo', to_stage: 'doing' }), 'stages')).toBe(true);
  expect(isOfKind(event('a', { from_stage: 'doing', to_stage: 'doing' }), 'stages')).toBe(false);
  expect(isOfKind(event('a', { type: 'deadline_passed', to_status: 'timeout' }), 'failures')).toBe(
    true,
  );
  expect(isOfKind(event('a', { type: 'moved' }), 'people')).toBe(true);
  expect(isOfKind(event('a', { type: 'done' }), 'people')).toBe(false);
});
