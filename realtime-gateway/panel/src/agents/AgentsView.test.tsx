// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { agentOf, at, NOON, stage, taskOf } from '../testing/stage';
import { LANGUAGES, speechOf } from '../testing/languages';
import { AgentsView } from './AgentsView';

const stats = () => ({ done_since: at(-23 * 3_600_000), stats: [] });
const agents = [
  agentOf('agt_a', { last_seen_at: at(-2_000) }),
  agentOf('agt_b', { presence: 'offline' }),
];

test('names who works and at what', async () => {
  const { container } = await stage(<AgentsView />, {
    tasks: [taskOf('t1', { title: 'Rebuild the index' })],
    agents: [agentOf('agt_a', { current_task_id: 't1', last_heartbeat_at: at(-1_000) })],
    server: stats,
  });
  expect(container.textContent).toContain('agt_a');
  expect(container.textContent).toContain('Rebuild the index');
});

describe.each(LANGUAGES)('without the server, in %s', (language) => {
  const { words, format } = speechOf(language);

  test.each(['stale', 'signedOut', 'offline'] as const)(
    'who was online is not said to be so while the board is %s',
    async (state) => {
      const { container, board, pass } = await stage(<AgentsView />, {
        language,
        agents,
        server: stats,
      });
      expect(container.querySelector('.pr.online')).not.toBeNull();
      expect(container.textContent).toContain(words.agents.summary(1, 0, 1, 0));

      if (state === 'signedOut') act(() => board.setLink({ is: 'signedOut' }));
      if (state === 'offline') act(() => board.setOnline(false));
      await pass(12_000);

      expect(board.connection.state).toBe(state);
      expect(container.querySelector('.pr, .hb:not(.then)')).toBeNull();
      expect(container.textContent).toContain(words.agents.was.online(format.minute(NOON)));
      expect(container.textContent).toContain(words.agents.was.offline(format.minute(NOON)));
      expect(container.textContent).toContain(
        `${words.asOf(format.clock(NOON))}: ${words.agents.summary(1, 0, 1, 0)}`,
      );
      expect(container.textContent).toContain(words.agents.at(format.clock(NOON - 2_000)));
      expect(container.querySelector<HTMLButtonElement>('button.link')!.disabled).toBe(true);
    },
  );

  test('an empty table is not called empty of now', async () => {
    const { container, pass } = await stage(<AgentsView />, { language, server: stats });
    expect(container.textContent).toContain(words.agents.none);
    await pass(12_000);
    expect(container.textContent).not.toContain(words.agents.none);
    expect(container.textContent).toContain(words.agents.noneThen(format.clock(NOON)));
  });

  test('before the first board it says that it loads, and once that failed, what failed', async () => {
    const { container, board } = await stage(<AgentsView />, { language, loaded: false });
    expect(container.querySelector('[aria-busy]')).not.toBeNull();
    act(() => board.setLink({ is: 'waiting', retryAt: NOON + 4_000 }));
    expect(container.querySelector('.load-error')!.textContent).toBe(words.loadFailed(null, null));
    act(() => board.setLink({ is: 'connecting' }));
    expect(container.querySelector('.load-error')).not.toBeNull();
    expect(container.textContent).not.toContain(words.agents.none);
  });
});

test('figures that could not be loaded again are marked with the time of those shown', async () => {
  const { words, format } = speechOf('en');
  const { container, say, serve, pass } = await stage(<AgentsView />, { agents, server: stats });
  serve(() => 503);
  await say({ op: 'tick', cursor: 'c1', as_of: at(5_000) });
  await pass(5_000);
  expect(container.textContent).toContain(words.loadFailed(503, 2));
  expect(container.textContent).toContain(words.asOf(format.clock(NOON)));
});

test('once the server is heard again, all of it is live again', async () => {
  const { container, say, pass } = await stage(<AgentsView />, { agents, server: stats });
  await pass(12_000);
  expect(container.querySelector('.pr')).toBeNull();
  await say({ op: 'tick', cursor: 'c1', as_of: at(12_000) });
  expect(container.querySelector('.pr.online')).not.toBeNull();
  expect(container.querySelector('.as-of')).toBeNull();
});

test('an id too long for the table is whole on hover and for the clipboard', async () => {
  const id = `agt_${'0123456789'.repeat(12)}abcd`;
  const { container, getByRole } = await stage(<AgentsView />, {
    agents: [agentOf(id)],
    server: stats,
  });
  expect(container.querySelector('.who .id')!.getAttribute('title')).toBe(id);
  expect(container.querySelector('.who .id')!.children).toHaveLength(2);
  expect(getByRole('button', { name: `Copy id ${id}` })).toBeDefined();
});

describe('rows under the hand', () => {
  const gone = (id: string, version: number) =>
    ({ op: 'agent', agent: agentOf(id, { version, presence: 'offline' }) }) as const;
  const three = { agents: ['agt_a', 'agt_b', 'agt_c'].map((id) => agentOf(id)), server: stats };
  const order = (container: HTMLElement) =>
    [...container.querySelectorAll('tbody tr')].map((row) => row.querySelector('b')!.textContent);

  test('stay while the pointer is in the table, and sort themselves once it leaves', async () => {
    const { container, say } = await stage(<AgentsView />, three);
    const table = container.querySelector('.tbl')!;
    fireEvent.pointerEnter(table);
    await say(gone('agt_c', 2));
    expect(order(container)).toEqual(['agt_a', 'agt_b', 'agt_c']);
    await say(gone('agt_9', 1));
    await say(gone('agt_0', 1));
    expect(order(container)).toEqual(['agt_a', 'agt_b', 'agt_c', 'agt_9', 'agt_0']);
    fireEvent.pointerLeave(table);
    expect(order(container)).toEqual(['agt_0', 'agt_9', 'agt_c', 'agt_a', 'agt_b']);
  });

  test('stay while the focus is in the table, wherever the pointer goes', async () => {
    const { container, say } = await stage(<AgentsView />, three);
    const table = container.querySelector('.tbl')!;
    const [first, second] = table.querySelectorAll('a');
    act(() => first!.focus());
    fireEvent.pointerEnter(table);
    fireEvent.pointerLeave(table);
    await say(gone('agt_c', 2));
    act(() => second!.focus());
    expect(order(container)).toEqual(['agt_a', 'agt_b', 'agt_c']);
    act(() => second!.blur());
    expect(order(container)).toEqual(['agt_c', 'agt_a', 'agt_b']);
  });
});

describe.each(LANGUAGES)('what an agent does and did, in %s', (language) => {
  const { words, format } = speechOf(language);
  const running = (id: string, minutes: number, more = {}) =>
    taskOf(id, { status_since: at(-minutes * 60_000), updated_at: at(-1_000), ...more });

  test('each task at work with its progress and since when, the longest first; the rest a link away', async () => {
    const { container, say } = await stage(<AgentsView />, {
      language,
      agents: [agentOf('agt_a')],
      tasks: [
        running('t3', 1),
        running('t1', 9, { progress: 40 }),
        running('t2', 4, { status: 'ack' }),
        running('t4', 0),
        taskOf('t5', { status: 'queued', stage: 'todo' }),
      ],
      server: stats,
    });
    const told = () =>
      [...container.querySelectorAll('.cur-task')].map((each) => [
        each.querySelector('a')!.getAttribute('href'),
        each.querySelector('small')!.textContent.split(' · '),
      ]);
    const expected = [
      ['/tasks/t1', [format.percent(40), words.agents.forAge('9 min')]],
      [
        '/tasks/t2',
        [words.face.ack.toLowerCase(), words.agents.forAge('4 min'), words.agents.plus(3)],
      ],
    ];
    expect(told()).toEqual(expected);
    expect(container.querySelector('.cur small a')!.getAttribute('href')).toBe('/?agent=agt_a');

    await say({ op: 'task', task: running('t3', 1, { version: 2, updated_at: at(0) }) });
    expect(told()).toEqual(expected);
  });

  test('what was done by the hour, drawn and as a table', async () => {
    const done_by_hour = [...Array<number>(22).fill(0), 3, 1];
    const one = {
      agent_id: 'agt_a',
      tasks_done: 4,
      tasks_failed: 0,
      tasks_timeout: 0,
      tasks_cancelled: 0,
      done_by_hour,
    };
    const { container } = await stage(<AgentsView />, {
      language,
      agents,
      server: () => ({ done_since: at(-23 * 3_600_000), stats: [one] }),
    });
    const chart = container.querySelector('.sparkline')!;
    expect(chart.getAttribute('aria-label')).toBe(
      words.agents.doneByHour(4, 3, format.minute(NOON - 3_600_000), 1),
    );
    expect(chart.querySelectorAll('.b')).toHaveLength(24);
    const cells = container.querySelectorAll('.as-table tbody td');
    expect([...cells].map((cell) => cell.textContent).slice(-2)).toEqual(['3', '1']);
    expect(container.textContent).toContain(words.agents.doneNone);
  });
});
