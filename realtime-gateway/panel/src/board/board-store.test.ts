import { beforeEach, describe, expect, test } from 'vitest';
import type { ServerFrame } from '../wire/frame';
import type { Task } from '../wire/task';
import { BoardStore, type Pushed } from './board-store';

const NOON = Date.parse('2026-11-22T12:00:00Z');
const at = (ms: number) => new Date(NOON + ms).toISOString();

let now = 0;
let due: (() => void)[] = [];
let board: BoardStore;

const task = (task_id: string, version: number, more: Partial<Task> = {}): Task =>
  ({
    task_id,
    version,
    title: task_id,
    agent_id: 'agt_a',
    status: 'running',
    stage: 'doing',
    stage_since: at(-60_000),
    ...more,
  }) as Task;

/** Frames come in, and the animation frame that takes them in passes. */
function say(...frames: ServerFrame[]): void {
  for (const frame of frames) board.frame(frame);
  for (const work of due.splice(0)) work();
}

function pass(ms: number): void {
  now += ms;
  board.beat();
}

const live = (): ServerFrame => ({ op: 'live', cursor: `c${now}`, as_of: at(now) });
const tick = (): ServerFrame => ({ op: 'tick', cursor: `c${now}`, as_of: at(now) });
const push = (record: Task): ServerFrame => ({ op: 'task', task: record });
const start = (...tasks: Task[]) =>
  say({ op: 'reset' }, { op: 'snapshot', tasks, agents: [], part: 1, parts: 1 }, live());

beforeEach(() => {
  now = 0;
  due = [];
  const clock = { monotone: () => now, wall: () => NOON + now };
  board = new BoardStore((work) => void due.push(work), clock);
  board.setLink({ is: 'open' });
});

describe('pushes', () => {
  test('are taken in once per animation frame, however many came', () => {
    start();
    let told = 0;
    board.onPush(() => void told++);
    say(push(task('t1', 1)), push(task('t1', 2)), push(task('t2', 1)));
    expect(told).toBe(1);
    expect(board.columns.doing).toEqual(['t1', 't2']);
  });

  test('tell what was and what is', () => {
    start(task('t1', 1));
    const told: Pushed[] = [];
    board.onPush((pushed) => void told.push(pushed));
    say(push(task('t1', 2, { status: 'done', stage: 'done' })));
    const [{ changes, replayed }] = told as [Pushed];
    expect(replayed).toBe(false);
    expect(changes.map(({ before, after }) => [before?.stage, after?.stage])).toEqual([
      ['doing', 'done'],
    ]);
  });

  test('ring for a moment, unless so many come that a ring says nothing', () => {
    start(task('t1', 1));
    expect(board.rings('t1')).toBe(false);
    say(push(task('t1', 2)));
    expect(board.rings('t1')).toBe(true);
    pass(900);
    expect(board.rings('t1')).toBe(false);

    say(...Array.from({ length: 21 }, (_, n) => push(task(`many${n}`, 1))));
    expect(board.rings('many3')).toBe(false);
  });

  test('that are replayed after a pause do not ring', () => {
    start(task('t1', 1));
    say({ op: 'resumed' }, push(task('t1', 2)));
    expect(board.rings('t1')).toBe(false);
  });

  test('leave the objects of other tasks as they are, so that their cards need not render', () => {
    start(task('t1', 1), task('t2', 1));
    const other = board.task('t2');
    say(push(task('t1', 2)));
    expect(board.task('t2')).toBe(other);
  });
});

describe('freshness', () => {
  test('a board without ticks goes stale after 10 s though the socket is open', () => {
    start(task('t1', 1));
    expect(board.connection).toEqual({ state: 'live', asOf: NOON });
    pass(10_000);
    expect(board.connection.state).toBe('live');
    pass(1);
    expect(board.connection).toEqual({ state: 'stale', asOf: NOON, age: 10_001 });
    expect(board.frozen).toBe(true);
  });

  test('deltas alone do not make it fresh: only the server’s word on the moment does', () => {
    start(task('t1', 1));
    pass(11_000);
    say(push(task('t1', 2)));
    expect(board.connection.state).toBe('stale');
    say(tick());
    expect(board.connection).toEqual({ state: 'live', asOf: NOON + 11_000 });
  });

  test('while frozen the clock of the cards stands at the last moment that is known', () => {
    start(task('t1', 1));
    pass(4_000);
    expect(board.now()).toBe(NOON + 4_000);
    pass(60_000);
    expect(board.now()).toBe(NOON);
  });

  test('after a pause it replays, and is live only at the head', () => {
    start(task('t1', 1));
    pass(3_600_000);
    say({ op: 'resumed' }, { op: 'behind', left: 1240 });
    expect(board.connection).toEqual({ state: 'replaying', left: 1240 });
    say(push(task('t1', 2)), live());
    expect(board.connection.state).toBe('live');
    expect(board.replica.caughtUp).toBe(1);
  });

  test('a tick amid a snapshot does not thaw the old copy', () => {
    start(task('t1', 1));
    pass(20_000);
    say({ op: 'reset' }, tick());
    expect(board.connection.state).toBe('stale');
    say(live());
    expect(board.connection.state).toBe('live');
  });

  test('no network is told at once', () => {
    start();
    board.setOnline(false);
    expect(board.connection.state).toBe('offline');
    board.setOnline(true);
    expect(board.connection.state).toBe('live');
  });
});

describe('a move', () => {
  test('is shown at once, at the place of a newcomer', () => {
    start(task('t1', 1), task('t2', 1, { stage: 'review' }));
    board.intend('t1', 'review');
    expect(board.columns.review).toEqual(['t2', 't1']);
    expect(board.task('t1')?.stage).toBe('review');
    expect(board.replica.tasks.get('t1')?.stage).toBe('doing');
    expect(board.intent('t1')).toBeDefined();
  });

  test('is settled by the version that the server gave it, whichever comes first', () => {
    start(task('t1', 1));
    board.intend('t1', 'review');
    board.confirm('t1', 2);
    expect(board.intent('t1')).toBeDefined();
    say(push(task('t1', 2, { stage: 'review', stage_since: at(5) })));
    expect(board.intent('t1')).toBeUndefined();
    expect(board.columns.review).toEqual(['t1']);

    board.intend('t1', 'blocked');
    say(push(task('t1', 3, { stage: 'blocked', stage_since: at(9) })));
    expect(board.intent('t1')).toBeUndefined();
    board.confirm('t1', 3);
    expect(board.intent('t1')).toBeUndefined();
    expect(board.columns.blocked).toEqual(['t1']);
  });

  test('holds against reports that came before it', () => {
    start(task('t1', 1));
    board.intend('t1', 'review');
    say(push(task('t1', 2, { progress: 50 })));
    expect(board.task('t1')).toMatchObject({ stage: 'review', progress: 50, version: 2 });
    board.confirm('t1', 3);
    say(push(task('t1', 3, { stage: 'review', stage_since: at(7) })));
    expect(board.intent('t1')).toBeUndefined();
  });

  test('goes back when it is withdrawn', () => {
    start(task('t1', 1));
    board.intend('t1', 'review');
    board.withdraw('t1');
    expect(board.columns.doing).toEqual(['t1']);
    expect(board.columns.review).toEqual([]);
    expect(board.task('t1')).toBe(board.replica.tasks.get('t1'));
  });

  test('gives way when the agent finishes the task', () => {
    start(task('t1', 1));
    board.intend('t1', 'review');
    say(push(task('t1', 2, { status: 'done', stage: 'done', stage_since: at(3) })));
    expect(board.columns.done).toEqual(['t1']);
    expect(board.columns.review).toEqual([]);
    expect(board.intent('t1')).toBeUndefined();
  });

  test('of which nothing was heard is settled by the next version, whatever it says', () => {
    start(task('t1', 4));
    board.intend('t1', 'review');
    board.confirm('t1', 5);
    say(push(task('t1', 5, { stage: 'doing', progress: 10 })));
    expect(board.intent('t1')).toBeUndefined();
    expect(board.columns.doing).toEqual(['t1']);
  });

  test('of a task that is removed ends with it', () => {
    start(task('t1', 1));
    board.intend('t1', 'review');
    say({ op: 'removed', kind: 'task', id: 't1' });
    expect(board.columns.review).toEqual([]);
    expect(board.intent('t1')).toBeUndefined();
    expect(board.task('t1')).toBeUndefined();
  });

  test('survives a new snapshot that does not know of it yet', () => {
    start(task('t1', 1));
    board.intend('t1', 'review');
    start(task('t1', 1));
    expect(board.columns.review).toEqual(['t1']);
    expect(board.columns.doing).toEqual([]);
  });
});

test('random pushes, moves and removals leave every column as a fresh sort would', () => {
  let seed = 20261122;
  const draw = (below: number) =>
    Math.floor(((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648) * below);
  const stages = ['backlog', 'todo', 'doing', 'review', 'blocked'] as const;
  start();
  const versions = new Map<string, number>();
  for (let round = 0; round < 3_000; round++) {
    const id = `t${draw(60)}`;
    const version = (versions.get(id) ?? 0) + 1 + draw(2) - draw(2);
    versions.set(id, Math.max(versions.get(id) ?? 0, version));
    const stage = stages[draw(stages.length)]!;
    const act = draw(10);
    if (act === 0) say({ op: 'removed', kind: 'task', id });
    else if (act === 1) board.intend(id, stage);
    else if (act === 2) board.withdraw(id);
    else if (act === 3) board.confirm(id, version);
    else say(push(task(id, version, { stage, stage_since: at(draw(1_000)) })));
  }
  const shown = [...board.replica.tasks.keys()].map((id) => board.task(id)!);
  for (const stage of stages) {
    const direction = stage === 'blocked' ? -1 : 1;
    const expected = shown
      .filter((record) => record.stage === stage)
      .sort(
        (one, other) =>
          direction * (Date.parse(one.stage_since) - Date.parse(other.stage_since)) ||
          (one.task_id < other.task_id ? -1 : 1),
      )
      .map((record) => record.task_id);
    expect([stage, board.columns[stage]]).toEqual([stage, expected]);
  }
});

describe('a board of the past', () => {
  test('shows the moment it is given, whole, older versions too, and nothing can be changed on it', () => {
    const past = BoardStore.ofThePast();
    expect(past.connection).toEqual({ state: 'past', asOf: null });
    expect([past.loaded, past.frozen]).toEqual([false, true]);

    past.showMoment(NOON, [task('a', 7, { stage: 'done' }), task('b', 2)], []);
    past.showMoment(NOON - 60_000, [task('a', 3, { stage: 'doing' })], []);

    expect(past.task('a')!.version).toBe(3);
    expect(past.task('b')).toBeUndefined();
    expect([past.columns.done, past.columns.doing]).toEqual([[], ['a']]);
    expect(past.connection).toEqual({ state: 'past', asOf: NOON - 60_000 });
    past.beat();
    expect([past.frozen, past.now()]).toEqual([true, NOON - 60_000]);
  });
});
