// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { LANGUAGES, speechOf } from '../testing/languages';
import { agentOf, stage, taskOf } from '../testing/stage';
import { App } from './App';
import { closeDialog } from './dialogs';
import { fetchAhead } from './later';
import { go } from './router';

beforeAll(fetchAhead);
afterEach(() => {
  closeDialog();
  go('/');
});

const TASKS = [
  taskOf('tsk_1', { title: 'Reconstruir o índice' }),
  taskOf('tsk_2', { title: 'Índices de pagamentos' }),
  taskOf('tsk_31', { title: 'Outra coisa' }),
];

async function open(language: 'en' | 'pt-BR' = 'en') {
  const staged = await stage(<App />, {
    language,
    tasks: TASKS,
    agents: [agentOf('agt_rio_verde'), agentOf('agt_atlas')],
    server: (path) => (path.includes('/incidents') ? { incidents: [] } : { events: [] }),
  });
  act(() => document.querySelector<HTMLElement>('.card a')!.focus());
  fireEvent.keyDown(document.activeElement!, { key: 'k', ctrlKey: true });
  return staged;
}

const field = () => screen.getByRole<HTMLInputElement>('combobox');
const type = (value: string) => fireEvent.change(field(), { target: { value } });
const press = (key: string) => fireEvent.keyDown(field(), { key });
const options = () => screen.queryAllByRole('option').map((option) => option.textContent);
const active = () =>
  document.getElementById(field().getAttribute('aria-activedescendant') ?? '')?.textContent;

test.each(LANGUAGES)(
  'opens by its key with all ways and acts, and the first is next (%s)',
  async (language) => {
    const { words } = speechOf(language);
    await open(language);
    const list = screen.getByRole('listbox', { name: words.palette.title });
    expect(field().getAttribute('aria-controls')).toBe(list.id);
    for (const group of within(list).getAllByRole('group'))
      expect(document.getElementById(group.getAttribute('aria-labelledby')!)).not.toBeNull();
    expect(active()).toContain(words.views.board);
    for (const said of [
      ...Object.values(words.views),
      words.newTask,
      words.timeTravel,
      words.signOut,
    ])
      expect(options().some((option) => option.includes(said))).toBe(true);
  },
);

test('tasks are found by title, accents aside, those that begin so first', async () => {
  await open();
  type('indice');
  expect(options().slice(0, 2)).toEqual([
    'Índices de pagamentostsk_2',
    'Reconstruir o índicetsk_1',
  ]);
  press('Enter');
  expect(location.pathname).toBe('/tasks/tsk_2');
  expect(screen.queryByRole('combobox')).toBeNull();
});

test('and by id', async () => {
  await open();
  type('tsk_31');
  expect(options()).toEqual(['Outra coisatsk_31']);
});

test('an agent leads to its tasks', async () => {
  await open();
  type('verde');
  press('Enter');
  expect(location.search).toBe('?agent=agt_rio_verde');
});

test('arrows go round, and a view opens', async () => {
  await open();
  type('incid');
  expect(active()).toContain('Incidents');
  type('list');
  press('ArrowDown');
  expect(active()).toContain('List: Agent');
  press('ArrowDown');
  expect(active()).toContain('List: Stage');
  press('ArrowUp');
  press('Enter');
  expect(location.pathname + location.search).toBe('/?view=list&group=agent');
});

test('an act opens what it names, in place of the palette', async () => {
  await open();
  type('new task');
  press('Enter');
  expect(screen.queryByRole('combobox', { name: /Find a task/ })).toBeNull();
  expect(screen.getByRole('textbox', { name: 'Title' })).toBeDefined();
});

test('what fits nothing says so, and Enter then does nothing', async () => {
  await open();
  type('zzz');
  expect(options()).toEqual([]);
  expect(screen.getByText(/^Nothing fits/)).toBeDefined();
  expect(field().getAttribute('aria-expanded')).toBe('false');
  press('Enter');
  expect(field()).toBeDefined();
});

test('a push does not move the choice', async () => {
  const { say } = await open();
  type('indice');
  press('ArrowDown');
  expect(active()).toContain('Reconstruir');
  await say({ op: 'task', task: taskOf('tsk_0', { title: 'Índice novo' }) });
  expect(options()).toHaveLength(3);
  expect(active()).toContain('Reconstruir');
});

test('its key closes it again, and the focus returns to the card', async () => {
  await open();
  fireEvent.keyDown(field(), { key: 'k', metaKey: true });
  expect(screen.queryByRole('combobox')).toBeNull();
  expect(document.activeElement!.closest('.card')).not.toBeNull();
});
