import { describe, expect, test } from 'vitest';
import type { Agent, Stage, Task } from '../wire/task';
import {
  clockSetAt,
  faceOf,
  needsAttention,
  signalOf,
  silenceOf,
  timeLeft,
  timeToRetry,
} from './facts';
import { isOpen, matcher, NO_FILTER, readFilter, writeFilter, type Filter } from './filter';
import {
  cancelHindrance,
  canMoveBack,
  mayLift,
  moveEffect,
  moveHindrance,
  nextLegal,
  retryHindrance,
} from './moves';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const inSeconds = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();
const task = (more: Partial<Task> = {}): Task =>
  ({
    task_id: 'tsk_1',
    command_id: 'cmd_1',
    title: 'Migrar índices de agent_events',
    agent_id: 'agt_atlas',
    status: 'running',
    stage: 'doing',
    attempt: 1,
    updated_at: inSeconds(-600),
    ...more,
  }) as Task;
const agent = (more: Partial<Agent> = {}): Agent =>
  ({
    agent_id: 'agt_atlas',
    presence: 'online',
    presence_since: inSeconds(-600),
    last_seen_at: inSeconds(-5),
    ...more,
  }) as Agent;

test('what an agent asks needs somebody, and its clock is the one of the answer', () => {
  const dialogue = {
    open: { question: { id: 'q1', text: 'Go on?', options: [] }, asked_at: inSeconds(-50) },
    messages: [],
  };
  const asks = task({ dialogue, running_timeout: 30, deadline_at: inSeconds(9) });
  expect(needsAttention(asks, agent())).toBe(true);
  expect(needsAttention(task({ dialogue: { messages: [] } }), agent())).toBe(false);
  expect(clockSetAt(asks)).toBe(NOW - 50_000);
  expect(timeLeft(asks, agent(), NOW)).toBe(9_000);
  // It waits for a person, and is not silent.
  expect(silenceOf(asks, agent(), NOW)).toBeNull();
});

describe('a card', () => {
  test('in the backlog is not sent, and a cancelled one did not fail', () => {
    expect(faceOf(task({ status: 'queued', stage: 'backlog' }))).toBe('unsent');
    expect(faceOf(task({ status: 'queued', stage: 'todo' }))).toBe('queued');
    expect(faceOf(task({ status: 'failed', error_code: 'cancelled' }))).toBe('cancelled');
    expect(faceOf(task({ status: 'failed', error_code: 'upstream_503' }))).toBe('failed');
  });

  test('counts down in the last fifth of its limit, which is known or as long as was left at the last fact', () => {
    const shownFrom = (more: Partial<Task>, limit: number) => {
      const set = { ...more, updated_at: inSeconds(0), deadline_at: inSeconds(limit) };
      return [...Array(limit + 1).keys()]
        .map((left) => ({ left, shown: timeLeft(task(set), agent(), NOW + (limit - left) * 1000) }))
        .findLast(({ shown }) => shown !== null)!.left;
    };
    const queued = { status: 'queued', stage: 'todo' } as const;
    expect(shownFrom(queued, 120)).toBe(24);
    expect(shownFrom({}, 900)).toBe(180);
    expect(shownFrom({ status: 'ack' }, 60)).toBe(12);
    expect(shownFrom({ ...queued, ack_timeout: 10 }, 10)).toBe(2);
    expect(shownFrom({ ...queued, ack_timeout: 3600 }, 3600)).toBe(30);
    expect(shownFrom({ running_timeout: 20 }, 20)).toBe(4);
    expect(shownFrom({ running_timeout: 7200 }, 7200)).toBe(180);
    // The limit of the other clock has nothing to do with this one.
    expect(shownFrom({ ack_timeout: 5 }, 60)).toBe(12);
    expect(shownFrom({ ...queued, running_timeout: 5 }, 60)).toBe(12);
  });

  test("keeps a limit of its own through a person's move, which sets no clock", () => {
    const moved = task({ updated_at: inSeconds(-1), deadline_at: inSeconds(10) });
    expect(timeLeft({ ...moved, running_timeout: 60 }, agent(), NOW)).toBe(10_000);
    expect(clockSetAt({ ...moved, running_timeout: 60 })).toBe(NOW - 50_000);
    expect(timeLeft(moved, agent(), NOW)).toBeNull();
    expect(timeLeft(moved, agent(), NOW + 9_000)).toBe(1_000);
  });

  test('is silent only near its end and after half of its limit, and only at work', () => {
    const silence = (more: Partial<Task>) => silenceOf(task(more), agent(), NOW);
    const near = { running_timeout: 60, deadline_at: inSeconds(12) };
    expect(silence(near)).toBe(48_000);
    expect(silence({ ...near, deadline_at: inSeconds(13) })).toBeNull();
    expect(silence({ status: 'queued', ack_timeout: 60, deadline_at: inSeconds(1) })).toBeNull();
    // Moved past its deadline: nothing is known of what was heard before.
    expect(silence({ updated_at: inSeconds(-1), deadline_at: inSeconds(-2) })).toBe(1_000);
    expect(silence({ updated_at: inSeconds(-60), deadline_at: inSeconds(200) })).toBeNull();
  });

  test('past its deadline still waits for the server to say so', () => {
    expect(timeLeft(task({ deadline_at: inSeconds(-4) }), agent(), NOW)).toBe(-4_000);
    expect(
      timeLeft(task({ status: 'timeout', deadline_at: inSeconds(-4) }), agent(), NOW),
    ).toBeNull();
  });

  test('has no clock while the server holds it for an agent that is away', () => {
    const queued = task({ status: 'queued', stage: 'todo', deadline_at: inSeconds(10) });
    const overdue = task({ ...queued, deadline_at: inSeconds(-90) });
    const away = agent({ presence: 'offline', presence_since: inSeconds(-200) });
    expect(timeLeft(queued, agent(), NOW)).toBe(10_000);
    expect(timeLeft(queued, away, NOW)).toBeNull();
    expect(timeLeft(overdue, away, NOW)).toBeNull();
    expect(timeLeft(overdue, agent({ ...away, departure: 'goodbye' }), NOW)).toBeNull();
    // Back since its clock would have run out, it is handed the task anew.
    expect(timeLeft(overdue, agent({ presence_since: inSeconds(-1) }), NOW)).toBeNull();
    expect(timeLeft(overdue, agent({ presence_since: inSeconds(-100) }), NOW)).toBe(-90_000);
    // Nobody holds the clock of work, nor of a task whose agent was never heard of.
    expect(timeLeft(task({ deadline_at: inSeconds(10) }), away, NOW)).toBe(10_000);
    expect(timeLeft(queued, undefined, NOW)).toBe(10_000);
  });

  test('that failed and is tried again by itself counts down to it and needs nobody', () => {
    const rests = task({ status: 'failed', error_code: 'x', deadline_at: inSeconds(12) });
    expect(timeToRetry(rests, NOW)).toBe(12_000);
    expect(timeToRetry(task({ ...rests, status: 'timeout' }), NOW)).toBe(12_000);
    expect(timeToRetry(task({ status: 'failed', error_code: 'x' }), NOW)).toBeNull();
    expect(timeToRetry(task({ ...rests, error_code: 'cancelled' }), NOW)).toBeNull();
    expect(timeToRetry(task({ deadline_at: inSeconds(12) }), NOW)).toBeNull();
  });

  test('needs attention where a person can do something about it', () => {
    const needs = (more: Partial<Task>, who: Agent | undefined = agent()) =>
      needsAttention(task(more), who);
    expect(needs({})).toBe(false);
    expect(needs({ status: 'done', stage: 'done' })).toBe(false);
    expect(needs({ status: 'failed', stage: 'blocked', error_code: 'upstream_503' })).toBe(true);
    expect(needs({ status: 'failed', stage: 'blocked', error_code: 'cancelled' })).toBe(false);
    expect(needs({ status: 'timeout', stage: 'blocked' })).toBe(true);
    expect(needs({ status: 'failed', stage: 'todo', error_code: 'x' })).toBe(true);
    expect(needs({ stage: 'blocked' })).toBe(true);
    expect(needs({ stage: 'review' })).toBe(true);
    const away = agent({ presence: 'offline' });
    expect(needs({}, away)).toBe(true);
    expect(needs({ status: 'ack', stage: 'todo' }, away)).toBe(true);
    expect(needs({}, agent({ presence: 'offline', departure: 'goodbye' }))).toBe(false);
  });

  test('needs nobody while it waits, or while a clock is going to see to it', () => {
    const needs = (more: Partial<Task>, who = agent()) => needsAttention(task(more), who);
    const queued = { status: 'queued', stage: 'todo' } as const;
    expect(needs({ deadline_at: inSeconds(1) })).toBe(false);
    expect(needs({ ...queued, deadline_at: inSeconds(1) })).toBe(false);
    expect(needs(queued, agent({ presence: 'offline' }))).toBe(false);
    const retried = { status: 'failed', stage: 'blocked', max_attempts: 2 } as const;
    expect(needs({ ...retried, attempt: 1, deadline_at: inSeconds(9) })).toBe(false);
    expect(needs({ ...retried, attempt: 1, stage: 'backlog' })).toBe(false);
    expect(needs({ ...retried, attempt: 2, stage: 'backlog' })).toBe(true);
  });
});

test('an agent is quiet after 60 s by the clock, but offline only by the server', () => {
  expect(signalOf(agent({ last_seen_at: inSeconds(-59) }), NOW)).toBe('online');
  expect(signalOf(agent({ last_seen_at: inSeconds(-60) }), NOW)).toBe('quiet');
  expect(signalOf(agent({ last_seen_at: inSeconds(-900) }), NOW)).toBe('quiet');
  expect(signalOf(agent({ presence: 'offline', last_seen_at: inSeconds(-1) }), NOW)).toBe(
    'offline',
  );
});

test("an agent that said goodbye has signed off, and is nobody's trouble", () => {
  expect(signalOf(agent({ presence: 'offline', departure: 'goodbye' }), NOW)).toBe('left');
});

describe('people', () => {
  test('may move among five stages, never to done, and never what is done', () => {
    expect(moveHindrance(task(), 'review')).toBeNull();
    expect(moveHindrance(task(), 'blocked')).toBeNull();
    expect(moveHindrance(task(), 'doing')).toBe('alreadyThere');
    expect(moveHindrance(task(), 'done')).toBe('onlyAgentFinishes');
    expect(moveHindrance(task({ status: 'done', stage: 'done' }), 'todo')).toBe('alreadyDone');
    expect(mayLift(task({ status: 'done' }))).toBe(false);
  });

  test('step over the columns that take no drop', () => {
    expect(nextLegal(task(), 'review', 1)).toBe('blocked');
    expect(nextLegal(task(), 'blocked', -1)).toBe('review');
    expect(nextLegal(task(), 'blocked', 1)).toBe('blocked');
    expect(nextLegal(task(), 'review', -1)).toBe('doing');
  });

  test('start an attempt by a move only out of the backlog, and only with tries left', () => {
    const effect = (more: Partial<Task>, to: Stage) =>
      moveEffect(task({ status: 'failed', stage: 'blocked', max_attempts: 2, ...more }), to);
    const pause = { deadline_at: inSeconds(9) };
    expect(effect(pause, 'backlog')).toBe('retryStops');
    expect(effect(pause, 'todo')).toBe('cardOnly');
    expect(effect({ stage: 'backlog' }, 'todo')).toBe('nextAttempt');
    expect(effect({ stage: 'backlog', status: 'timeout' }, 'review')).toBe('nextAttempt');
    expect(effect({ stage: 'backlog', error_code: 'cancelled' }, 'todo')).toBe('nothingRuns');
    expect(effect({ stage: 'backlog', attempt: 2 }, 'todo')).toBe('nothingRuns');
    expect(effect({ attempt: 2 }, 'todo')).toBe('nothingRuns');
    expect(effect({ attempt: 2 }, 'backlog')).toBe('nothingRuns');
    for (const status of ['queued', 'ack', 'running'] as const)
      expect(effect({ status, stage: 'backlog' }, 'todo')).toBe('cardOnly');
  });

  test('take a move back only while nothing else became of the task', () => {
    const before = task({ stage: 'doing' });
    const moved = { ...before, stage: 'review' } as const;
    const can = (more: Partial<Task>) => canMoveBack(before, 'review', { ...moved, ...more });
    expect(can({})).toBe(true);
    expect(can({ progress: 80, version: 9 })).toBe(true);
    expect(can({ stage: 'blocked' })).toBe(false);
    expect(can({ status: 'failed', error_code: 'cancelled' })).toBe(false);
    expect(can({ command_id: 'cmd_2' })).toBe(false);
    expect(canMoveBack(before, 'review', undefined)).toBe(false);
    const failed = task({ status: 'failed', error_code: 'x', deadline_at: inSeconds(9) });
    const cancelled = { ...failed, stage: 'todo', error_code: 'cancelled' } as const;
    expect(canMoveBack(failed, 'todo', { ...failed, stage: 'todo' })).toBe(true);
    expect(canMoveBack(failed, 'todo', cancelled)).toBe(false);
  });

  test('retry what failed or timed out, cancel what has not ended', () => {
    expect(retryHindrance(task({ status: 'failed' }))).toBeNull();
    expect(retryHindrance(task({ status: 'timeout' }))).toBeNull();
    expect(retryHindrance(task())).toBe('notFinished');
    expect(retryHindrance(task({ status: 'done' }))).toBe('alreadyDone');
    expect(cancelHindrance(task())).toBeNull();
    expect(cancelHindrance(task({ status: 'failed' }))).toBe('alreadyFinished');
    expect(cancelHindrance(task({ status: 'failed', deadline_at: inSeconds(9) }))).toBeNull();
  });
});

describe('the filter', () => {
  const finds = (filter: Partial<Filter>, more: Partial<Task> = {}) =>
    matcher({ ...NO_FILTER, ...filter }, () => agent())(task(more));

  test('finds words in any order, without accents or case', () => {
    expect(finds({ text: 'EVENTS indices' })).toBe(true);
    expect(finds({ text: 'tsk_1' })).toBe(true);
    expect(finds({ text: 'atlas' })).toBe(true);
    expect(finds({ text: 'índices deploy' })).toBe(false);
    expect(finds({ text: '503' }, { error_code: 'upstream_503' })).toBe(true);
  });

  test('narrows by agent, face and stage together', () => {
    expect(finds({ agents: ['agt_atlas', 'agt_rio'], stages: ['doing'], faces: ['running'] })).toBe(
      true,
    );
    expect(finds({ agents: ['agt_rio'] })).toBe(false);
    expect(finds({ faces: ['failed'] }, { status: 'failed', error_code: 'cancelled' })).toBe(false);
    expect(finds({ faces: ['cancelled'] }, { status: 'failed', error_code: 'cancelled' })).toBe(
      true,
    );
  });

  test('shows what needs attention, and nothing else', () => {
    expect(finds({ attention: true }, { stage: 'review' })).toBe(true);
    expect(finds({ attention: true }, { deadline_at: inSeconds(1) })).toBe(false);
  });

  test('survives the address and leaves other parameters alone', () => {
    const filter: Filter = {
      text: 'a b',
      agents: ['agt_a', 'agt_b'],
      faces: ['unsent'],
      stages: ['todo'],
      attention: true,
    };
    const search = writeFilter(filter, new URLSearchParams('at=2026'));
    expect(readFilter(new URLSearchParams(search.toString()))).toEqual(filter);
    expect(search.get('at')).toBe('2026');
    expect(writeFilter(NO_FILTER, search).toString()).toBe('at=2026');
    expect(isOpen(readFilter(new URLSearchParams('status=nonsense&stage=')))).toBe(true);
  });
});
