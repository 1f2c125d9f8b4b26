// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react';
import { useEffect } from 'react';
import { expect, test, vi } from 'vitest';
import { at, stage, taskOf, type StageOptions } from '../testing/stage';
import { Toasts } from '../ui/Toasts';
import { useTaskActions, type TaskActions } from './use-task-actions';

// happy-dom has no top layer.
HTMLElement.prototype.showPopover = () => undefined;

const FAILED = { status: 'failed', stage: 'blocked', error_code: 'upstream_503' } as const;

function Hands({ give }: { give: (actions: TaskActions) => void }) {
  const actions = useTaskActions();
  useEffect(() => void give(actions), [give, actions]);
  return <Toasts />;
}

/** A person's hands at the board, and the toast that answers them. */
async function hands(options: StageOptions) {
  const asked: string[] = [];
  let version = 1;
  let given: TaskActions;
  const staged = await stage(<Hands give={(actions) => void (given = actions)} />, {
    ...options,
    server: (path, request) => {
      asked.push(path);
      return options.server?.(path, request) ?? { version: ++version };
    },
  });
  const toast = () => staged.container.querySelector('.toast:last-child');
  return {
    ...staged,
    asked,
    does: (what: (actions: TaskActions) => Promise<void>) => act(() => what(given)),
    says: () => toast()?.querySelector('p')?.textContent ?? null,
    offers: () =>
      [...(toast()?.querySelectorAll('.btn:not(.icon)') ?? [])].map((b) => b.textContent),
    press: async (label: string) => {
      fireEvent.click(staged.getByRole('button', { name: label }));
      await staged.pass(0);
    },
  };
}

test.each([
  ['en', 'Moved to To do. Moving does not run it; Retry does.', ['Undo', 'Retry']],
  [
    'pt-BR',
    'Movida para A fazer. Mover não a executa: para isso, tente de novo.',
    ['Desfazer', 'Tentar de novo'],
  ],
] as const)('what is over stays so when it is moved (%s)', async (language, text, offered) => {
  const { does, says, offers, press, say, asked } = await hands({
    language,
    tasks: [taskOf('t1', FAILED)],
  });
  await does((actions) => actions.move('t1', 'todo'));
  await say({ op: 'task', task: taskOf('t1', { ...FAILED, stage: 'todo', version: 2 }) });
  expect(says()).toBe(text);
  expect(offers()).toEqual(offered);
  await press(offered[1]);
  expect(asked.at(-1)).toBe('/api/dashboard/tasks/t1/retry');
});

test.each([
  ['en', 'Moved to To do. The next attempt begins.'],
  ['pt-BR', 'Movida para A fazer. A próxima tentativa começa.'],
] as const)('what has tries left begins anew out of the backlog (%s)', async (language, text) => {
  const kept = taskOf('t1', { ...FAILED, stage: 'backlog', max_attempts: 2 });
  const { does, says, offers } = await hands({ language, tasks: [kept] });
  await does((actions) => actions.move('t1', 'todo'));
  expect(says()).toBe(text);
  expect(offers()).toEqual([]);
});

test.each([
  ['en', 'Moved to Backlog. It is no longer tried again by itself.'],
  ['pt-BR', 'Movida para Backlog. Já não é tentada de novo sozinha.'],
] as const)('into the backlog a pause has no end (%s)', async (language, text) => {
  const pausing = taskOf('t1', { ...FAILED, max_attempts: 2, deadline_at: at(9_000) });
  const { does, says, offers } = await hands({ language, tasks: [pausing] });
  await does((actions) => actions.move('t1', 'backlog'));
  expect(says()).toBe(text);
  expect(offers()).toEqual([]);
});

test('a move is undone for as long as nothing else became of the task', async () => {
  const { does, offers, press, say, says, board } = await hands({ tasks: [taskOf('t1')] });
  await does((actions) => actions.move('t1', 'review'));
  expect(offers()).toEqual(['Undo']);
  await say({ op: 'task', task: taskOf('t1', { stage: 'review', version: 2, progress: 60 }) });
  await press('Undo');
  expect(says()).toBe('Back in Doing.');
  expect(board.task('t1')!.stage).toBe('doing');
});

test('a card that was cancelled since is not taken back to where it ran', async () => {
  const { does, offers, say, says } = await hands({ tasks: [taskOf('t1')] });
  await does((actions) => actions.move('t1', 'review'));
  const cancelled = { ...FAILED, error_code: 'cancelled', version: 3 };
  await say({ op: 'task', task: taskOf('t1', cancelled) });
  expect(says()).toBe('Moved to Review.');
  expect(offers()).toEqual([]);
});

test.each([
  ['en', 'Not moved: this task changed first. Back in Doing.'],
  ['pt-BR', 'Não movida: esta tarefa mudou antes. Voltou para Fazendo.'],
] as const)(
  'nobody in particular is said to have changed a task first (%s)',
  async (language, text) => {
    const { does, says } = await hands({ language, tasks: [taskOf('t1')], server: () => 412 });
    await does((actions) => actions.move('t1', 'review'));
    expect(says()).toBe(text);
  },
);

test.each([
  ['/tasks/t1?at=2026-11-22T11:38:10.000Z&q=index', '/tasks/t1?at=2026-11-22T11:38:10.000Z'],
  ['/tasks/t1?q=index', '/tasks/t1'],
])('a link copied at %s leads to the same moment', async (address, link) => {
  history.replaceState(null, '', address);
  const writeText = vi.fn(() => Promise.resolve());
  vi.stubGlobal('navigator', {
    ...navigator,
    language: 'en',
    languages: [],
    clipboard: { writeText },
  });
  const { does, says } = await hands({ tasks: [taskOf('t1')] });
  await does((actions) => actions.copyLink('t1'));
  expect(writeText).toHaveBeenCalledWith(location.origin + link);
  expect(says()).toBe('Link copied.');
});
