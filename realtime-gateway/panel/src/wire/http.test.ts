import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api, newId } from './api';
import { writeExact } from './exact-json';
import { ask, whenSignedOut } from './http';
import { UnreadableFrame } from './checks';
import { readFrame } from './frame';

const answers: (() => Response | Promise<never>)[] = [];
const asked: { url: string; init: RequestInit }[] = [];

beforeEach(() => {
  answers.length = asked.length = 0;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return Promise.resolve(answers.shift()!());
  });
});
afterEach(() => {
  whenSignedOut(() => {});
  vi.unstubAllGlobals();
});

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  () =>
    new Response(JSON.stringify(body), { status, headers });

test('the payload of a task comes to the digit, and its version as a number', async () => {
  const body = '{"task_id":"tsk_1","version":12,"payload":{"id":9007199254740993}}';
  answers.push(() => new Response(body, { status: 200 }));
  const answer = await api.task('tsk_1', new AbortController().signal);
  expect(answer).toMatchObject({ kind: 'ok', body: { version: 12 } });
  expect(answer.kind === 'ok' && writeExact(answer.body)).toBe(body);
});

test('a change carries the version that was seen, the key of the wish and the panel’s own header', async () => {
  answers.push(json(200, { ok: true, version: 12 }));
  const answer = await api.move('tsk/1', 'review', { key: 'wish_1', version: 11 });
  expect(answer).toMatchObject({ kind: 'ok', body: { version: 12 } });
  const [{ url, init }] = asked as [(typeof asked)[number]];
  expect(url).toBe('/api/dashboard/tasks/tsk%2F1');
  expect(init).toMatchObject({
    method: 'PATCH',
    credentials: 'same-origin',
    body: '{"stage":"review"}',
    headers: {
      'if-match': '"11"',
      'idempotency-key': 'wish_1',
      'x-mc-panel': '1',
      'content-type': 'application/json',
    },
  });
});

test('reading sends no panel header and no body', async () => {
  answers.push(json(200, {}));
  await ask('GET', '/api/x');
  expect(asked[0]!.init.headers).toEqual({ accept: 'application/json' });
  expect(asked[0]!.init.body).toBeUndefined();
});

test('a problem keeps its reason, its fields and where the task stands', async () => {
  answers.push(
    json(412, {
      title: 'Precondition Failed',
      reason: 'version_mismatch',
      detail: 'Changed.',
      version: 12,
      errors: [{ pointer: '/stage', detail: 'no' }],
    }),
  );
  expect(await ask('POST', '/api/x')).toEqual({
    kind: 'refused',
    status: 412,
    problem: {
      title: 'Precondition Failed',
      reason: 'version_mismatch',
      detail: 'Changed.',
      version: 12,
      errors: [{ pointer: '/stage', detail: 'no' }],
    },
    retryAfterSeconds: null,
  });
});

test('a page of a proxy is a refusal like any other', async () => {
  answers.push(
    () => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'retry-after': '7' } }),
  );
  expect(await ask('GET', '/api/x')).toMatchObject({
    kind: 'refused',
    status: 502,
    problem: { errors: [] },
    retryAfterSeconds: 7,
  });
});

test('a lost network is an answer that is not known', async () => {
  answers.push(() => Promise.reject(new TypeError('Failed to fetch')));
  expect(await ask('POST', '/api/x')).toEqual({ kind: 'unanswered' });
});

test('any 401 tells that the session has ended', async () => {
  let told = 0;
  whenSignedOut(() => void told++);
  answers.push(json(401, {}));
  expect(await ask('GET', '/api/x')).toEqual({ kind: 'signedOut' });
  expect(told).toBe(1);
});

test('ids of ours have their prefix and never repeat', () => {
  const ids = Array.from({ length: 1_000 }, () => newId('cmd'));
  expect(new Set(ids).size).toBe(1_000);
  expect(ids.every((id) => /^cmd_[0-9a-f]{32}$/.test(id))).toBe(true);
});

test.each([
  'nonsense',
  '[]',
  '{"op":"task"}',
  '{"op":"task","task":{"task_id":"t","version":"1"}}',
  '{"op":"task","task":{"task_id":"t","version":1,"title":"","agent_id":"a","stage_since":"2026-11-22T12:00:00Z","stage":7,"status":"ack"}}',
  '{"op":"removed","kind":"column","id":"x"}',
  '{"op":"live","cursor":"c","as_of":"yesterday"}',
  '{"op":"snapshot","tasks":{},"agents":[],"part":1,"parts":1}',
])('the frame %s is not believed', (text) => {
  expect(() => readFrame(text)).toThrow(UnreadableFrame);
});

test.each([
  ['nowhere', 'queued', 'todo', 'queued'],
  ['nowhere', 'failed', 'blocked', 'failed'],
  ['review', 'parked', 'review', 'running'],
  ['done', 'parked', 'done', 'done'],
  ['nowhere', 'parked', 'doing', 'running'],
])('a card in %s and %s of a newer server stands in %s as %s', (stage, status, column, shown) => {
  const task = {
    task_id: 't',
    version: 1,
    title: '',
    agent_id: 'a',
    stage_since: '2026-11-22T12:00:00Z',
  };
  const frame = readFrame(JSON.stringify({ op: 'task', task: { ...task, stage, status, new: 1 } }));
  expect(frame).toMatchObject({ task: { task_id: 't', stage: column, status: shown } });
});

test('a frame of an unknown kind is passed over', () => {
  expect(readFrame('{"op":"weather"}')).toBeNull();
});
