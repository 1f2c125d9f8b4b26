// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { stage, taskOf } from '../testing/stage';
import { BoardView } from './BoardView';

const RUNNING = taskOf('t1', { title: 'Rebuild the index' });
const DONE = taskOf('t2', { title: 'Renew the certificate', status: 'done', stage: 'done' });
const HOW_TO_DRAG = /^Space picks the card up/;

const link = (name: RegExp) => screen.getByRole('link', { name });

function describedBy(element: HTMLElement): string | null | undefined {
  const id = element.getAttribute('aria-describedby');
  return id === null ? undefined : document.getElementById(id)?.textContent;
}

test("a card's button is named for its task", async () => {
  await stage(<BoardView opened={null} />, { tasks: [RUNNING, DONE] });
  const names = screen
    .getAllByRole('button', { name: /^Actions: / })
    .map((button) => button.getAttribute('aria-label'));
  expect(names).toEqual(['Actions: Rebuild the index', 'Actions: Renew the certificate']);
});

test('a card that can be dragged says how, in words that stand on the page once', async () => {
  const { container } = await stage(<BoardView opened={null} />, {
    tasks: [RUNNING, taskOf('t3', { title: 'Merge the customers' })],
  });
  for (const title of [/^Rebuild the index/, /^Merge the customers/])
    expect(describedBy(link(title))).toMatch(HOW_TO_DRAG);
  const said = [...container.querySelectorAll('*')].filter(
    (element) => element.children.length === 0 && HOW_TO_DRAG.test(element.textContent),
  );
  expect(said).toHaveLength(1);
});

test('a finished card, which cannot be dragged, does not say how', async () => {
  await stage(<BoardView opened={null} />, { tasks: [RUNNING, DONE] });
  expect(describedBy(link(/^Renew the certificate/))).toBeUndefined();
});

test('no card says how to drag it while the board has stopped', async () => {
  const { pass } = await stage(<BoardView opened={null} />, { tasks: [RUNNING] });
  expect(describedBy(link(/^Rebuild the index/))).toMatch(HOW_TO_DRAG);
  await pass(60_000);
  expect(describedBy(link(/^Rebuild the index/))).toBeUndefined();
});
