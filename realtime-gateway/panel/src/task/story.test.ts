import { expect, test } from 'vitest';
import type { TaskEvent } from '../wire/api';
import type { Task } from '../wire/task';
import { spansOf, storyOf } from './story';

const NOON = Date.parse('2026-11-22T12:00:00Z');
const at = (seconds: number) => new Date(NOON + seconds * 1000).toISOString();
const event = (event_id: string, seconds: number, more: Partial<TaskEvent>): TaskEvent => ({
  event_id,
  type: 'ack',
  outcome: 'applied',
  attempt: 1,
  command_id: 'cmd_1',
  received_at: at(seconds),
  applied_at: at(seconds),
  ...more,
});
/** Oldest first here, for reading. */
const tell = (...events: TaskEvent[]) => storyOf(events.toReversed());
const outline = (...events: TaskEvent[]) =>
  tell(...events).map((chapter) => [
    chapter.attempt,
    ...chapter.lines.map((line) =>
      line.kind === 'implied'
        ? `(${line.status})`
        : line.kind === 'run'
          ? line.lines.map((each) => each.event.event_id).join('+')
          : line.event.event_id,
    ),
  ]);

test('the newest comes first, in chapters by attempt', () => {
  const chapters = outline(
    event('created', 0, { type: 'created' }),
    event('failed', 5, { type: 'failed' }),
    event('retried', 9, { type: 'retried', attempt: 2, command_id: 'cmd_2' }),
    event('ack2', 10, { attempt: 2, command_id: 'cmd_2' }),
  );
  expect(chapters).toEqual([
    [2, 'ack2', 'retried'],
    [1, 'failed', 'created'],
  ]);
});

test('a step that was never reported stands just before the report that proves it', () => {
  const chapters = outline(
    event('created', 0, { type: 'created' }),
    event('done', 5, { type: 'done', to_status: 'done', implied: ['ack', 'running'] }),
  );
  expect(chapters).toEqual([[1, 'done', '(running)', '(ack)', 'created']]);
});

test('reports of progress that say no more are one line, from the third on', () => {
  const progress = (id: string, seconds: number, more: Partial<TaskEvent> = {}) =>
    event(id, seconds, { type: 'progress', to_stage: 'doing', from_stage: 'doing', ...more });
  const chapters = outline(
    progress('p1', 1, { from_stage: 'todo' }),
    progress('p2', 2),
    progress('p3', 3),
    progress('p4', 4),
    progress('asked', 5, { question: { id: 'q1', text: 'Go on?', options: [] } }),
    progress('acked', 6, { acks: ['evt_1'] }),
    progress('p5', 7),
    progress('late', 8, { outcome: 'late' }),
    progress('p6', 9),
  );
  expect(chapters).toEqual([[1, 'p6', 'late', 'p5', 'acked', 'asked', 'p4+p3+p2', 'p1']]);
});

test('a refused report is told when it came, under the attempt that it came upon', () => {
  const chapters = outline(
    event('created', 0, { type: 'created' }),
    event('retried', 5, { type: 'retried', attempt: 2, command_id: 'cmd_2' }),
    event('stale', 6, { type: 'running', outcome: 'refused', reason: 'stale_attempt' }),
    event('ack2', 7, { attempt: 2, command_id: 'cmd_2' }),
  );
  expect(chapters).toEqual([
    [2, 'ack2', 'stale', 'retried'],
    [1, 'created'],
  ]);
});

test('a deadline that passed is a timeout, a second sending, or nothing', () => {
  const [chapter] = tell(
    event('created', 0, { type: 'created' }),
    event('resent', 120, { type: 'deadline_passed', to_status: 'queued' }),
    event('stale', 130, { type: 'deadline_passed', outcome: 'refused', reason: 'stale_deadline' }),
    event('timeout', 1020, { type: 'deadline_passed', to_status: 'timeout' }),
  );
  expect(chapter!.lines.map((line) => line.kind === 'event' && line.act)).toEqual([
    { is: 'timeout', silent: 900_000 },
    { is: 'deadlineStale' },
    { is: 'deadlineResent' },
    { is: 'created' },
  ]);
});

test('a pause that ends after a failure is a try by itself, and a restart ends an attempt', () => {
  const chapters = tell(
    event('lost', 10, { type: 'restarted', from_status: 'running', to_status: 'failed' }),
    event('again', 20, {
      type: 'deadline_passed',
      from_status: 'failed',
      to_status: 'queued',
      attempt: 2,
    }),
  );
  expect(chapters.map((chapter) => chapter.attempt)).toEqual([2, 1]);
  expect(chapters.map(({ lines: [line] }) => line!.kind === 'event' && line!.act)).toEqual([
    { is: 'retriedByItself' },
    { is: 'agentRestarted' },
  ]);
});

test('attempts span from their start to their end, the last one to now', () => {
  const task = {
    attempt: 2,
    status: 'running',
    created_at: at(0),
    status_since: at(105),
    prior_attempts: [
      {
        attempt: 1,
        command_id: 'cmd_1',
        status: 'timeout',
        error_code: 'timeout',
        ended_at: at(90),
      },
    ],
  } as unknown as Task;
  const events = [
    event('created', 0, { type: 'created' }),
    event('running', 10, { type: 'running', to_status: 'running' }),
    event('retried', 100, { type: 'retried', attempt: 2 }),
    event('running2', 105, { type: 'running', to_status: 'running', attempt: 2 }),
  ].toReversed();
  expect(spansOf(task, events, NOON + 130_000)).toEqual([
    { attempt: 1, from: NOON, ranFrom: NOON + 10_000, to: NOON + 90_000, end: 'timeout' },
    { attempt: 2, from: NOON + 100_000, ranFrom: NOON + 105_000, to: NOON + 130_000, end: null },
  ]);
});

test('without events an attempt is known from the end of the one before', () => {
  const task = {
    attempt: 1,
    status: 'done',
    created_at: at(0),
    status_since: at(50),
    prior_attempts: [],
  } as unknown as Task;
  expect(spansOf(task, [], NOON + 99_000)).toEqual([
    { attempt: 1, from: NOON, ranFrom: null, to: NOON + 50_000, end: 'done' },
  ]);
});
