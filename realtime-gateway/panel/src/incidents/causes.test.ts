import { expect, test } from 'vitest';
import type { Incident } from '../wire/api';
import { en } from '../words/en';
import { formatFor } from '../words/format';
import { pt } from '../words/pt';
import { byCause, kindsIn } from './causes';

const NOON = Date.parse('2026-11-29T12:00:00Z');
const MINUTE = 60_000;

const incident = (
  incident_id: number,
  kind: string,
  minute: number,
  more: object = {},
): Incident => ({
  incident_id,
  kind,
  subject: `s${incident_id}`,
  opened_at: new Date(NOON + minute * MINUTE).toISOString(),
  ...more,
});
const gone = (id: number, minute: number, agent_id: string) =>
  incident(id, 'agent_offline', minute, { agent_id });
const late = (id: number, minute: number, agent_id: string) =>
  incident(id, 'task_timeout', minute, { agent_id, task_id: `t${id}` });
const ids = (incidents: readonly Incident[]) =>
  byCause(incidents).map(({ members }) => members.map((each) => each.incident_id));

test('what has nothing to do with one another stays apart, in the given order', () => {
  expect(ids([gone(3, 0, 'a'), incident(2, 'log_gap', -1), late(1, -2, 'b')])).toEqual([
    [3],
    [2],
    [1],
  ]);
});

test('an agent that is gone takes in the tasks that timed out about then, before and after', () => {
  const [group, ...others] = byCause([late(4, 9, 'a'), gone(3, 0, 'a'), late(2, -4, 'a')]);
  expect(others).toEqual([]);
  expect(group!.heads.map((each) => each.incident_id)).toEqual([3]);
  expect(group!.members.map((each) => each.incident_id)).toEqual([4, 3, 2]);
});

test('but not those of another agent, nor those of another hour', () => {
  expect(ids([late(4, 40, 'a'), gone(3, 0, 'a'), late(2, 1, 'b')])).toEqual([[4], [3], [2]]);
});

test('a timeout goes to the nearer of two absences', () => {
  expect(ids([gone(3, 12, 'a'), late(2, 9, 'a'), gone(1, 0, 'a')])).toEqual([[3, 2], [1]]);
});

test('a database that went back takes in the differences that were found', () => {
  expect(
    ids([incident(3, 'drift', 6), incident(2, 'drift', 1), incident(1, 'database_went_back', 0)]),
  ).toEqual([[3, 2, 1]]);
});

test('three of one kind that follow each other closely are one row, two are not', () => {
  const three = [late(3, 3, 'c'), late(2, 2, 'b'), late(1, 1, 'a')];
  expect(ids(three)).toEqual([[3, 2, 1]]);
  expect(byCause(three)[0]!.heads).toHaveLength(3);
  expect(ids(three.slice(1))).toEqual([[2], [1]]);
});

test('a gap in time ends the row', () => {
  const six = [10, 9, 8, 2, 1, 0].map((minute, index) => late(6 - index, minute, `agt_${minute}`));
  expect(ids(six)).toEqual([
    [6, 5, 4],
    [3, 2, 1],
  ]);
});

test('many agents gone at once are one row with all that followed', () => {
  const many = ['a', 'b', 'c'].flatMap((agent, index) => [
    late(10 + index, 5, agent),
    gone(1 + index, 0, agent),
  ]);
  const [group, ...others] = byCause(many);
  expect(others).toEqual([]);
  expect([group!.heads.length, group!.members.length]).toEqual([3, 6]);
  expect(kindsIn(group!.members)).toEqual([
    ['task_timeout', 3],
    ['agent_offline', 3],
  ]);
});

test('the key outlasts newcomers, and each incident is told once', () => {
  const before = [late(3, 3, 'c'), late(2, 2, 'b'), late(1, 1, 'a')];
  const after = [late(4, 4, 'd'), ...before];
  expect(byCause(after).map(({ key }) => key)).toEqual(byCause(before).map(({ key }) => key));
  expect(byCause(after).flatMap(({ members }) => members)).toEqual(after);
});

test('both languages count every kind that they can tell', () => {
  for (const words of [en(formatFor('en')), pt(formatFor('pt-BR'))])
    expect(Object.keys(words.incidents.many)).toEqual(Object.keys(words.incidents.title));
});
