// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { agentOf, asking, at, stage, taskOf, type StageOptions } from '../testing/stage';
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
    loud: [...card.querySelectorAll('.clock:not(.quiet), .off:not(.quiet)')].map(
      (chip) => chip.textContent,
    ),
    message: card.querySelector('.msg')?.textContent ?? null,
    silence: card.querySelector('.silence')?.textContent ?? null,
    name: card.querySelector('a')!.getAttribute('aria-label')!,
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
  expect(faceOf(staged)).toMatchObject({ late: false, clock: null, loud: [], message: waits });
  expect(staged.container.innerHTML).not.toMatch(runsOut);
});

const REPORTED = { running_timeout: 60, message: 'Rebuilding part 8 of 12' } as const;

test('a short limit is no alarm from its first second', async () => {
  const begun = taskOf('t1', { ...REPORTED, updated_at: at(0), deadline_at: at(60_000) });
  const staged = await show({ tasks: [begun], agents: [agentOf('agt_a')] });
  expect(faceOf(staged)).toMatchObject({
    late: false,
    clock: null,
    message: REPORTED.message,
    silence: null,
  });
});

test.each([
  ['en', 'No news for 50 s', 'times out in 10 seconds'],
  ['pt-BR', 'Sem notícia há 50 s', 'esgota em 10 segundos'],
] as const)('silence stands beside the message (%s)', async (language, silence, spoken) => {
  const silent = taskOf('t1', { ...REPORTED, updated_at: at(-50_000), deadline_at: at(10_000) });
  const face = faceOf(await show({ language, tasks: [silent], agents: [agentOf('agt_a')] }));
  expect(face).toMatchObject({
    late: true,
    clock: '0:10',
    loud: ['0:10'],
    message: REPORTED.message,
    silence,
  });
  expect(face.name).toContain(spoken);
});

test.each([
  ['en', '5 seconds left to acknowledge'],
  ['pt-BR', '5 segundos para confirmar'],
] as const)(
  'what is queued is sent again, and does not time out (%s)',
  async (language, spoken) => {
    const queued = taskOf('t1', { ...QUEUED, ack_timeout: 60, deadline_at: at(5_000) });
    const face = faceOf(await show({ language, tasks: [queued], agents: [agentOf('agt_a')] }));
    expect(face).toMatchObject({ late: false, clock: '0:05', loud: [], silence: null });
    expect(face.name).toContain(spoken);
  },
);

test.each([
  ['en', 'Waits for you: Which bucket?'],
  ['pt-BR', 'Espera por você: Which bucket?'],
] as const)(
  'a question takes the place of the message, and is spoken (%s)',
  async (language, says) => {
    const asks = taskOf('t1', { ...asking('Which\nbucket?'), message: 'Half way' });
    const staged = await show({ language, tasks: [asks] });
    expect(staged.container.querySelector('.asks')!.textContent).toBe(says);
    expect(faceOf(staged)).toMatchObject({ message: null });
    expect(faceOf(staged).name).toContain(says);
  },
);

test('a long question is not read aloud to its end', async () => {
  const asks = taskOf('t1', asking('word '.repeat(400)));
  expect(faceOf(await show({ tasks: [asks] })).name.length).toBeLessThan(220);
});

test.each([
  ['an agent that fell silent at its work is told aloud', {}, ['offline']],
  ['an agent that signed off is not', { departure: 'goodbye' }, []],
] as const)('%s', async (_, departure, loud) => {
  const away = agentOf('agt_a', { ...AWAY, ...departure });
  const face = faceOf(await show({ tasks: [taskOf('t1')], agents: [away] }));
  expect(face.loud).toEqual(loud);
});
