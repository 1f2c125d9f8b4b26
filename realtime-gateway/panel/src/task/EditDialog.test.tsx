// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/react';
import { expect, test } from 'vitest';
import { LANGUAGES, speechOf } from '../testing/languages';
import { agentOf, refused, stage, taskOf, type Server } from '../testing/stage';
import type { Language } from '../words/words';
import type { Task } from '../wire/task';
import { EditDialog } from './EditDialog';

interface Patch {
  readonly body: object;
  readonly version: string;
  readonly key: string;
}

interface Options {
  readonly language?: Language;
  readonly reassigns?: boolean;
  /** What the server has, once it is asked again. */
  readonly then?: Task;
}

const TASK = taskOf('t1', {
  version: 4,
  title: 'Count',
  instructions: 'All of them',
  deliveries: 1,
});

/** The dialog over a task, and what it has sent. */
async function open(
  task: Task,
  patched: Server,
  { language = 'en', reassigns = false, then = task }: Options = {},
) {
  const patches: Patch[] = [];
  let read = 0;
  const staged = await stage(<EditDialog id="t1" reassigns={reassigns} />, {
    language,
    tasks: [task],
    agents: [agentOf('agt_a'), agentOf('agt_b')],
    server: (path, request) => {
      if (request.method === 'GET') return read++ === 0 ? task : then;
      const headers = new Headers(request.headers);
      patches.push({
        body: JSON.parse(request.body as string) as object,
        version: headers.get('if-match')!,
        key: headers.get('idempotency-key')!,
      });
      return patched(path, request);
    },
  });
  const { words } = speechOf(language);
  const field = (name: string) =>
    staged.container.querySelector<HTMLInputElement>(`[name="${name}"]`)!;
  const type = (name: string, value: string) =>
    fireEvent.change(field(name), { target: { value } });
  const press = async (name: string) => {
    fireEvent.click(staged.getByRole('button', { name: new RegExp(`^${name}`) }));
    await staged.pass(0);
  };
  const note = () => staged.container.querySelector('.form-note')?.textContent ?? null;
  return { ...staged, words: words.edit, all: words, field, type, press, note, patches };
}

test('only what was changed is sent, over the version that was seen', async () => {
  const { type, press, words, patches, note } = await open(TASK, () => ({ version: 5 }));
  type('title', 'Count twice');
  expect(note()).toBeNull();
  await press(words.save);
  expect(patches).toMatchObject([{ body: { title: 'Count twice' }, version: '"4"' }]);
});

test.each(LANGUAGES)(
  'what becomes of the attempt is said before it is sent, in %s',
  async (language) => {
    const { type, note, words } = await open(TASK, () => null, { language });
    type('instructions', 'Half of them');
    expect(note()).toBe(words.anotherStops('agt_a'));
    type('instructions', 'All of them');
    expect(note()).toBeNull();
    type('agent', 'agt_b');
    expect(note()).toBe(words.anotherStops('agt_a'));
  },
);

test.each([
  [true, 'agent'],
  [false, 'title'],
])(
  'the first field has the focus once the task is loaded (reassigns: %s)',
  async (reassigns, first) => {
    const { field } = await open(TASK, () => null, { reassigns });
    expect(document.activeElement).toBe(field(first));
  },
);

test('of what was never handed out, or is over, no agent is told to stop', async () => {
  const kept = await open(taskOf('t1', { ...TASK, deliveries: 0 }), () => null);
  kept.type('agent', 'agt_b');
  expect(kept.note()).toBeNull();
  kept.unmount();
  const failed = await open(taskOf('t1', { ...TASK, status: 'failed' }), () => null);
  failed.type('instructions', 'Half of them');
  expect(failed.note()).toBeNull();
  failed.type('agent', 'agt_b');
  expect(failed.note()).toBe(failed.words.another);
});

test('over reports of the agent it is sent again, without a word', async () => {
  const reported = { ...TASK, version: 9, progress: 80 };
  let asked = 0;
  const { type, press, words, patches, container } = await open(
    TASK,
    () => (asked++ === 0 ? refused(412, 'version_mismatch') : { version: 10 }),
    { then: reported },
  );
  type('title', 'Count twice');
  await press(words.save);
  expect(patches.map(({ version }) => version)).toEqual(['"4"', '"9"']);
  expect(container.querySelector('[role="alert"]')).toBeNull();
});

test.each(LANGUAGES)('over what somebody else changed it is not, in %s', async (language) => {
  const changed = { ...TASK, version: 9, instructions: 'None of them' };
  const { type, press, words, patches, container, field } = await open(
    TASK,
    () => refused(412, 'version_mismatch'),
    { then: changed, language },
  );
  type('title', 'Count twice');
  await press(words.save);
  expect(container.querySelector('[role="alert"]')!.textContent).toBe(words.changedFirst(4, 9));
  expect([field('title').value, field('instructions').value]).toEqual([
    'Count twice',
    'None of them',
  ]);
  await press(words.save);
  expect(patches.at(-1)).toMatchObject({ body: { title: 'Count twice' }, version: '"9"' });
});

test('without an answer everything stays, and saving again is the same wish', async () => {
  const { type, press, words, patches, field, container } = await open(TASK, () => null);
  type('instructions', 'Half of them');
  await press(words.save);
  expect(container.querySelector('[role="alert"]')!.textContent).toBe(words.unanswered);
  expect(field('instructions').value).toBe('Half of them');
  await press(words.save);
  expect(patches[1]!.key).toBe(patches[0]!.key);
});

test('an empty text takes the instructions away', async () => {
  const { type, press, words, patches } = await open(TASK, () => ({ version: 5 }));
  type('instructions', ' ');
  await press(words.save);
  expect(patches).toMatchObject([{ body: { instructions: '' } }]);
});

test('another agent is all there is to choose, and one that is not known is asked about', async () => {
  const { field, type, press, words, all, patches } = await open(TASK, () => ({ version: 5 }), {
    reassigns: true,
  });
  expect(field('title')).toBeNull();
  type('agent', 'agt_new');
  await press(words.reassign);
  expect(patches).toHaveLength(0);
  await press(all.edit.strangerAssign);
  expect(patches).toMatchObject([{ body: { agent_id: 'agt_new' } }]);
});

test('what became wrong while the question stood is not sent with its answer', async () => {
  const { type, press, patches, all } = await open(TASK, () => ({ ok: true, version: 5 }));
  type('agent', 'agt_nobody');
  await press(all.edit.save);
  type('title', '');
  await press(all.edit.strangerAssign);
  expect(patches).toEqual([]);
  type('title', 'Count them');
  await press(all.edit.strangerAssign);
  expect(patches.map(({ body }) => body)).toEqual([
    { title: 'Count them', agent_id: 'agt_nobody' },
  ]);
});
