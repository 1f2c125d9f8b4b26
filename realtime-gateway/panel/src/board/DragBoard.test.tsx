// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { at, stage, taskOf } from '../testing/stage';
import { STAGES } from '../wire/task';
import { BoardView } from './BoardView';

const TASK = taskOf('t1', { title: 'Rebuild the index', stage: 'todo', status: 'queued' });
const WIDTH = 200;

/** Where the columns stand: side by side over a window of 1,200 px. */
beforeEach(() => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const index = STAGES.findIndex((each) => this.id === `col-${each}`);
    if (index >= 0) return new DOMRect(index * WIDTH, 100, WIDTH, 800);
    if (this.matches('.board')) return new DOMRect(0, 100, 6 * WIDTH, 800);
    return new DOMRect(WIDTH + 10, 140, WIDTH - 20, 100);
  });
});
afterEach(() => vi.restoreAllMocks());

const moves: string[] = [];

async function board() {
  moves.length = 0;
  const staged = await stage(<BoardView opened={null} />, {
    tasks: [TASK],
    server: (path) => {
      moves.push(path);
      return { version: 2 };
    },
  });
  return { ...staged, card: document.querySelector<HTMLElement>('[data-task="t1"] > .card')! };
}

const lifted = () => document.querySelector('.card.lifted');
const over = () => document.querySelector('.col.over')?.id;
const moveTo = (column: number, y = 300) =>
  fireEvent.mouseMove(document, { clientX: column * WIDTH + 100, clientY: y });
const columnOf = (id: string) => document.querySelector(`[data-task="${id}"]`)?.closest('.col')?.id;
const grab = (card: HTMLElement) =>
  fireEvent.mouseDown(card, { button: 0, clientX: WIDTH + 60, clientY: 160 });

test('the mouse carries a card to the column under it', async () => {
  const { card } = await board();
  grab(card);
  fireEvent.mouseMove(document, { clientX: WIDTH + 64, clientY: 162 });
  expect(lifted()).toBeNull();
  moveTo(3);
  expect(lifted()).not.toBeNull();
  expect(over()).toBe('col-review');
  expect(document.querySelector('#col-done.closed')).not.toBeNull();
  fireEvent.mouseUp(document);
  expect(lifted()).toBeNull();
  expect(columnOf('t1')).toBe('col-review');
  expect(moves).toEqual(['/api/dashboard/tasks/t1']);
});

test('a column that does not take it, and its own, leave the card where it was', async () => {
  const { card } = await board();
  for (const column of [4, 1]) {
    grab(card);
    moveTo(3);
    moveTo(column);
    fireEvent.mouseUp(document);
    expect(lifted()).toBeNull();
  }
  expect(columnOf('t1')).toBe('col-todo');
  expect(moves).toEqual([]);
});

test('a press on what the card has of its own lifts nothing', async () => {
  const { card } = await board();
  grab(card.querySelector<HTMLElement>('.kebab')!);
  moveTo(3);
  expect(lifted()).toBeNull();
});

test('Escape gives up, and letting the button go then opens nothing', async () => {
  const { card } = await board();
  grab(card);
  moveTo(3);
  fireEvent.keyDown(document.body, { code: 'Escape', key: 'Escape' });
  expect(lifted()).toBeNull();
  const link = card.querySelector('a')!;
  fireEvent.mouseUp(link);
  fireEvent.click(link);
  expect(location.pathname).toBe('/');
  expect(moves).toEqual([]);
});

test('a finger that rests lifts; one that moves sooner scrolls', async () => {
  const { card, pass } = await board();
  const touch = (clientX: number) => ({ touches: [{ clientX, clientY: 160 } as Touch] });
  fireEvent.touchStart(card, touch(260));
  fireEvent.touchMove(card, touch(280));
  await pass(300);
  expect(lifted()).toBeNull();

  fireEvent.touchStart(card, touch(260));
  await pass(300);
  expect(lifted()).not.toBeNull();
  expect(fireEvent.touchMove(card, touch(2 * WIDTH + 50))).toBe(false);
  expect(over()).toBe('col-doing');
  fireEvent.touchEnd(card, { touches: [] });
  expect(columnOf('t1')).toBe('col-doing');
});

test('space lifts, the arrows go over the columns that take it, space drops', async () => {
  const { card } = await board();
  const link = card.querySelector('a')!;
  act(() => link.focus());
  const press = (code: string) => fireEvent.keyDown(link, { code, key: code });
  press('Space');
  expect(lifted()).not.toBeNull();
  press('ArrowRight');
  press('ArrowRight');
  expect(over()).toBe('col-review');
  press('ArrowRight');
  expect(over()).toBe('col-blocked');
  press('Space');
  expect(columnOf('t1')).toBe('col-blocked');
});

test('a drag ends by itself when the agent finishes the task', async () => {
  const { card, say } = await board();
  grab(card);
  moveTo(3);
  await say({
    op: 'task',
    task: { ...TASK, version: 2, status: 'done', stage: 'done', stage_since: at(0) },
  });
  expect(lifted()).toBeNull();
  moveTo(2);
  fireEvent.mouseUp(document);
  expect(columnOf('t1')).toBe('col-done');
  expect(moves).toEqual([]);
});

test('what is done is not lifted', async () => {
  await stage(<BoardView opened={null} />, {
    tasks: [taskOf('t1', { stage: 'done', status: 'done' })],
  });
  grab(document.querySelector<HTMLElement>('[data-task="t1"] > .card')!);
  moveTo(3);
  expect(lifted()).toBeNull();
});
