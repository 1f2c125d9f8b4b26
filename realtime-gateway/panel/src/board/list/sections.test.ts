import { expect, test } from 'vitest';
import { NO_COLUMNS, type Columns } from '../columns';
import { placesIn, rowAt, topOfRow, topsOf } from './rows';
import { sectionsOf, walkRows } from './sections';

const COLUMNS: Columns = { ...NO_COLUMNS, todo: ['a1', 'b1'], done: ['b2', 'a2'] };
const agentOf = (id: string) => `agt_${id[0]!}`;
const byStage = sectionsOf(COLUMNS, 'stage', agentOf);
const byAgent = sectionsOf(COLUMNS, 'agent', agentOf);

test('by stage the rows are those of the columns that have any, in their order', () => {
  expect(byStage).toEqual([
    { key: 'todo', ids: ['a1', 'b1'] },
    { key: 'done', ids: ['b2', 'a2'] },
  ]);
});

test('by agent they are sorted by name, each in the order of the stages', () => {
  expect(byAgent).toEqual([
    { key: 'agt_a', ids: ['a1', 'a2'] },
    { key: 'agt_b', ids: ['b1', 'b2'] },
  ]);
});

test.each([
  ['a1', 'ArrowDown', 'b1'],
  ['b1', 'ArrowDown', 'b2'],
  ['b2', 'ArrowUp', 'b1'],
  ['a1', 'ArrowUp', null],
  ['a2', 'ArrowDown', null],
  ['b1', 'ArrowRight', 'b2'],
  ['a2', 'ArrowRight', null],
  ['a2', 'ArrowLeft', 'b2'],
  ['b2', 'ArrowLeft', 'a1'],
  ['b1', 'Home', 'a1'],
  ['a1', 'End', 'a2'],
  ['a1', 'Home', null],
  ['gone', 'ArrowDown', null],
] as const)('from %s %s leads to %s', (from, key, to) => {
  expect(walkRows(byStage, from, key)).toBe(to);
});

const HEIGHTS = { head: 36, row: 40, gap: 8 };
const LONG = [
  { key: 'todo', ids: Array.from({ length: 3_000 }, (_, index) => `t${index}`) },
  { key: 'done', ids: ['d0', 'd1'] },
];
const TOPS = topsOf(LONG, HEIGHTS);

test('of a long list only what is near the view is placed, and what is kept', () => {
  const places = placesIn(
    LONG[0]!,
    TOPS[0]!,
    HEIGHTS,
    { top: 40_036, height: 800 },
    new Set(['t7']),
  );
  expect(places[0]).toBe(7);
  expect(places[1]).toBe(990);
  expect(places.at(-1)).toBe(1_029);
  expect(placesIn(LONG[1]!, TOPS[1]!, HEIGHTS, { top: 0, height: 800 }, new Set())).toEqual([]);
});

test('a row is found by its place, and its place by the row', () => {
  expect(topOfRow('d1', LONG, TOPS, HEIGHTS)).toBe(36 + 3_000 * 40 + 8 + 36 + 40);
  expect(topOfRow('gone', LONG, TOPS, HEIGHTS)).toBeNull();
  expect(rowAt(0, LONG, TOPS, HEIGHTS)).toBe('t0');
  expect(rowAt(400, LONG, TOPS, HEIGHTS)).toBe('t10');
  expect(rowAt(TOPS[1]! + 1, LONG, TOPS, HEIGHTS)).toBe('d1');
});
