// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { at, stage, type Server } from '../testing/stage';
import type { TaskEvent } from '../wire/api';
import { Timeline } from './Timeline';

const ID = '0af7651916cd43dd8448eb211c80319c';

const event = (trace_id?: string): TaskEvent => ({
  event_id: 'e1',
  task_id: 'tsk_1',
  type: 'progress',
  outcome: 'applied',
  attempt: 1,
  received_at: at(0),
  applied_at: at(0),
  source: { topic: 't', partition: 0, offset: 1, ...(trace_id && { trace_id }) },
});

const traced = (trace_link?: string): Server => {
  const answer = { events: [{ event_id: 'e1', steps: {} }], ...(trace_link && { trace_link }) };
  return (path) => (path.startsWith('/api/dashboard/tasks/tsk_1/trace') ? answer : 404);
};

const opened = async (fact: TaskEvent, server: Server, language: 'en' | 'pt-BR' = 'en') => {
  const staged = await stage(<Timeline events={[fact]} />, { server, language });
  fireEvent.click(staged.container.querySelector('.unfold')!);
  await staged.pass(0);
  return staged;
};

test.each([
  ['en', 'Trace id', 'Copy the trace id'],
  ['pt-BR', 'ID do rastro', 'Copiar o ID do rastro'],
] as const)('the trace of a fact is told, and copied (%s)', async (language, name, copy) => {
  const writeText = vi.fn(() => Promise.resolve());
  const { container, getByLabelText } = await opened(event(ID), traced(), language);
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
  expect(container.querySelector('.trace')!.textContent).toContain(`${name} ${ID}`);
  expect(container.querySelector('.trace a')).toBeNull();
  fireEvent.click(getByLabelText(copy));
  expect(writeText).toHaveBeenCalledWith(ID);
});

test('it leads to the place that the operator names, and nowhere else', async () => {
  const { container } = await opened(event(ID), traced('https://traces.example/t/{trace_id}?o=1'));
  const link = container.querySelector<HTMLAnchorElement>('.trace a')!;
  expect(link.href).toBe(`https://traces.example/t/${ID}?o=1`);
  expect(link.rel).toContain('noopener');
});

test('a fact without a trace says nothing of one', async () => {
  const { container } = await opened(event(), traced('https://traces.example/{trace_id}'));
  expect(container.querySelector('.trace')!.textContent).not.toContain('Trace id');
});
