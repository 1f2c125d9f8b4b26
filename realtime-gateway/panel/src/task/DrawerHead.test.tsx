// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { agentOf, asking, at, stage, taskOf, type StageOptions } from '../testing/stage';
import { DrawerHead } from './DrawerHead';

const nothing = () => undefined;

/** What the head says is wrong with the task. */
async function troubleOf({ tasks = [], ...options }: StageOptions): Promise<string | null> {
  const { container } = await stage(
    <DrawerHead task={tasks[0]!} full={null} moving={false} onMoving={nothing} />,
    { tasks, ...options },
  );
  return container.querySelector('.alert')?.textContent ?? null;
}

test('a clock that is held runs out for nobody', async () => {
  const overdue = taskOf('t1', { status: 'queued', stage: 'todo', deadline_at: at(-30_000) });
  const away = agentOf('agt_a', { presence: 'offline', presence_since: at(-100_000) });
  expect(await troubleOf({ tasks: [overdue], agents: [away] })).toBeNull();
});

test.each([
  ['en', 'The agent has 0:05 left to acknowledge.Sent 55 s ago.'],
  ['pt-BR', 'O agente tem 0:05 para confirmar.Enviada há 55 s.'],
] as const)('near its ack limit a task is about to be sent again (%s)', async (language, says) => {
  const queued = taskOf('t1', {
    status: 'queued',
    stage: 'todo',
    ack_timeout: 60,
    deadline_at: at(5_000),
  });
  expect(await troubleOf({ language, tasks: [queued] })).toBe(says);
});

test.each([
  ['en', 'Without an answer it times out in 0:09.Asked 1 min ago.'],
  ['pt-BR', 'Sem resposta, o tempo esgota em 0:09.Perguntou há 1 min.'],
] as const)(
  'while a person is asked, it is the person who is late (%s)',
  async (language, says) => {
    const asks = taskOf('t1', {
      running_timeout: 30,
      deadline_at: at(9_000),
      ...asking('Go on?'),
    });
    expect(await troubleOf({ language, tasks: [asks] })).toBe(says);
  },
);

test("a person's move is no news of the agent", async () => {
  const moved = taskOf('t1', {
    running_timeout: 60,
    updated_at: at(-1_000),
    deadline_at: at(9_000),
  });
  expect(await troubleOf({ tasks: [moved] })).toMatch(/in 0:09.*Last news 51 s ago/);
});
