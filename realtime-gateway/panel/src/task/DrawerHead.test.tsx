// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { agentOf, at, stage, taskOf, type StageOptions } from '../testing/stage';
import { DrawerHead } from './DrawerHead';

const nothing = () => undefined;

/** What the head says is wrong with the task. */
async function troubleOf({ tasks = [], ...options }: StageOptions): Promise<string | null> {
  const { container } = await stage(
    <DrawerHead
      task={tasks[0]!}
      tab="timeline"
      onTab={nothing}
      moving={false}
      onMoving={nothing}
      onClose={nothing}
    />,
    { tasks, ...options },
  );
  return container.querySelector('.alert')?.textContent ?? null;
}

test('a clock that is held runs out for nobody', async () => {
  const overdue = taskOf('t1', { status: 'queued', stage: 'todo', deadline_at: at(-30_000) });
  const away = agentOf('agt_a', { presence: 'offline', presence_since: at(-100_000) });
  expect(await troubleOf({ tasks: [overdue], agents: [away] })).toBeNull();
});
