// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { at, stage, taskOf } from '../testing/stage';
import { FailureDot } from './Column';

const FAILED = { status: 'failed', stage: 'blocked', error_code: 'upstream_503' } as const;

test.each([
  ['a failure', FAILED, true],
  ['one that timed out', { ...FAILED, status: 'timeout' }, true],
  ['one that was cancelled', { ...FAILED, error_code: 'cancelled' }, false],
  ['one that is tried again by itself', { ...FAILED, deadline_at: at(9_000) }, false],
] as const)('a column is marked for %s: %j', async (_, task, marked) => {
  const { queryByRole } = await stage(<FailureDot ids={['t1']} />, { tasks: [taskOf('t1', task)] });
  expect(queryByRole('img') !== null).toBe(marked);
});
