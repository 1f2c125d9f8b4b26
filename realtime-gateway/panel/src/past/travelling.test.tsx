// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { App } from '../app/App';
import { fetchAhead } from '../app/later';
import { agentOf, at, NOON, stage, taskOf, type Server } from '../testing/stage';

const tasks = [taskOf('old'), taskOf('new', { status_since: at(-30_000) })];
const agents = [agentOf('agt_a')];

/** A server whose board of the past has only the older task, and that knows no board of what is to come. */
const server: Server = (address) => {
  const { pathname, searchParams } = new URL(address, 'http://mock');
  if (pathname === '/api/dashboard/incidents') return { incidents: [] };
  if (pathname === '/api/dashboard/facts')
    return { from: searchParams.get('from'), to: searchParams.get('to'), buckets: [] };
  if (pathname !== '/api/dashboard/board') return 404;
  const moment = searchParams.get('at')!;
  return Date.parse(moment) > NOON
    ? 400
    : { at: moment, as_of: at(0), truncated: false, tasks: tasks.slice(0, 1), agents };
};

const open = (address = '/') => {
  history.replaceState(null, '', address);
  return stage(<App />, { tasks, agents, server });
};
const press = (key: string) => fireEvent.keyDown(document.activeElement!, { key });
const focus = (element: HTMLElement) => act(() => element.focus());
const cardLink = (task: string) =>
  document.querySelector<HTMLElement>(`[data-task="${task}"] h3 a`)!;
const backToLive = () => screen.getByRole('button', { name: /^Back to live(?! in)/ });

beforeAll(fetchAhead);
beforeEach(() => history.replaceState(null, '', '/'));

test.each(['old', 'new'])(
  'T hands the focus to the slider and from there back to the card of the %s task',
  async (task) => {
    const { pass } = await open();
    for (const round of [1, 2]) {
      focus(cardLink(task));
      press('t');
      await pass(10);
      expect(document.activeElement, `round ${round}`).toBe(screen.getByRole('slider'));

      press('t');
      await pass(10);
      expect(document.activeElement, `round ${round}`).toBe(cardLink(task));
    }
  },
);

test('the focus comes back to the board where what had it is gone', async () => {
  const { pass, say } = await open();
  focus(cardLink('new'));
  press('t');
  await pass(10);
  await say({ op: 'removed', kind: 'task', id: 'new' });
  press('Escape');
  await pass(10);

  expect(document.activeElement).toBe(cardLink('old'));
});

test('an address of the past does not move the focus, nor does leaving it for another view', async () => {
  const { pass } = await open(`/?at=${at(-60_000)}`);
  await pass(10);
  expect(document.activeElement).toBe(document.body);

  const agentsLink = screen.getAllByRole('link', { name: 'Agents' })[0]!;
  focus(agentsLink);
  fireEvent.click(agentsLink);
  await pass(10);
  expect(document.activeElement).toBe(agentsLink);
});

test('a moment to come is told as such, with the way back', async () => {
  const { container, pass } = await open(`/?at=${at(86_400_000)}`);
  await pass(10);

  expect(screen.getByRole('alert').textContent).toContain('still to come');
  expect(screen.getByRole('alert').textContent).toContain('Nov 23');
  expect(container.querySelector('[aria-busy="true"]')).toBeNull();
  fireEvent.click(backToLive());
  await pass(10);
  expect(location.search).toBe('');
  expect(cardLink('old')).not.toBeNull();

  press('t');
  await pass(10);
  expect(screen.queryByRole('alert')).toBeNull();
});

test('an address that names no moment is told as such, and Escape leads back', async () => {
  const { pass } = await open('/?at=yesterday');
  expect(screen.getByRole('alert').textContent).toContain('names no moment');
  expect(backToLive()).toBeDefined();

  press('Escape');
  await pass(10);
  expect(location.search).toBe('');
  expect(cardLink('old')).not.toBeNull();
});

test.each([
  [-60_000, 'today'],
  [-3 * 86_400_000, 'on Nov 19, '],
  [-400 * 86_400_000, 'on Oct 18, 2025'],
])('a board of %i ms ago is told with its day', async (ago, day) => {
  const { container } = await open(`/?at=${at(ago)}`);

  expect(container.querySelector('.banner.past')!.textContent).toContain(day);
  if (day !== 'today')
    expect(container.querySelector('.ends')!.textContent).toContain(
      day.includes('2025') ? '2025' : 'Nov 1',
    );
});
