import { expect, test } from 'vitest';
import { NO_COLUMNS, type Columns } from './columns';
import { neighbour, Roving, walk } from './roving';

const columns: Columns = {
  ...NO_COLUMNS,
  todo: ['a', 'b', 'c'],
  review: ['d'],
  blocked: ['e', 'f'],
};
const none = () => undefined;

test('up and down walk a column and stop at its ends', () => {
  expect(walk(columns, 'b', 'ArrowUp', none)).toBe('a');
  expect(walk(columns, 'b', 'ArrowDown', none)).toBe('c');
  expect(walk(columns, 'a', 'ArrowUp', none)).toBeNull();
  expect(walk(columns, 'c', 'Home', none)).toBe('a');
  expect(walk(columns, 'a', 'End', none)).toBe('c');
});

test('left and right go over empty columns, to the same height or to the card the column remembers', () => {
  expect(walk(columns, 'c', 'ArrowRight', none)).toBe('d');
  expect(walk(columns, 'd', 'ArrowRight', none)).toBe('e');
  expect(walk(columns, 'd', 'ArrowRight', () => 'f')).toBe('f');
  expect(walk(columns, 'd', 'ArrowLeft', () => 'gone')).toBe('a');
  expect(walk(columns, 'e', 'ArrowRight', none)).toBeNull();
});

test('a card that is gone hands the focus to what stands in its place', () => {
  expect(neighbour({ ...columns, todo: ['a', 'c'] }, { stage: 'todo', index: 1 })).toBe('c');
  expect(neighbour({ ...columns, todo: ['a', 'b'] }, { stage: 'todo', index: 2 })).toBe('b');
  expect(neighbour({ ...columns, review: [] }, { stage: 'review', index: 0 })).toBe('a');
  expect(neighbour(NO_COLUMNS, { stage: 'todo', index: 0 })).toBeNull();
});

test('the focus stays with its card when a push carries the card off, and only then', () => {
  const roving = new Roving();
  roving.entered('a', 'todo');
  expect(roving.claims('a')).toBe('stay');
  expect(roving.claims('b')).toBeNull();
  roving.left();
  expect(roving.claims('a')).toBeNull();
  roving.want('b');
  expect(roving.claims('b')).toBe('go');
  expect(roving.claims('b')).toBeNull();
});
