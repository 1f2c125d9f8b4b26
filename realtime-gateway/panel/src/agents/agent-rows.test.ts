import { expect, test } from 'vitest';
import type { Agent, Task } from '../wire/task';
import { agentRows, idsOf, inHeldOrder } from './agent-rows';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();
const agent = (agent_id: string, seen: number, more: Partial<Agent> = {}): Agent => ({
  agent_id,
  version: 1,
  presence: 'online',
  last_seen_at: ago(seen),
  deadline_at: ago(seen - 180),
  presence_since: ago(9999),
  ...more,
});
const task = (task_id: string, agent_id: string, more: Partial<Task>): Task =>
  ({ task_id, agent_id, stage: 'doing', status_since: ago(10), ...more }) as Task;

test('who is in trouble stands on top, the others by name', () => {
  const rows = agentRows(
    [
      agent('zed', 1),
      agent('amy', 2),
      agent('quiet', 90),
      agent('gone', 300, { presence: 'offline' }),
    ],
    [],
    NOW,
  );
  expect(rows.map((row) => [row.agent.agent_id, row.signal])).toEqual([
    ['gone', 'offline'],
    ['quiet', 'quiet'],
    ['amy', 'online'],
    ['zed', 'online'],
  ]);
});

test('who signed off comes last', () => {
  const left = { presence: 'offline', departure: 'goodbye' } as const;
  const rows = agentRows([agent('amy', 300, left), agent('zed', 1)], [], NOW);
  expect(rows.map((row) => [row.agent.agent_id, row.signal])).toEqual([
    ['zed', 'online'],
    ['amy', 'left'],
  ]);
});

test('the limit of silence is read from the clock that the server set', () => {
  const [row] = agentRows([agent('a', 45)], [], NOW);
  expect([row!.silent, row!.limit]).toEqual([45_000, 180_000]);
});

test('an agent works at what it has taken up, the longest first, and what waits in the backlog is not its yet', () => {
  const tasks = [
    task('new', 'a', { status: 'running', status_since: ago(5) }),
    task('old', 'a', { status: 'ack', status_since: ago(60), updated_at: ago(1) }),
    task('later', 'a', { status: 'queued', stage: 'todo', status_since: ago(2) }),
    task('next', 'a', { status: 'queued', stage: 'todo' }),
    task('kept', 'a', { status: 'queued', stage: 'backlog' }),
    task('ok', 'a', { status: 'done' }),
    task('bad', 'a', { status: 'failed', error_code: 'x' }),
    task('off', 'a', { status: 'failed', error_code: 'cancelled' }),
    task('late', 'a', { status: 'timeout' }),
    task('other', 'b', { status: 'running' }),
  ];
  const [row] = agentRows([agent('a', 1)], tasks, NOW);
  const ids = (tasks: readonly Task[]) => tasks.map((each) => each.task_id);
  expect(ids(row!.working)).toEqual(['old', 'new']);
  expect(ids(row!.waiting)).toEqual(['next', 'later']);
});

test('held rows keep their order, and newcomers follow in theirs', () => {
  const before = agentRows([agent('amy', 1), agent('bo', 1), agent('zed', 1)], [], NOW);
  const after = agentRows(
    [
      agent('amy', 1),
      agent('zed', 300, { presence: 'offline' }),
      agent('bo', 90),
      agent('new', 1),
      agent('bad', 300, { presence: 'offline' }),
    ],
    [],
    NOW,
  );
  expect(idsOf(after)).toEqual(['bad', 'zed', 'bo', 'amy', 'new']);
  expect(idsOf(inHeldOrder(after, idsOf(before)))).toEqual(['amy', 'bo', 'zed', 'bad', 'new']);
});

test('a held agent that left the list leaves no gap, and holding nothing changes nothing', () => {
  const rows = agentRows([agent('amy', 1), agent('zed', 1)], [], NOW);
  expect(idsOf(inHeldOrder(rows, ['zed', 'gone', 'amy']))).toEqual(['zed', 'amy']);
  expect(idsOf(inHeldOrder(rows, []))).toEqual(['amy', 'zed']);
});
