// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { beforeAll, expect, test } from 'vitest';
import { fetchAhead } from '../app/later';
import '../testing/popover';
import { agentOf, stage, taskOf } from '../testing/stage';
import { MenuItem } from '../ui/Menu';
import { AgentFilter, FilterSheet } from './AgentFilter';

beforeAll(fetchAhead);

const named = (number: number) => `agt_${String(number).padStart(3, '0')}`;
const AGENTS = Array.from({ length: 200 }, (_, number) => agentOf(named(number)));
const TASKS = [taskOf('t1', { agent_id: named(7) }), taskOf('t2', { agent_id: named(7) })];

function Filter({ first }: { first: readonly string[] }) {
  const [chosen, choose] = useState(first);
  return <AgentFilter chosen={chosen} onChoose={choose} />;
}

const show = (first: readonly string[] = [], language: 'en' | 'pt-BR' = 'en') =>
  stage(<Filter first={first} />, { agents: AGENTS, tasks: TASKS, language });

const button = () => screen.getByRole('button', { name: /^(Agente?|Filters)/ });
const field = () => screen.getByRole<HTMLInputElement>('combobox');
const options = () =>
  screen.queryAllByRole('option').map((option) => option.querySelector('.id')?.textContent);
const active = () =>
  document.getElementById(field().getAttribute('aria-activedescendant') ?? '')?.querySelector('.id')
    ?.textContent;
const chosen = () =>
  screen
    .queryAllByRole('option', { selected: true })
    .map((option) => option.querySelector('.id')?.textContent);
const open = () => fireEvent.click(button());
const press = (key: string) => fireEvent.keyDown(document.activeElement!, { key });
const type = (value: string) => fireEvent.change(field(), { target: { value } });

test('the button says which agents are chosen', async () => {
  await show();
  expect(button().textContent).toBe('Agent');
  open();
  for (const keys of [[], ['ArrowDown'], ['ArrowDown']]) {
    keys.forEach(press);
    press('Enter');
  }
  expect(button().getAttribute('aria-label')).toBe('Agent: 000, 001 +1');
  expect(button().textContent).toBe('Agent:000, 001+1');
});

test('one alone is named without a number', async () => {
  await show(['agt_atlas'], 'pt-BR');
  expect(button().getAttribute('aria-label')).toBe('Agente: atlas');
});

test('opens with the focus in its search, over all agents and how many tasks they have', async () => {
  await show();
  open();
  expect(document.activeElement).toBe(field());
  expect(options()).toHaveLength(200);
  expect(screen.getByRole('option', { name: 'agt_007, 2 tasks' })).toBeTruthy();
});

test('what is typed leaves those whose name has it, and the first of them is next', async () => {
  await show();
  open();
  press('End');
  expect(active()).toBe('agt_199');
  type('GT_19');
  expect(options()).toEqual(Array.from({ length: 10 }, (_, number) => named(190 + number)));
  expect(active()).toBe('agt_190');
  press('Enter');
  expect(chosen()).toEqual(['agt_190']);
  press('Enter');
  expect(chosen()).toEqual([]);
});

test('arrows go round, Home and End to the ends', async () => {
  await show();
  open();
  expect(active()).toBe('agt_000');
  press('ArrowUp');
  expect(active()).toBe('agt_199');
  press('ArrowDown');
  expect(active()).toBe('agt_000');
  press('End');
  expect(active()).toBe('agt_199');
  press('Home');
  expect(active()).toBe('agt_000');
});

test('a name that nobody has says so', async () => {
  await show();
  open();
  type('nobody');
  expect(options()).toEqual([]);
  expect(screen.getByRole('status').textContent).toBe('No agent by that name');
  press('ArrowDown');
  press('Enter');
  expect(button().textContent).toBe('Agent');
});

test('Escape clears the search first, then closes and gives the focus back', async () => {
  await show();
  open();
  type('agt_1');
  press('Escape');
  expect(field().value).toBe('');
  press('Escape');
  expect(screen.queryByRole('combobox')).toBeNull();
  expect(document.activeElement).toBe(button());
});

test('a press elsewhere closes it, a press on an agent chooses it', async () => {
  await show();
  open();
  fireEvent.click(screen.getByRole('option', { name: /^agt_007/ }));
  expect(chosen()).toEqual(['agt_007']);
  fireEvent.pointerDown(document.body);
  expect(screen.queryByRole('combobox')).toBeNull();
});

test('the chosen stand on top when it opens, and nothing moves while it is open', async () => {
  await show(['agt_150', 'agt_gone']);
  open();
  expect(options().slice(0, 3)).toEqual(['agt_150', 'agt_gone', 'agt_000']);
  press('Enter');
  expect(chosen()).toEqual(['agt_gone']);
  expect(options().slice(0, 3)).toEqual(['agt_150', 'agt_gone', 'agt_000']);
});

test('an agent that comes while it is open does not move the choice', async () => {
  const { say } = await show();
  open();
  press('ArrowDown');
  await say({ op: 'agent', agent: agentOf('agt_0000') });
  expect(options()).toHaveLength(201);
  expect(active()).toBe('agt_001');
});

test('on a phone the sheet of all filters leads to the agents, and back to its button', async () => {
  await stage(
    <FilterSheet agents={[named(3)]} onAgents={() => undefined}>
      <MenuItem onChoose={() => undefined}>Queued</MenuItem>
    </FilterSheet>,
    { agents: AGENTS },
  );
  open();
  const menu = within(screen.getByRole('menu'));
  expect(menu.getAllByRole('menuitem').map((item) => item.textContent)).toEqual([
    'Agent: 003',
    'Queued',
  ]);
  fireEvent.click(menu.getByRole('menuitem', { name: 'Agent: 003' }));
  expect(screen.queryByRole('menu')).toBeNull();
  expect(options()).toHaveLength(200);
  press('Escape');
  expect(document.activeElement).toBe(button());
});
