// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { later } from '../app/later';
import { go } from '../app/router';
import { stage, taskOf } from '../testing/stage';
import { Drawer } from './Drawer';
import { DrawerFrame } from './DrawerFrame';
import { DrawerToCome } from './DrawerToCome';

const TASK = taskOf('t1', { title: 'Rebuild the index' });

afterEach(() => go('/'));

/** A drawer whose code comes, or does not, when the test says so. */
async function open() {
  let settle = { come: () => {}, fail: () => {} };
  const load = () =>
    new Promise<typeof Drawer>((resolve, reject) => {
      settle = { come: () => resolve(Drawer), fail: () => reject(new TypeError('no network')) };
    });
  const Later = later(load, DrawerToCome);
  go('/tasks/t1');
  const staged = await stage(
    <>
      <button type="button">A card</button>
      <DrawerFrame id="t1" beside>
        <Later id="t1" />
      </DrawerFrame>
    </>,
    { tasks: [TASK], server: () => null },
  );
  return { ...staged, code: settle };
}

const title = () => document.getElementById('drawer-title')!;

test('the head of a task is there before its code, and has the focus', async () => {
  const { container } = await open();
  expect(title().textContent).toBe('Rebuild the index');
  expect(document.activeElement).toBe(title());
  expect(container.querySelector('.facts')!.textContent).toContain('Running');
  expect(document.querySelector('[role=tab]')).toBeNull();
});

test('the title that comes takes the focus over from the one that goes', async () => {
  const { code, pass } = await open();
  const before = title();
  code.come();
  await pass(0);
  expect(document.querySelector('[role=tab]')).not.toBeNull();
  expect(title()).not.toBe(before);
  expect(document.activeElement).toBe(title());
});

test('code that comes takes no focus from where a person has put it since', async () => {
  const { code, pass } = await open();
  const card = screen.getByRole('button', { name: 'A card' });
  act(() => card.focus());
  code.come();
  await pass(0);
  expect(document.querySelector('[role=tab]')).not.toBeNull();
  expect(document.activeElement).toBe(card);
});

test('Escape leaves it before its code has come', async () => {
  await open();
  fireEvent.keyDown(document, { key: 'Escape' });
  expect(location.pathname).toBe('/');
});

test('code that does not come is told under the head', async () => {
  const { code, pass } = await open();
  code.fail();
  await pass(0);
  expect(title().textContent).toBe('Rebuild the index');
  expect(document.querySelector('.load-error')).not.toBeNull();
});
