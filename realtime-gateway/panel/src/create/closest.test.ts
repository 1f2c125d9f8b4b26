import { expect, test } from 'vitest';
import { closestId, slipsBetween } from './closest';

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['abc', '', 3],
  ['atlas', 'atlas', 0],
  ['atlas', 'altas', 1],
  ['atlas', 'atlass', 1],
  ['atlas', 'atls', 1],
  ['atlas', 'atlaz', 1],
  ['kitten', 'sitting', 3],
  ['ca', 'abc', 3],
])('between %j and %j there are %d slips, whichever comes first', (one, other, slips) => {
  expect(slipsBetween(one, other)).toBe(slips);
  expect(slipsBetween(other, one)).toBe(slips);
});

const KNOWN = ['agt_rio', 'agt_leo', 'agt_atlas', 'agt_atlas2'];

test.each([
  ['agt_atals', 'agt_atlas'],
  ['AGT_ATLAS', 'agt_atlas'],
  ['agt-atlas', 'agt_atlas'],
  ['atg_roi', 'agt_rio'],
  ['agt_atlas22', 'agt_atlas2'],
  ['agt_leo ', 'agt_leo'],
])('%j may have been meant as %j', (typed, meant) => {
  expect(closestId(typed, KNOWN)).toBe(meant);
});

test.each(['agt_zebra_crossing', 'x', '', 'build-server'])('%j is like none of them', (typed) => {
  expect(closestId(typed, KNOWN)).toBeNull();
});

test('where nothing is known, nothing is meant', () => {
  expect(closestId('agt_rio', [])).toBeNull();
});

test('of two that are as near, the first is offered', () => {
  expect(closestId('agt_a0', ['agt_a2', 'agt_a1'])).toBe('agt_a2');
});

test('ids as long as they may be are compared', () => {
  const id = 'a'.repeat(127);
  expect(closestId(`${id}b`, [`${id}c`])).toBe(`${id}c`);
});
