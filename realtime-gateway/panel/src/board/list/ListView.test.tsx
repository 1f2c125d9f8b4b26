// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { fetchAhead } from '../../app/later';
import { go } from '../../app/router';
import { LANGUAGES, speechOf } from '../../testing/languages';
import { agentOf, at, stage, taskOf } from '../../testing/stage';
import { BoardView } from '../BoardView';
import { clearSelection } from '../selection';

beforeAll(fetchAhead);
afterEach(() => {
  clearSelection();
  go('/');
});

const TASKS = [
  taskOf('t1', { title: 'Rebuild the index', agent_id: 'agt_rio', stage_since: at(-9_000) }),
  taskOf('t2', { title: 'Merge the customers', agent_id: 'agt_atlas', stage_since: at(-5_000) }),
  taskOf('t3', {
    title: 'Import the bank files',
    agent_id: 'agt_rio',
    status: 'failed',
    stage: 'blocked',
    error_code: 'upstream_503',
  }),
];
const AGENTS = [
  agentOf('agt_rio'),
  agentOf('agt_atlas', { presence: 'offline', presence_since: at(-120_000) }),
];

const show = (address = '/?view=list', language: 'en' | 'pt-BR' = 'en') => {
  go(address);
  return stage(<BoardView opened={null} />, { tasks: TASKS, agents: AGENTS, language });
};
const rows = () => [...document.querySelectorAll('.task-row h3')].map((row) => row.textContent);
const link = (title: string) => screen.getByRole('link', { name: new RegExp(`^${title}`) });
const focus = (title: string) => act(() => link(title).focus());
const press = (key: string) => fireEvent.keyDown(document.activeElement!, { key });
const focused = () => document.activeElement!.textContent;

test.each(LANGUAGES)(
  'a row says status, title, agent, stage, age and what is wrong (%s)',
  async (language) => {
    const { words } = speechOf(language);
    await show('/?view=list', language);
    const row = link('Import the bank files').closest('article')!.textContent;
    for (const said of [
      words.face.failed,
      'agt_rio',
      words.stage.blocked,
      '1 min',
      'upstream_503',
      words.attention(1),
    ])
      expect(row).toContain(said);
  },
);

test('a report moves no row; only another stage does', async () => {
  const { say } = await show();
  const before = ['Rebuild the index', 'Merge the customers', 'Import the bank files'];
  expect(rows()).toEqual(before);
  await say({ op: 'task', task: { ...TASKS[1]!, version: 2, progress: 90, updated_at: at(1) } });
  expect(rows()).toEqual(before);
  await say({
    op: 'task',
    task: { ...TASKS[0]!, version: 2, stage: 'review', stage_since: at(2) },
  });
  expect(rows()).toEqual(['Merge the customers', 'Rebuild the index', 'Import the bank files']);
});

test('by agent each section has presence and count', async () => {
  await show('/?view=list&group=agent');
  expect(rows()).toEqual(['Merge the customers', 'Rebuild the index', 'Import the bank files']);
  const heads = [...document.querySelectorAll('.list section > header')];
  expect(heads.map((head) => head.textContent)).toEqual([
    'ATagt_atlasoffline for 2 min1',
    'RIagt_rioonline2',
  ]);
});

test('arrows walk the rows over the sections, and one row is the tab stop', async () => {
  await show();
  focus('Rebuild the index');
  for (const [key, title] of [
    ['ArrowDown', 'Merge the customers'],
    ['ArrowDown', 'Import the bank files'],
    ['Home', 'Rebuild the index'],
    ['ArrowRight', 'Import the bank files'],
  ] as const) {
    press(key);
    expect(focused()).toBe(title);
  }
  expect(document.querySelectorAll('.task-row a[tabindex="0"]')).toHaveLength(1);
});

test('M opens the stages, X selects, and a press opens the task', async () => {
  await show();
  focus('Rebuild the index');
  press('m');
  expect(screen.getByRole('menu', { name: 'Move to…' })).toBeDefined();
  press('Escape');
  press('x');
  expect(screen.getByRole('toolbar', { name: '1 selected' })).toBeDefined();
  fireEvent.click(link('Rebuild the index'));
  expect(location.pathname + location.search).toBe('/tasks/t1?view=list');
});

test('when the row with the focus leaves, the focus goes to its neighbour', async () => {
  const { say } = await show('/?view=list&stage=doing');
  focus('Rebuild the index');
  await say({
    op: 'task',
    task: { ...TASKS[0]!, version: 2, stage: 'review', stage_since: at(2) },
  });
  expect(focused()).toBe('Merge the customers');
});

test('of thousands only those in sight are on the page', async () => {
  go('/?view=list');
  const tasks = Array.from({ length: 3_000 }, (_, index) => taskOf(`t${index}`));
  await stage(<BoardView opened={null} />, { tasks });
  expect(rows().length).toBeLessThan(60);
  expect(document.querySelector('[aria-setsize="3000"]')).not.toBeNull();
});

test('the toolbar turns the board into a list and back, and Back goes the same way', async () => {
  await show('/?agent=agt_rio');
  fireEvent.click(screen.getByRole('button', { name: 'List' }));
  expect(location.search).toBe('?agent=agt_rio&view=list');
  expect(rows()).toEqual(['Rebuild the index', 'Import the bank files']);
  fireEvent.click(screen.getByRole('button', { name: 'Group: Stage' }));
  fireEvent.click(screen.getByRole('menuitemcheckbox', { name: 'Agent' }));
  expect(location.search).toBe('?agent=agt_rio&view=list&group=agent');
  fireEvent.click(screen.getByRole('button', { name: 'Board' }));
  expect(document.querySelector('.board .card')).not.toBeNull();
});
