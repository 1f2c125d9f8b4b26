// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { agentOf, at, stage, taskOf } from '../testing/stage';
import { AgentsView } from './AgentsView';

test('names who works and at what', async () => {
  const { container } = await stage(<AgentsView />, {
    tasks: [taskOf('t1', { title: 'Rebuild the index' })],
    agents: [agentOf('agt_a', { current_task_id: 't1', last_heartbeat_at: at(-1_000) })],
    server: () => ({ stats: [] }),
  });
  expect(container.textContent).toContain('agt_a');
  expect(container.textContent).toContain('Rebuild the index');
});
