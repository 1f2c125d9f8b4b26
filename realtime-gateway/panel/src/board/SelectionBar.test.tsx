// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { fetchAhead } from '../app/later';
import { stage, taskOf } from '../testing/stage';
import { BoardView } from './BoardView';

beforeAll(fetchAhead);

const failed = (id: string) =>
  taskOf(id, { status: 'failed', stage: 'blocked', error_code: 'tool_error' });
const TASKS = [failed('t1'), failed('t2'), taskOf('t3')];
let asked: string[];

beforeEach(() => {
  asked = [];
});

const board = () =>
  stage(<BoardView opened={null} />, {
    tasks: TASKS,
    server: (path) => {
      asked.push(path);
      return path.includes('archive?') ? { tasks: [] } : { version: 2 };
    },
  });
const pick = (id: string) => fireEvent.click(screen.getByLabelText(`Select: Task ${id}`));
const bar = () => screen.queryByRole('toolbar');

test('one thing is done with all that are selected and allow it', async () => {
  const { pass } = await board();
  for (const id of ['t1', 't2', 't3']) pick(id);
  expect(bar()?.getAttribute('aria-label')).toBe('3 selected');
  fireEvent.click(screen.getByRole('button', { name: /^Archive/ }));
  await pass(0);
  expect(asked.filter((path) => path.endsWith('/archive')).sort()).toEqual([
    '/api/dashboard/tasks/t1/archive',
    '/api/dashboard/tasks/t2/archive',
  ]);
  expect(bar()).toBeNull();
});

test('the key of the card selects it, and Escape clears the selection', async () => {
  await board();
  const link = screen.getByRole('link', { name: /Task t1/ });
  act(() => link.focus());
  fireEvent.keyDown(link, { key: 'x' });
  expect(bar()?.textContent).toContain('1 selected');
  fireEvent.keyDown(link, { key: 'Escape' });
  expect(bar()).toBeNull();
});

test('nothing can be done while the board is not live', async () => {
  const { pass } = await board();
  pick('t1');
  await pass(60_000);
  const retry = screen.getByRole<HTMLButtonElement>('button', { name: 'Retry' });
  expect(retry.disabled).toBe(true);
  expect(retry.title).toBe('Returns with the connection');
});

test('what left the board is not among them any more', async () => {
  const { say } = await board();
  pick('t1');
  await say({ op: 'removed', kind: 'task', id: 't1' });
  expect(bar()).toBeNull();
});
