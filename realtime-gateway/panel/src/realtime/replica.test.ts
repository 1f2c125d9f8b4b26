import { describe, expect, test } from 'vitest';
import type { ServerFrame } from '../wire/frame';
import type { Agent, Task } from '../wire/task';
import { EMPTY, follow, type Replica } from './replica';

const task = (task_id: string, version: number, more: Partial<Task> = {}): Task => ({
  task_id,
  version,
  title: `Title of ${task_id}`,
  agent_id: 'agt_a',
  command_id: `cmd_${task_id}`,
  attempt: 1,
  status: 'running',
  stage: 'doing',
  deliveries: 1,
  created_at: '2026-11-22T12:00:00Z',
  updated_at: '2026-11-22T12:00:00Z',
  stage_since: '2026-11-22T12:00:00Z',
  status_since: '2026-11-22T12:00:00Z',
  prior_attempts: [],
  ...more,
});

const agent = (agent_id: string, version: number, more: Partial<Agent> = {}): Agent => ({
  agent_id,
  version,
  presence: 'online',
  last_seen_at: '2026-11-22T12:00:00Z',
  presence_since: '2026-11-22T12:00:00Z',
  ...more,
});

const delta = (record: Task): ServerFrame => ({ op: 'task', task: record });
const gone = (id: string): ServerFrame => ({ op: 'removed', kind: 'task', id });
const live = (cursor = 'c1', as_of = '2026-11-22T12:00:05Z'): ServerFrame => ({
  op: 'live',
  cursor,
  as_of,
});
const tick = (cursor: string, as_of: string): ServerFrame => ({ op: 'tick', cursor, as_of });
const snapshot = (tasks: Task[], agents: Agent[] = [], part = 1, parts = 1): ServerFrame => ({
  op: 'snapshot',
  tasks,
  agents,
  part,
  parts,
});

const after = (...frames: ServerFrame[]): Replica => follow(EMPTY, frames).replica;
const board = (...tasks: Task[]): Replica => after({ op: 'reset' }, snapshot(tasks), live());
const versions = (replica: Replica) =>
  Object.fromEntries([...replica.tasks].map(([id, held]) => [id, held.version]));

describe('first load', () => {
  test('nothing is shown before the snapshot is whole', () => {
    const half = after({ op: 'reset' }, snapshot([task('t1', 1)], [], 1, 2));
    expect(half.tasks.size).toBe(0);
    expect(half.stance.at).toBe('receiving');

    const whole = follow(half, [
      snapshot([task('t2', 4)], [agent('agt_a', 2)], 2, 2),
      live(),
    ]).replica;
    expect(versions(whole)).toEqual({ t1: 1, t2: 4 });
    expect(whole.agents.get('agt_a')?.version).toBe(2);
    expect(whole.stance.at).toBe('live');
    expect(whole.cursor).toBe('c1');
    expect(whole.asOf).toBe('2026-11-22T12:00:05Z');
  });

  test('the parts of a snapshot may come in any order and twice', () => {
    const one = snapshot([task('t1', 3)], [], 1, 2);
    const two = snapshot([task('t2', 1)], [], 2, 2);
    expect(versions(after({ op: 'reset' }, two, one, two, live()))).toEqual({ t1: 3, t2: 1 });
  });

  test('a delta amid the snapshot wins by its version, before or after its part', () => {
    const older = snapshot([task('t1', 3)]);
    const newer = delta(task('t1', 4));
    expect(versions(after({ op: 'reset' }, newer, older, live()))).toEqual({ t1: 4 });
    expect(versions(after({ op: 'reset' }, older, newer, live()))).toEqual({ t1: 4 });
  });

  test('a record removed amid the snapshot is not shown', () => {
    expect(versions(after({ op: 'reset' }, snapshot([task('t1', 3)]), gone('t1'), live()))).toEqual(
      {},
    );
  });

  test('a tick amid a snapshot does not call the old copy fresh', () => {
    const receiving = follow(board(task('t1', 1)), [
      { op: 'reset' },
      tick('c9', '2026-11-22T13:00:00Z'),
    ]).replica;
    expect(receiving.stance.at).toBe('receiving');
    expect(receiving.asOf).toBe('2026-11-22T12:00:05Z');
    expect(receiving.cursor).toBe('c1');
  });
});

describe('deltas', () => {
  test('a higher version replaces the record', () => {
    const step = follow(board(task('t1', 1)), [delta(task('t1', 2, { progress: 40 }))]);
    expect(step.replica.tasks.get('t1')?.progress).toBe(40);
    expect([...step.tasks]).toEqual(['t1']);
  });

  test('a version that is not above the one held is dropped', () => {
    const held = board(task('t1', 5, { progress: 50 }));
    const step = follow(held, [
      delta(task('t1', 4, { progress: 40 })),
      delta(task('t1', 5, { progress: 1 })),
    ]);
    expect(step.replica.tasks).toBe(held.tasks);
    expect(step.replica.tasks.get('t1')?.progress).toBe(50);
    expect(step.tasks.size).toBe(0);
  });

  test('any order and any number of copies of the same deltas give the same board', () => {
    const deltas = [1, 2, 3, 4, 5].map((version) =>
      delta(task('t1', version, { progress: version })),
    );
    for (const order of [
      [0, 1, 2, 3, 4],
      [4, 3, 2, 1, 0],
      [2, 4, 2, 0, 4, 1, 3],
      [4, 4, 0, 0],
    ]) {
      const replica = follow(
        board(),
        order.map((index) => deltas[index]!),
      ).replica;
      expect(replica.tasks.get('t1')?.progress).toBe(5);
    }
  });

  test('one step or many steps give the same board', () => {
    const frames = [delta(task('t1', 2)), delta(task('t2', 1)), gone('t1'), delta(task('t2', 2))];
    const atOnce = follow(board(task('t1', 1)), frames).replica;
    const oneByOne = frames.reduce(
      (held, frame) => follow(held, [frame]).replica,
      board(task('t1', 1)),
    );
    expect(oneByOne).toEqual(atOnce);
  });

  test('the given replica is never touched', () => {
    const held = board(task('t1', 1));
    const receiving = follow(held, [{ op: 'reset' }, snapshot([task('t1', 1)], [], 1, 2)]).replica;
    follow(receiving, [snapshot([task('t2', 1)], [], 2, 2), live('c2')]);
    follow(held, [delta(task('t1', 2)), gone('t1'), { op: 'agent', agent: agent('agt_z', 1) }]);
    expect(versions(held)).toEqual({ t1: 1 });
    expect(held.agents.size).toBe(0);
    expect(receiving.stance.at === 'receiving' && receiving.stance.tasks.size).toBe(1);
  });

  test('an agent follows its versions as a task does', () => {
    const held = after({ op: 'agent', agent: agent('agt_a', 7, { presence: 'offline' }) });
    const step = follow(held, [{ op: 'agent', agent: agent('agt_a', 6) }]);
    expect(step.replica.agents.get('agt_a')?.presence).toBe('offline');
    expect(step.agents.size).toBe(0);
  });
});

describe('removal', () => {
  test('an older version does not bring a removed task back', () => {
    const replica = follow(board(task('t1', 5)), [
      gone('t1'),
      delta(task('t1', 5)),
      delta(task('t1', 3)),
    ]).replica;
    expect(versions(replica)).toEqual({});
  });

  test('a newer version does', () => {
    const replica = follow(board(task('t1', 5)), [gone('t1'), delta(task('t1', 6))]).replica;
    expect(versions(replica)).toEqual({ t1: 6 });
  });

  test('removing what is not held changes nothing', () => {
    const held = board(task('t1', 5));
    expect(follow(held, [gone('t9')]).replica.tasks).toBe(held.tasks);
  });

  test('an older copy of a removed agent stays away too', () => {
    const removed: ServerFrame = { op: 'removed', kind: 'agent', id: 'agt_a' };
    const replica = after({ op: 'agent', agent: agent('agt_a', 4) }, removed, {
      op: 'agent',
      agent: agent('agt_a', 4),
    });
    expect(replica.agents.size).toBe(0);
  });
});

describe('resume', () => {
  test('keeps the copy, replays on it, and is live only at the head', () => {
    const resumed = follow(board(task('t1', 1)), [
      { op: 'resumed' },
      { op: 'behind', left: 1240 },
    ]).replica;
    expect(resumed.stance.at).toBe('replaying');
    expect(resumed.left).toBe(1240);
    expect(versions(resumed)).toEqual({ t1: 1 });

    const replayed = follow(resumed, [
      delta(task('t1', 2)),
      delta(task('t2', 1)),
      { op: 'behind', left: 3 },
    ]).replica;
    expect(replayed.stance.at).toBe('replaying');
    expect(replayed.left).toBe(3);

    const head = follow(replayed, [live('c7', '2026-11-22T13:00:00Z')]).replica;
    expect(head.stance.at).toBe('live');
    expect(head.left).toBe(0);
    expect(head.caughtUp).toBe(2);
    expect(versions(head)).toEqual({ t1: 2, t2: 1 });
  });

  test('falling behind while live is said, and ends with a tick', () => {
    const behind = follow(board(), [{ op: 'behind', left: 500 }]).replica;
    expect(behind.stance.at).toBe('behind');
    const again = follow(behind, [tick('c3', '2026-11-22T12:00:10Z')]).replica;
    expect(again.stance.at).toBe('live');
    expect(again.left).toBe(0);
  });

  test('a tick amid the replay moves the cursor, but is not the head', () => {
    const replica = follow(board(), [
      { op: 'resumed' },
      tick('c5', '2026-11-22T12:00:10Z'),
    ]).replica;
    expect(replica.cursor).toBe('c5');
    expect(replica.stance.at).toBe('replaying');
  });

  test('a replayed delta already held is not counted as a change', () => {
    const replica = follow(board(task('t1', 4)), [
      { op: 'resumed' },
      delta(task('t1', 4)),
      delta(task('t1', 5)),
      live('c2'),
    ]).replica;
    expect(replica.caughtUp).toBe(1);
  });
});

describe('reset', () => {
  test('shows the old copy until the new one is whole', () => {
    const receiving = follow(board(task('t1', 1)), [
      { op: 'reset' },
      snapshot([task('t2', 1)]),
    ]).replica;
    expect(versions(receiving)).toEqual({ t1: 1 });
    expect(versions(follow(receiving, [live('c2')]).replica)).toEqual({ t2: 1 });
  });

  test('a second reset starts the snapshot afresh', () => {
    const replica = after(
      { op: 'reset' },
      snapshot([task('t1', 1)]),
      { op: 'reset' },
      snapshot([task('t2', 1)]),
      live(),
    );
    expect(versions(replica)).toEqual({ t2: 1 });
  });

  test('believes the server even where its versions are lower, as after a restored database', () => {
    const step = follow(board(task('t1', 9), task('t2', 3)), [
      { op: 'reset' },
      snapshot([task('t1', 4), task('t2', 3)]),
      live('c2'),
    ]);
    expect(versions(step.replica)).toEqual({ t1: 4, t2: 3 });
    expect([...step.tasks]).toEqual(['t1']);
  });

  test('forgets what was removed', () => {
    const removed = follow(board(task('t1', 5)), [gone('t1')]).replica;
    const replica = follow(removed, [
      { op: 'reset' },
      snapshot([]),
      live('c2'),
      delta(task('t1', 2)),
    ]).replica;
    expect(versions(replica)).toEqual({ t1: 2 });
  });

  test('counts how many versions went by meanwhile', () => {
    const before = board(task('t1', 2), task('t2', 1), task('t3', 1));
    const replica = follow(before, [
      { op: 'reset' },
      snapshot([task('t1', 7), task('t2', 1), task('t4', 3)]),
      live('c2'),
    ]).replica;
    expect(replica.caughtUp).toBe(5 + 3 + 1);
  });
});

test('ticks move the cursor and the moment that is vouched for', () => {
  const replica = follow(board(task('t1', 1)), [
    tick('c2', '2026-11-22T12:00:10Z'),
    tick('c3', '2026-11-22T12:00:15Z'),
  ]).replica;
  expect(replica.cursor).toBe('c3');
  expect(replica.asOf).toBe('2026-11-22T12:00:15Z');
});
