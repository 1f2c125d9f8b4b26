import { expect, test } from 'vitest';
import type { Stage, Task } from '../wire/task';
import { arrange, NO_COLUMNS, type Columns } from './columns';

const at = (seconds: number) =>
  new Date(Date.UTC(2026, 10, 22, 12, 0, 0) + seconds * 1000).toISOString();
const task = (task_id: string, stage: Stage, since: number, version = 1): Task =>
  ({ task_id, stage, stage_since: at(since), version }) as Task;

class Board {
  columns: Columns = NO_COLUMNS;
  readonly tasks = new Map<string, Task>();

  put(...tasks: Task[]): this {
    const changes = tasks.map((after) => {
      const before = this.tasks.get(after.task_id);
      this.tasks.set(after.task_id, after);
      return { id: after.task_id, before, after };
    });
    this.columns = arrange(this.columns, changes, (id) => this.tasks.get(id)!);
    return this;
  }

  remove(id: string): this {
    const before = this.tasks.get(id);
    this.tasks.delete(id);
    this.columns = arrange(this.columns, [{ id, before, after: undefined }], (held) =>
      this.tasks.get(held)!,
    );
    return this;
  }
}

test('what waits longest is on top, newcomers join the end', () => {
  const board = new Board()
    .put(task('b', 'doing', 20), task('a', 'doing', 10))
    .put(task('c', 'doing', 30));
  expect(board.columns.doing).toEqual(['a', 'b', 'c']);
});

test.each<Stage>(['done', 'blocked'])('in %s the newest is on top', (stage) => {
  const board = new Board()
    .put(task('a', stage, 10), task('c', stage, 30))
    .put(task('b', stage, 20));
  expect(board.columns[stage]).toEqual(['c', 'b', 'a']);
});

test('a report that changes neither stage nor entry leaves the very same columns', () => {
  const board = new Board().put(task('a', 'doing', 10), task('b', 'doing', 20));
  const before = board.columns;
  board.put(task('a', 'doing', 10, 2));
  expect(board.columns).toBe(before);
});

test('a move touches two columns and no other', () => {
  const board = new Board().put(
    task('a', 'doing', 10),
    task('b', 'todo', 20),
    task('c', 'review', 5),
  );
  const before = board.columns;
  board.put(task('a', 'review', 40, 2));
  expect(board.columns.doing).toEqual([]);
  expect(board.columns.review).toEqual(['c', 'a']);
  expect(board.columns.todo).toBe(before.todo);
});

test('instants with and without fractions are ordered by time', () => {
  const board = new Board().put(
    { ...task('a', 'todo', 0), stage_since: '2026-11-22T12:00:05.250Z' },
    { ...task('b', 'todo', 0), stage_since: '2026-11-22T12:00:05Z' },
  );
  expect(board.columns.todo).toEqual(['b', 'a']);
});

test('equal moments keep one order on every screen', () => {
  expect(new Board().put(task('b', 'todo', 1), task('a', 'todo', 1)).columns.todo).toEqual([
    'a',
    'b',
  ]);
  expect(new Board().put(task('a', 'todo', 1)).put(task('b', 'todo', 1)).columns.todo).toEqual([
    'a',
    'b',
  ]);
});

test('a removed task leaves its column', () => {
  expect(
    new Board().put(task('a', 'todo', 1), task('b', 'todo', 2)).remove('a').columns.todo,
  ).toEqual(['b']);
});

test('one at a time or a thousand at once give the same order', () => {
  const tasks = Array.from({ length: 1000 }, (_, n) =>
    task(`t${n}`, n % 2 ? 'done' : 'todo', (n * 7919) % 500),
  );
  const atOnce = new Board().put(...tasks).columns;
  const oneByOne = tasks.reduce((board, one) => board.put(one), new Board()).columns;
  expect(oneByOne).toEqual(atOnce);
});
