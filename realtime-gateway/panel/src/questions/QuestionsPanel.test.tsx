// @vitest-environment happy-dom
import { fireEvent, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { fetchAhead } from '../app/later';
import '../app/parts';
import { LANGUAGES, speechOf } from '../testing/languages';
import {
  asking,
  at,
  refused,
  stage,
  taskOf,
  type Server,
  type StageOptions,
} from '../testing/stage';
import { Toasts } from '../ui/Toasts';
import type { Task } from '../wire/task';
import { QuestionsButton } from './QuestionsButton';
import { forgetSayings } from './sayings';

beforeAll(fetchAhead);
afterEach(forgetSayings);

interface Sent {
  readonly path: string;
  readonly body: { readonly text: string };
  readonly key: string;
}

/** The list of questions, open, and what was sent from it. */
async function openList(
  tasks: readonly Task[],
  answer: Server = () => ({ version: 2 }),
  options: StageOptions = {},
) {
  const sent: Sent[] = [];
  const staged = await stage(
    <>
      <QuestionsButton />
      <Toasts />
    </>,
    {
      ...options,
      tasks,
      server: (path, request) => {
        sent.push({
          path,
          body: JSON.parse(request.body as string) as Sent['body'],
          key: new Headers(request.headers).get('idempotency-key')!,
        });
        return answer(path, request);
      },
    },
  );
  const { words } = speechOf(options.language ?? 'en');
  fireEvent.click(staged.getByRole('button', { name: new RegExp(`^${words.ask.title}`) }));
  const list = staged.getByRole('dialog', { hidden: true });
  const press = async (name: string) => {
    fireEvent.click(within(list).getByRole('button', { name, hidden: true }));
    await staged.pass(0);
  };
  const field = () => list.querySelector('textarea')!;
  const type = (text: string) => fireEvent.change(field(), { target: { value: text } });
  return { ...staged, words, list, sent, press, field, type };
}

const ASKING = taskOf('t1', { ...asking('Which bucket?', ['staging', 'live']), version: 1 });
const answered = (text: string) =>
  taskOf('t1', {
    version: 2,
    dialogue: {
      messages: [{ id: 'evt_1', kind: 'answer', question_id: 'q1', text, sent_at: at(0) }],
    },
  });

test.each(LANGUAGES)('without a question it says what it is for, in %s', async (language) => {
  const { list, words } = await openList([taskOf('t1')], undefined, { language });
  expect(list.textContent).toContain(words.ask.none);
  expect(list.textContent).toContain(words.ask.noneWhat);
});

test('the longest wait comes first, each with its task, its agent and its question', async () => {
  const younger = taskOf('t2', {
    title: 'Younger',
    dialogue: {
      open: { question: { id: 'q1', text: 'And now?', options: [] }, asked_at: at(-5_000) },
      messages: [],
    },
  });
  const { list, getByRole } = await openList([younger, ASKING, taskOf('t3')]);
  expect(getByRole('button', { name: 'Questions: 2 open questions' })).toBeDefined();
  const items = [...list.querySelectorAll('li')].map((item) => item.textContent);
  expect(items).toHaveLength(2);
  expect(items[0]).toMatch(/Task t1.*agt_a asks1 min ago.*Which bucket\?.*staginglive/);
  expect(items[1]).toMatch(/Younger.*And now\?/);
});

test('an option is sent at once, to the attempt that asked, and once', async () => {
  const { sent, press, list, say, container } = await openList([ASKING]);
  await press('staging');
  expect(sent).toEqual([
    {
      path: '/api/dashboard/tasks/t1/answer',
      body: { command_id: 'cmd_t1', question_id: 'q1', text: 'staging' },
      key: expect.stringMatching(/^wish_/) as string,
    },
  ]);
  expect(container.querySelector('.toast')!.textContent).toContain('Answer sent.');
  expect(list.querySelector('form')).toBeNull();
  await say({ op: 'task', task: answered('staging') });
  expect(list.textContent).not.toContain('Which bucket?');
  expect(document.activeElement!.textContent).toBe('Questions');
});

test('other words are sent by Ctrl and Enter; without any there is nothing to send', async () => {
  const { sent, field, type, pass } = await openList([ASKING]);
  fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true });
  type('  neither of them  ');
  fireEvent.keyDown(field(), { key: 'Enter' });
  await pass(0);
  expect(sent).toHaveLength(0);
  fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true });
  await pass(0);
  expect(sent.map(({ body }) => body.text)).toEqual(['neither of them']);
});

test('what got no answer is sent again as the same, and other words as something else', async () => {
  const { sent, type, press, list, field, words } = await openList([ASKING], () => null);
  type('live, but slowly');
  await press(words.ask.send);
  expect(list.querySelector('[role="alert"]')!.textContent).toBe(words.ask.unanswered);
  expect(field().value).toBe('live, but slowly');
  await press(words.ask.send);
  type('live');
  await press(words.ask.send);
  const [one, again, other] = sent.map(({ key }) => key);
  expect(again).toBe(one);
  expect(other).not.toBe(one);
});

test.each(LANGUAGES)('an answer that came second keeps its words, in %s', async (language) => {
  const { type, press, say, list, words, sent } = await openList(
    [ASKING],
    (path) => (path.endsWith('/notes') ? { version: 3 } : refused(409, 'question_not_open')),
    { language },
  );
  type('take the live one');
  await press(words.ask.send);
  expect(list.querySelector('[role="alert"]')!.textContent).toBe(words.refusal.question_not_open);
  await say({ op: 'task', task: answered('staging') });
  expect(list.textContent).toContain(words.ask.answeredFirst('staging'));
  expect(list.textContent).toContain('take the live one');

  await press(words.ask.asNote);
  expect(sent.at(-1)).toMatchObject({
    path: '/api/dashboard/tasks/t1/notes',
    body: { text: 'take the live one' },
  });
  expect(list.textContent).not.toContain('take the live one');
});

test('typed and not yet sent, it is kept when somebody else answers, and when the list is closed', async () => {
  const { type, say, list, words, press, getByRole, sent } = await openList([ASKING]);
  type('half a sentence');
  await say({ op: 'task', task: taskOf('t1', { version: 2 }) });
  expect(list.textContent).toContain(words.ask.notOpen);
  await press(words.close);
  fireEvent.click(getByRole('button', { name: /^Questions/ }));
  const again = getByRole('dialog', { hidden: true });
  expect(again.textContent).toContain('half a sentence');
  fireEvent.click(within(again).getByRole('button', { name: words.ask.discard, hidden: true }));
  expect(again.textContent).not.toContain('half a sentence');
  expect(sent).toHaveLength(0);
});

test('an option that came second is kept like any other words', async () => {
  const { press, say, list, words } = await openList([ASKING], () =>
    refused(409, 'question_not_open'),
  );
  await press('live');
  await say({ op: 'task', task: answered('staging') });
  expect(list.textContent).toContain(words.ask.answeredFirst('staging'));
  expect(list.querySelector('.over')!.textContent).toContain('live');
});

test('a text that is too long is not sent, and nothing of it is cut', async () => {
  const { type, field, list, words, sent, pass } = await openList([ASKING]);
  type('😀'.repeat(2_001));
  fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true });
  await pass(0);
  expect(list.textContent).toContain(words.ask.tooLong(2_000));
  expect(sent).toHaveLength(0);
  type('😀'.repeat(2_000));
  expect(list.textContent).not.toContain(words.ask.tooLong(2_000));
});
