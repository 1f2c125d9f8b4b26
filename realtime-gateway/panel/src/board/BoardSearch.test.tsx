// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/react';
import { expect, test } from 'vitest';
import { stage, taskOf } from '../testing/stage';
import { BoardView } from './BoardView';

const TASKS = [taskOf('t1', { title: 'Rebuild the index' })];

test.each([
  ['en', 'No task matches these filters', 'Clear filters'],
  ['pt-BR', 'Nenhuma tarefa com estes filtros', 'Limpar filtros'],
] as const)('a search without result says so once (%s)', async (language, says, clear) => {
  history.replaceState(null, '', '/?q=nothing-has-this-name');
  const { getAllByText, getByText, queryByText, container } = await stage(
    <BoardView opened={null} />,
    { language, tasks: TASKS },
  );
  expect(getAllByText(says)).toHaveLength(1);
  const button = getByText(says).parentElement!.querySelector('button')!;
  expect(button.textContent).toBe(clear);
  fireEvent.click(button);
  expect(queryByText(says)).toBeNull();
  expect(container.textContent).toContain('Rebuild the index');
  expect(location.search).toBe('');
});

test('a column without a match says so while another has one', async () => {
  history.replaceState(null, '', '/?q=rebuild');
  const { getAllByText } = await stage(<BoardView opened={null} />, { tasks: TASKS });
  expect(getAllByText('No task matches these filters')).toHaveLength(5);
});
