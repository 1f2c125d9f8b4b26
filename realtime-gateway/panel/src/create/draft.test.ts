import { expect, test } from 'vitest';
import { writeExact } from '../wire/exact-json';
import { emptyDraft, faultsOf, taskOf, type Draft } from './draft';

const draft = (more: Partial<Draft> = {}): Draft => ({
  ...emptyDraft(),
  title: 'A task',
  agent: 'agt_a',
  ...more,
});
const faults = (more: Partial<Draft>) => Object.fromEntries(faultsOf(draft(more)));

test('a title and an agent are needed, an object is the payload', () => {
  expect(faults({})).toEqual({});
  expect(faults({ title: ' ', agent: '' })).toEqual({ title: 'required', agent: 'required' });
  expect(faults({ title: 'x'.repeat(201), agent: 'has space' })).toEqual({
    title: 'titleTooLong',
    agent: 'agentSyntax',
  });
  expect(faults({ payload: '{,}' })).toEqual({ payload: 'payloadFault' });
  for (const payload of ['[]', '1', 'null', '"a"'])
    expect(faults({ payload })).toEqual({ payload: 'payloadNotObject' });
});

test('a number is sent to the digit that was typed', () => {
  const payload = '{"id":1234567890123456789,"next":9007199254740993,"price":1.50,"big":1e308}';
  expect(faults({ payload })).toEqual({});
  expect(writeExact(taskOf(draft({ payload })).payload)).toBe(payload);
});

test('what the server would refuse is told before it is sent', () => {
  for (const payload of ['{"a":1e400}', `{"a":${'9'.repeat(41)}}`, '{"a":1,"a":2}'])
    expect(faults({ payload })).toEqual({ payload: 'payloadFault' });
});

test('sending the same draft again carries the same command_id', () => {
  const written = draft({ title: ' A task ', payload: '{"a": 1}' });
  expect(taskOf(written)).toEqual({
    title: 'A task',
    agent_id: 'agt_a',
    stage: 'todo',
    payload: { a: 1 },
    command_id: written.commandId,
  });
  expect(taskOf(written).command_id).toBe(taskOf(written).command_id);
  expect(written.commandId).toMatch(/^cmd_[0-9a-f]{32}$/);
  expect(draft().commandId).not.toBe(written.commandId);
});

test("a limit left empty is the system's own; another is a whole number in its range", () => {
  expect(taskOf(draft())).not.toHaveProperty('max_attempts');
  expect(
    taskOf(draft({ maxAttempts: '3', ackTimeout: '30', runningTimeout: '604800' })),
  ).toMatchObject({ max_attempts: 3, ack_timeout: 30, running_timeout: 604_800 });
  for (const maxAttempts of ['0', '21', '1.5', 'x', '-1'])
    expect(faults({ maxAttempts })).toEqual({ maxAttempts: 'outOfRange' });
  expect(faults({ ackTimeout: '604801' })).toEqual({ ackTimeout: 'outOfRange' });
});
