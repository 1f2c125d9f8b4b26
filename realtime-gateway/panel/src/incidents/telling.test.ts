import { expect, test } from 'vitest';
import type { Incident } from '../wire/api';
import { en } from '../words/en';
import { formatFor } from '../words/format';
import { pt } from '../words/pt';
import { tellingOf } from './telling';

const english = en(formatFor('en'));
const portuguese = pt(formatFor('pt-BR'));

const incident = (more: Partial<Incident>): Incident => ({
  incident_id: 1,
  kind: 'agent_offline',
  subject: 'agt_a',
  opened_at: '2026-11-29T10:00:00Z',
  ...more,
});
const over = { resolved_at: '2026-11-29T10:00:02Z' };

const WENT_BACK = incident({
  kind: 'database_went_back',
  subject: 'database',
  detail: {
    'mc.task-events-3': { expected: 160, found: 55 },
    'mc.agent-heartbeats-0': { expected: 1340, found: 1200 },
  },
});
const LOG_GAP = incident({
  kind: 'log_gap',
  subject: 'mc.task-events-3',
  detail: { 'mc.task-events-3': { expected: 1055, found: 1100 } },
});

test('a database that went back is told once, with how many partitions it lost of', () => {
  const { title, story } = tellingOf(WENT_BACK, 'database', english);

  expect(title).toBe('The database went back');
  expect(story).toMatch(/^In 2 partitions of the log\. The database lacks what it had: /);
  expect(tellingOf({ ...WENT_BACK, ...over }, 'database', english).story).toBe(
    'In 2 partitions of the log. All that the log still held has been applied again.',
  );
});

test('one that does not say of which partitions is told without their number', () => {
  const { detail: _, ...bare } = WENT_BACK;

  expect(tellingOf(bare, 'database', english).story).toMatch(/^The database lacks what it had: /);
});

test('in Portuguese it has no English subject', () => {
  const { title, story } = tellingOf(WENT_BACK, 'database', portuguese);

  expect(title).toBe('O banco de dados voltou no tempo');
  expect(story).toMatch(/^Em 2 partições do registro de fatos\. O banco perdeu o que já tinha: /);
});

test('a log that was made anew is told with the command that accepts it', () => {
  const anew = incident({
    kind: 'log_made_anew',
    subject: 'log',
    detail: {
      'mc.task-events-3': { expected: 160, found: 0 },
      'mc.agent-heartbeats-0': { expected: 1340, found: 12 },
    },
  });

  const { title, story } = tellingOf(anew, 'log', english);

  expect(title).toBe('The log was made anew');
  expect(story).toMatch(/^In 2 partitions of the log\. The topics are others .* accept-new-log\.$/);
  expect(tellingOf(anew, 'log', portuguese).title).toBe('O registro de fatos foi recriado');
});

test('a gap names its partition and the records that are lost', () => {
  const { title, story } = tellingOf(LOG_GAP, LOG_GAP.subject, english);

  expect(title).toBe('Facts were lost: mc.task-events-3');
  expect(story).toMatch(/^Records 1,055 to 1,099\. The log no longer holds /);
  expect(tellingOf(LOG_GAP, LOG_GAP.subject, portuguese).story).toMatch(
    /^Registros 1\.055 a 1\.099\. /,
  );
  const one = { ...LOG_GAP, detail: { 'mc.task-events-3': { expected: 55, found: 56 } } };
  expect(tellingOf(one, one.subject, english).story).toMatch(/^Record 55\. /);
});

test.each([
  undefined,
  'as an old row has it',
  {},
  { 'mc.task-events-3': null },
  { 'mc.task-events-3': { expected: '9007199254740993', found: 7 } },
])('a gap whose detail is %j is told without the records', (detail) => {
  const { detail: _, ...bare } = LOG_GAP;
  const told = tellingOf(detail === undefined ? bare : { ...bare, detail }, bare.subject, english);

  expect(told.title).toBe('Facts were lost: mc.task-events-3');
  expect(told.story).toMatch(/^The log no longer holds /);
});

test('what Discord answered and how often a thing happened comes first', () => {
  const refused = incident({
    kind: 'discord_channel_refused',
    detail: { channel: 'ops', status: 404 },
  });
  const conflict = incident({ kind: 'event_conflict', detail: { count: 1200 }, ...over });

  expect(tellingOf(refused, 'ops', english)).toEqual({
    title: 'Discord channel #ops refuses messages',
    story: `Discord answered 404. ${english.incidents.story.discord_channel_refused!.open}`,
  });
  expect(tellingOf(conflict, 'agt_a', english).story).toBe(
    '1,200 times. It has not come again for an hour.',
  );
});

test('happening once is not counted', () => {
  const once = incident({ kind: 'event_conflict', detail: { count: 1 }, ...over });

  expect(tellingOf(once, 'agt_a', english).story).toBe('It has not come again for an hour.');
});

test('a kind that nobody knows here is told by its name', () => {
  expect(tellingOf(incident({ kind: 'moon_full' }), 'agt_a', english)).toEqual({
    title: 'moon_full: agt_a',
    story: '',
  });
});

test('both languages tell of the same kinds', () => {
  expect(Object.keys(english.incidents.title)).toEqual(Object.keys(portuguese.incidents.title));
  expect(Object.keys(english.incidents.story)).toEqual(Object.keys(portuguese.incidents.story));
  expect(Object.keys(english.incidents.story)).toEqual(Object.keys(english.incidents.title));
});
