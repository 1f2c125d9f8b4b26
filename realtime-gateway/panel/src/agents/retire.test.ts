import { afterEach, expect, test, vi } from 'vitest';
import { Toaster } from '../ui/toaster';
import { en } from '../words/en';
import { formatFor } from '../words/format';
import { retire } from './retire';

const words = en(formatFor('en'));
const answers = (status: number, body: unknown) => {
  const fetch = vi.fn((_path: string, _init: RequestInit) =>
    Promise.resolve(new Response(JSON.stringify(body), { status })),
  );
  vi.stubGlobal('fetch', fetch);
  return fetch;
};

afterEach(() => vi.unstubAllGlobals());

test('an agent is retired under its own id, and the person is told', async () => {
  const fetch = answers(202, { ok: true, agent_id: 'agt/a' });
  const toaster = new Toaster();

  await retire('agt/a', toaster, words);

  expect(fetch.mock.calls[0]?.[0]).toBe('/api/dashboard/agents/agt%2Fa/retire');
  expect(toaster.toasts.map((toast) => toast.tone)).toEqual(['plain']);
});

test('one with unfinished tasks stays, and the person is told why', async () => {
  answers(409, { title: 'Conflict', reason: 'unfinished_tasks' });
  const toaster = new Toaster();

  await retire('agt_a', toaster, words);

  expect(toaster.toasts[0]?.text).toContain('unfinished tasks');
});
