// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import '../testing/popover';
import { stage } from '../testing/stage';
import { MenuButton, MenuItem } from './Menu';

const LABELS = ['Open', 'Move to…', 'Retry', 'Cancel task…', 'Copy link', 'Copy as curl', 'Óculos'];

async function openMenu() {
  const chosen: string[] = [];
  const staged = await stage(
    <MenuButton
      className="btn"
      label="Actions"
      menu={() =>
        LABELS.map((label) => (
          <MenuItem key={label} onChoose={() => chosen.push(label)}>
            {label}
          </MenuItem>
        ))
      }
    >
      …
    </MenuButton>,
  );
  fireEvent.click(screen.getByRole('button'));
  const type = (keys: string) => {
    for (const key of keys) fireEvent.keyDown(document.activeElement!, { key });
  };
  return { ...staged, type, chosen };
}

const focused = () => document.activeElement?.textContent;

test('the first item has the focus', async () => {
  await openMenu();
  expect(focused()).toBe('Open');
});

test('what is typed within a second leads to the item that begins with all of it', async () => {
  const { type } = await openMenu();
  type('c');
  expect(focused()).toBe('Cancel task…');
  type('op');
  expect(focused()).toBe('Copy link');
  type('y a');
  expect(focused()).toBe('Copy as curl');
});

test('a letter typed later than that begins anew', async () => {
  const { type, pass } = await openMenu();
  type('c');
  await pass(1_100);
  type('o');
  expect(focused()).toBe('Óculos');
});

test('one letter again and again walks its items, round the end', async () => {
  const { type } = await openMenu();
  const walked = [...'cccc'].map((key) => {
    type(key);
    return focused();
  });
  expect(walked).toEqual(['Cancel task…', 'Copy link', 'Copy as curl', 'Cancel task…']);
});

test('accents and capitals make no difference', async () => {
  const { type } = await openMenu();
  type('OC');
  expect(focused()).toBe('Óculos');
});

test('what no item begins with leaves the focus where it is', async () => {
  const { type } = await openMenu();
  type('rx');
  expect(focused()).toBe('Retry');
});

test('a key held with Control is not typed', async () => {
  await openMenu();
  fireEvent.keyDown(document.activeElement!, { key: 'c', ctrlKey: true });
  expect(focused()).toBe('Open');
});

test('a space is typed only after other letters; alone it chooses', async () => {
  const { type } = await openMenu();
  const alone = fireEvent.keyDown(document.activeElement!, { key: ' ' });
  expect(alone).toBe(true);
  type('copy');
  const within = fireEvent.keyDown(document.activeElement!, { key: ' ' });
  expect(within).toBe(false);
});

test('arrows go round, Home and End to the ends', async () => {
  await openMenu();
  const press = (key: string) => {
    fireEvent.keyDown(document.activeElement!, { key });
    return focused();
  };
  expect(press('ArrowUp')).toBe('Óculos');
  expect(press('ArrowDown')).toBe('Open');
  expect(press('End')).toBe('Óculos');
  expect(press('Home')).toBe('Open');
});
