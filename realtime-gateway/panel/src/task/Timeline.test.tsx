// @vitest-environment happy-dom
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
