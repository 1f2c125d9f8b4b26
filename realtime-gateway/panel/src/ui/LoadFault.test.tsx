// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { useRemote } from '../app/use-remote';
import { stage } from '../testing/stage';
import { api } from '../wire/api';
import { LoadFault } from './LoadFault';

const UNAVAILABLE = { status: 503, seconds: 2 };
const GONE = { status: 404, seconds: null };

test.each([
  ['en', 'Could not load (503).', ['Retrying in 2 s.', 'Retrying in 1 s.', 'Retrying…']],
  [
    'pt-BR',
    'Não foi possível carregar (503).',
    ['Tentando de novo em 2 s.', 'Tentando de novo em 1 s.', 'Tentando de novo…'],
  ],
] as const)(
  'counts down to the next try, which is not read out each second (%s)',
  async (language, what, waits) => {
    const { container, getByRole, pass } = await stage(<LoadFault fault={UNAVAILABLE} />, {
      language,
    });
    for (const wait of waits) {
      expect(container.textContent).toBe(`${what} ${wait}`);
      expect(getByRole('status').textContent).toBe(what);
      await pass(1_000);
    }
    expect(container.textContent).toBe(`${what} ${waits[2]}`);
  },
);

test('promises no try where none will be made', async () => {
  const { container, pass } = await stage(<LoadFault fault={GONE} />);
  await pass(1_000);
  expect(container.textContent).toBe('Could not load (404).');
});

test('counts anew after each try that fails', async () => {
  const { container, pass } = await stage(<Asking />, { server: () => 503 });
  expect(container.textContent).toMatch(/in 2 s/);
  await pass(2_000);
  expect(container.textContent).toMatch(/in 4 s/);
});

function Asking() {
  const { fault } = useRemote('health', (signal) => api.health(signal));
  return fault && <LoadFault fault={fault} />;
}
