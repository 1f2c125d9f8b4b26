// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { agentOf, at, stage, taskOf, type StageOptions } from '../testing/stage';
import { Card } from './Card';

const show = (options: StageOptions) =>
  stage(
    <Card id="t1" opened={false} title={(text, name) => <a aria-label={name}>{text}</a>} />,
    options,
  );

const faceOf = ({ container }: Awaited<ReturnType<typeof stage>>) => {
  const card = container.querySelector('article')!;
  return {
    late: card.classList.contains('late'),
    clock: card.querySelector('.clock')?.textContent ?? null,
    message: card.querySelector('.msg')?.textContent ?? null,
  };
};

const QUEUED = { status: 'queued', stage: 'todo', created_at: at(-150_000) } as const;
const AWAY = { presence: 'offline', presence_since: at(-100_000) } as const;

test.each([
  ['en', /running out/, 'Waits for the agent to return'],
  ['pt-BR', /esgotando/, 'Espera o agente voltar'],
] as const)('a clock that is held is not shown (%s)', async (language, runsOut, waits) => {
  const overdue = taskOf('t1', { ...QUEUED, deadline_at: at(-30_000) });
  const staged = await show({ language, tasks: [overdue], agents: [agentOf('agt_a', AWAY)] });
  expect(faceOf(staged)).toMatchObject({ late: false, clock: null, message: waits });
  expect(staged.container.innerHTML).not.toMatch(runsOut);
});
