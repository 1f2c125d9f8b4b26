import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { taskOf } from '../testing/records';
import { doWithAll, openTo } from './bulk';

let asked: string[];
let open = 0;
let most = 0;

beforeEach(() => {
  asked = [];
  open = most = 0;
  vi.stubGlobal('fetch', async (path: string, { headers }: { headers: Record<string, string> }) => {
    asked.push(`${path} ${headers['If-Match'] ?? headers['if-match']}`);
    most = Math.max(most, ++open);
    await Promise.resolve();
    open--;
    return path.includes('t3')
      ? new Response('{"title":"x","reason":"version_mismatch"}', { status: 412 })
      : new Response('{"version":2}', { status: 200 });
  });
});
afterEach(() => vi.unstubAllGlobals());

const wish = { key: 'wish_1', version: 7 };

test('each task is asked for at the version that was seen, a few at a time', async () => {
  const tasks = Array.from({ length: 9 }, (_, index) => taskOf(`t${index}`, { version: 7 }));
  const { done, others } = await doWithAll({ is: 'archive' }, tasks, () => wish);
  expect(asked).toHaveLength(9);
  expect(asked[0]).toBe('/api/dashboard/tasks/t0/archive "7"');
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(4);
  expect(done).toBe(8);
  expect(others).toMatchObject([{ kind: 'refused', status: 412 }]);
});

test('what does not allow it is left out', () => {
  const failed = taskOf('failed', { status: 'failed', stage: 'blocked' });
  const triedAgain = { ...failed, task_id: 'again', deadline_at: '2026-11-22T13:00:00Z' };
  const kept = { ...failed, task_id: 'kept', stage: 'backlog' as const };
  const done = taskOf('done', { status: 'done', stage: 'done' });
  const running = taskOf('running');
  const all = [failed, triedAgain, kept, done, running];
  const ids = (act: Parameters<typeof openTo>[0]) => openTo(act, all).map((task) => task.task_id);
  expect(ids({ is: 'archive' })).toEqual(['failed', 'done']);
  expect(ids({ is: 'retry' })).toEqual(['failed', 'again', 'kept']);
  expect(ids({ is: 'cancel' })).toEqual(['again', 'running']);
  expect(ids({ is: 'move', to: 'blocked' })).toEqual(['kept', 'running']);
});
