// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { agentOf, stage, taskOf, type Server } from '../testing/stage';
import { LANGUAGES, speechOf } from '../testing/languages';
import type { Language } from '../words/words';
import { CreateDialog, forgetDraft } from './CreateDialog';
import { DuplicateDialog } from './DuplicateDialog';

afterEach(forgetDraft);

/** The dialog, filled in for this agent, and how often it has asked the server for a task. */
async function filledFor(agent: string, language: Language = 'en') {
  const { words } = speechOf(language);
  let created = 0;
  const server: Server = (path) => {
    if (path !== '/api/dashboard/tasks') return 404;
    created += 1;
    return null;
  };
  const staged = await stage(<CreateDialog />, {
    language,
    server,
    agents: [agentOf('agt_atlas')],
  });
  const field = (name: string) =>
    staged.container.querySelector<HTMLInputElement>(`[name="${name}"]`)!;
  const type = (name: string, value: string) =>
    fireEvent.change(field(name), { target: { value } });
  const press = async (name: string) => {
    fireEvent.click(staged.getByRole('button', { name: new RegExp(`^${name}`) }));
    await staged.pass(0);
  };
  type('title', 'Count the stars');
  type('agent', agent);
  return { ...staged, words: words.create, field, type, press, created: () => created };
}

test('Enter takes the agent that is named, not another one of the list', async () => {
  const { container } = await stage(<CreateDialog />, {
    agents: ['agt_a', 'agt_b', 'agt_b_2'].map((id) => agentOf(id)),
  });
  const agent = container.querySelector<HTMLInputElement>('[name="agent"]')!;
  const after = (typed: string, ...keys: string[]) => {
    fireEvent.change(agent, { target: { value: typed } });
    for (const key of keys) fireEvent.keyDown(agent, { key });
    return agent.value;
  };
  expect(after('agt_b', 'Enter')).toBe('agt_b');
  expect(after('B_', 'Enter')).toBe('agt_b_2');
  expect(after('', 'ArrowUp', 'Enter')).toBe('agt_b_2');
  expect(after('agt_b', 'ArrowDown', 'Enter')).toBe('agt_b_2');
});

describe.each(LANGUAGES)('an agent that the board does not know, in %s', (language) => {
  test('is warned of, and the one that was meant is one press away', async () => {
    const { container, words, field, press } = await filledFor('agt_atals', language);
    expect(container.querySelector('.warning')!.textContent).toBe(words.agentUnknown);
    expect(container.textContent).toContain(words.agentMeant.join('agt_atlas'));
    await press('agt_atlas');
    expect(field('agent').value).toBe('agt_atlas');
    expect(container.querySelector('.warning')).toBeNull();
  });

  test('is created for only once that was asked and answered', async () => {
    const { words, press, created, queryByText } = await filledFor('agt_new', language);
    expect(queryByText(words.strangerQuestion)).toBeNull();
    await press(words.submit);
    expect(queryByText(words.strangerQuestion)).not.toBeNull();
    await press(words.submit);
    expect(created()).toBe(0);
    await press(words.strangerCreate);
    expect(created()).toBe(1);
    // There was no answer; sending it again asks no more.
    await press(words.submit);
    expect(created()).toBe(2);
  });
});

test('instructions come before the payload, which is out of the way until it is wanted', async () => {
  let sent: Record<string, unknown> = {};
  const { container, press, serve, type, words } = await filledFor('agt_atlas');
  serve((_, request) => {
    sent = JSON.parse(request.body as string) as Record<string, unknown>;
    return { version: 1, task_id: 't9' };
  });
  expect(container.querySelector('details')!.open).toBe(false);
  type('instructions', ' Count **all** of them. ');
  type('answerTimeout', '60');
  await press(words.submit);
  expect(sent).toMatchObject({ instructions: 'Count **all** of them.', answer_timeout: 60 });
});

test('what is too long to be sent is told, and kept', async () => {
  const { container, field, press, type, words, created } = await filledFor('agt_atlas');
  type('instructions', 'x'.repeat(16_001));
  await press(words.submit);
  expect(created()).toBe(0);
  expect(container.querySelector('.error')!.textContent).toBe(words.titleTooLong(16_000));
  expect(field('instructions').value).toHaveLength(16_001);
  expect(document.activeElement).toBe(field('instructions'));
});

test('a copy begins as what was asked, and leaves the other draft alone', async () => {
  const first = await filledFor('agt_new');
  first.unmount();
  const copied = taskOf('t1', {
    title: 'Once more',
    instructions: 'As *before*',
    payload: { a: 1 },
    running_timeout: 90,
    stage: 'review',
  });
  const { container, unmount } = await stage(<DuplicateDialog id="t1" />, { server: () => copied });
  const value = (name: string) =>
    container.querySelector<HTMLInputElement>(`[name="${name}"]`)!.value;
  const names = ['title', 'instructions', 'agent', 'stage', 'payload', 'runningTimeout'];
  expect(names.map(value)).toEqual([
    'Once more',
    'As *before*',
    'agt_a',
    'todo',
    '{\n  "a": 1\n}',
    '90',
  ]);
  unmount();
  const again = await stage(<CreateDialog />);
  expect(again.container.querySelector<HTMLInputElement>('[name="title"]')!.value).toBe(
    'Count the stars',
  );
});

test('the question does not answer itself by the keys that asked it', async () => {
  const { container, field, words, pass, created } = await filledFor('agt_new');
  for (const _ of ['asked', 'held down', 'pressed again']) {
    fireEvent.keyDown(field('title'), { key: 'Enter', ctrlKey: true });
    await pass(0);
  }
  expect(created()).toBe(0);
  expect(document.activeElement!.textContent).toBe(words.strangerChange);
  fireEvent.click(document.activeElement!);
  expect(document.activeElement).toBe(field('agent'));
  expect(container.querySelector('.form-ask')).not.toBeNull();
});

test('another agent is another question', async () => {
  const { type, press, words, created, queryByText } = await filledFor('agt_new');
  await press(words.submit);
  type('agent', 'agt_newer');
  expect(queryByText(words.strangerQuestion)).toBeNull();
  await press(words.submit);
  expect(queryByText(words.strangerQuestion)).not.toBeNull();
  expect(created()).toBe(0);
});

test('a known agent, and one that reports while it is asked about, need no question', async () => {
  const known = await filledFor('agt_atlas');
  await known.press(known.words.submit);
  expect(known.created()).toBe(1);
  known.unmount();
  forgetDraft();

  const { press, say, words, created, queryByText } = await filledFor('agt_new');
  await press(words.submit);
  await say({ op: 'agent', agent: agentOf('agt_new') });
  expect(queryByText(words.strangerQuestion)).toBeNull();
  await press(words.submit);
  expect(created()).toBe(1);
});

test('a draft that is forgotten is not shown again', async () => {
  const first = await filledFor('agt_new');
  first.unmount();
  forgetDraft();
  const { container } = await stage(<CreateDialog />);
  expect(container.querySelector<HTMLInputElement>('[name="title"]')!.value).toBe('');
});
