// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { agentOf, at, stage, taskOf } from '../testing/stage';
import { PageTitle } from './PageTitle';

const FAILED = { status: 'failed', stage: 'blocked', error_code: 'upstream_503' } as const;

test.each([
  ['en', 'Board · mc-sync', '(2) Board · mc-sync'],
  ['pt-BR', 'Quadro · mc-sync', '(2) Quadro · mc-sync'],
] as const)(
  'the tab counts what needs a person, and its icon has a dot (%s)',
  async (language, none, two) => {
    const icon = document.head.appendChild(document.createElement('link'));
    icon.rel = 'icon';
    const away = agentOf('agt_a', { presence: 'offline' });
    const { board, say, pass } = await stage(<PageTitle view="board" />, {
      language,
      tasks: [taskOf('t1', { status: 'queued', stage: 'todo', deadline_at: at(1_000) })],
      agents: [away],
    });
    expect(document.title).toBe(none);
    expect(icon.getAttribute('href')).toBe('/favicon.svg');
    await say({ op: 'task', task: taskOf('t2', FAILED) }, { op: 'task', task: taskOf('t3') });
    await pass(1_000);
    expect(document.title).toBe(two);
    expect(icon.getAttribute('href')).toBe('/favicon-attention.svg');
    await say(
      { op: 'task', task: { ...board.task('t2')!, version: 2, error_code: 'cancelled' } },
      { op: 'agent', agent: { ...away, version: 2, presence: 'online' } },
    );
    await pass(1_000);
    expect(document.title).toBe(none);
    expect(icon.getAttribute('href')).toBe('/favicon.svg');
    icon.remove();
  },
);
