import { expect, test } from 'vitest';
import { UnreadableFrame } from './checks';
import { readDialogue } from './dialogue';

const AT = '2026-11-22T12:00:00Z';
const ANSWER = { id: 'evt_1', kind: 'answer', question_id: 'q0', text: 'Yes', sent_at: AT };

test('what is left out, or null, is nothing', () => {
  expect(readDialogue(undefined)).toBeNull();
  expect(readDialogue(null)).toBeNull();
  expect(readDialogue({})).toEqual({ messages: [] });
  expect(readDialogue({ open: null, messages: null })).toEqual({ messages: [] });
  const open = { question: { id: 'q1', text: 'Go on?', options: null }, asked_at: AT };
  expect(
    readDialogue({ open, messages: [{ ...ANSWER, kind: 'note', question_id: null }] }),
  ).toEqual({
    open: { question: { id: 'q1', text: 'Go on?', options: [] }, asked_at: AT },
    messages: [{ id: 'evt_1', kind: 'note', text: 'Yes', sent_at: AT }],
  });
});

test('a kind of message that only a newer server knows is still something said', () => {
  const { messages } = readDialogue({ messages: [{ ...ANSWER, kind: 'reaction' }] })!;
  expect(messages[0]).toMatchObject({ kind: 'note', text: 'Yes' });
});

test.each([
  ['a text', 'asked'],
  ['a question without a text', { open: { question: { id: 'q1' }, asked_at: AT } }],
  ['a question of no time', { open: { question: { id: 'q1', text: 'x' }, asked_at: 'now' } }],
  [
    'an option that is no text',
    { open: { question: { id: 'q1', text: 'x', options: [1] }, asked_at: AT } },
  ],
  ['messages that are no list', { messages: {} }],
  ['a message without a text', { messages: [{ ...ANSWER, text: undefined }] }],
])('%s is not believed', (_, dialogue) => {
  expect(() => readDialogue(dialogue)).toThrow(UnreadableFrame);
});
