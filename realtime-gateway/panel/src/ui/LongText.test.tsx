// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/react';
import { expect, test } from 'vitest';
import { stage } from '../testing/stage';
import { LongText } from './LongText';

const LONG = Array.from({ length: 400 }, (_, n) => `w${n}`).join(' ');

test.each([
  ['en', 'Show all', 'Show less'],
  ['pt-BR', 'Mostrar tudo', 'Mostrar menos'],
] as const)('a long text is shown whole when asked for (%s)', async (language, all, less) => {
  const { container, getByRole } = await stage(<LongText text={LONG} />, { language });
  expect(container.textContent).toMatch(/^w0 .* w\d+…/);
  expect(container.textContent.length).toBeLessThan(320);
  const button = getByRole('button', { name: all });
  expect(button.getAttribute('aria-expanded')).toBe('false');
  fireEvent.click(button);
  expect(container.textContent).toContain(LONG);
  expect(getByRole('button', { name: less })).toBe(button);
  expect(button.getAttribute('aria-expanded')).toBe('true');
  fireEvent.click(button);
  expect(container.textContent).not.toContain(LONG);
});

test.each([
  ['a short text', 'Rebuilding part 8 of 12'],
  ['one that is hardly longer than what is shown', 'x'.repeat(320)],
])('%s has nothing to unfold', async (_, text) => {
  const { container, queryByRole } = await stage(<LongText text={text} />);
  expect(container.textContent).toBe(text);
  expect(queryByRole('button')).toBeNull();
});

test('no character is cut in two, and what is hidden in a text is marked', async () => {
  const { container } = await stage(<LongText text={'\u202e' + '😀'.repeat(500)} />);
  expect(container.textContent).toMatch(/^␦(😀)+…/u);
});
