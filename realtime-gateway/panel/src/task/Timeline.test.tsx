// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/react';
import { expect, test } from 'vitest';
import { at, stage } from '../testing/stage';
import type { TaskEvent } from '../wire/api';
import { Timeline } from './Timeline';

const event = (event_id: string, more: Partial<TaskEvent>): TaskEvent => ({
  event_id,
  type: 'progress',
  outcome: 'applied',
  attempt: 1,
  received_at: at(0),
  applied_at: at(0),
  ...more,
});

/** Newest first, as the server gives them. */
const PEOPLES = [
  event('e4', { type: 'cancelled', to_status: 'failed', attempt: 2 }),
  event('e3', { type: 'moved', to_stage: 'review', attempt: 2 }),
  event('e2', { type: 'retried', attempt: 2 }),
  event('e1', { type: 'created', to_stage: 'todo' }),
];

test.each([
  ['en', ['Cancelled', 'Moved to Review', 'Retry requested', 'Created, stage To do']],
  ['pt-BR', ['Cancelada', 'Movida para Revisão', 'Nova tentativa pedida', 'Criada, etapa A fazer']],
] as const)(
  'what was asked for is not said to come from the panel (%s)',
  async (language, says) => {
    const { container } = await stage(<Timeline events={PEOPLES} />, { language });
    const sentences = [...container.querySelectorAll('.what > p:first-child')];
    expect(sentences.map((sentence) => sentence.textContent)).toEqual(says);
  },
);

test('of what a person did it says by which token, in the line itself', async () => {
  const source = { topic: 't', partition: 0, offset: 1, token_id: '8f', token: 'Ana\u202e' };
  const { container } = await stage(
    <Timeline
      events={[event('e2', { source }), event('e1', { type: 'created', to_stage: 'todo', source })]}
    />,
  );
  const lines = [...container.querySelectorAll('.what')].map((line) => line.textContent);
  expect(lines[1]).toContain('By token “Ana');
  expect(lines[1]).not.toContain('\u202e');
  expect(lines[0]).not.toContain('By token');
});

const WORDS = [
  event('e6', { type: 'done', acks: ['m1', 'm2'], meta: { tokens: 812 } }),
  event('e5', { type: 'edited', new_title: 'New', new_instructions: true, new_agent_id: 'agt_b' }),
  event('e4', { type: 'edited' }),
  event('e3', { type: 'noted', text: 'Mind the gap' }),
  event('e2', { type: 'answered', question_id: 'q1', text: 'Go on' }),
  event('e1', { question: { id: 'q1', text: 'Go on?', options: [] } }),
];

test.each([
  [
    'en',
    [
      'Done',
      'Edited: title, instructions, and agent (agt_b)',
      'Edited',
      'Note left',
      'Answered',
      'Asked a person',
    ],
    'Confirmed 2 messages',
  ],
  [
    'pt-BR',
    [
      'Concluída',
      'Editada: título, instruções e agente (agt_b)',
      'Editada',
      'Recado deixado',
      'Respondida',
      'Perguntou a uma pessoa',
    ],
    'Confirmou 2 mensagens',
  ],
] as const)(
  'what was asked, said and changed is told, with its words (%s)',
  async (language, says, confirmed) => {
    const { container } = await stage(<Timeline events={WORDS} />, { language });
    const sentences = [...container.querySelectorAll('.what > p:first-child')];
    expect(sentences.map((sentence) => sentence.textContent)).toEqual(says);
    for (const text of ['Go on?', 'Go on', 'Mind the gap', confirmed, '"tokens": 812'])
      expect(container.textContent).toContain(text);
    expect(container.querySelector('details')!.open).toBe(false);
  },
);

test('a run of reports of progress opens', async () => {
  const run = ['p3', 'p2', 'p1'].map((id, index) =>
    event(id, {
      progress: 30 - index * 10,
      message: `Part ${id}`,
      applied_at: at(-index * 60_000),
    }),
  );
  const { container, getByRole } = await stage(<Timeline events={run} />);
  const button = getByRole('button', { name: /^3 reports of progress, \d\d:\d\d–\d\d:\d\d$/ });
  expect(container.textContent).toContain('Part p3');
  expect(container.textContent).not.toContain('Part p1');
  fireEvent.click(button);
  for (const id of ['p3', 'p2', 'p1']) expect(container.textContent).toContain(`Part ${id}`);
});

test.each([
  ['en', 'The report did not arrive; “progress” proves it.'],
  ['pt-BR', 'O relato não chegou; “progresso” o comprova.'],
] as const)(
  'a step that was never reported names the report that proves it (%s)',
  async (language, why) => {
    const progress = event('e1', { to_status: 'running', implied: ['ack', 'running'] });
    const { getAllByText } = await stage(<Timeline events={[progress]} />, { language });
    expect(getAllByText(why)).toHaveLength(2);
  },
);
