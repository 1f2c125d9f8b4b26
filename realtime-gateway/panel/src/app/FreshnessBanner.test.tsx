// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { BoardLink } from '../realtime/board-link';
import { STALE_AFTER } from '../realtime/freshness';
import { at, stage } from '../testing/stage';
import { FreshnessBanner } from './FreshnessBanner';

test('a board that has become old can be told to connect at once, until it is live again', async () => {
  const connect = vi.spyOn(BoardLink.prototype, 'connect').mockReturnValue();
  const { board, pass, say, getByRole, queryByRole } = await stage(<FreshnessBanner />);
  act(() => board.setLink({ is: 'waiting', retryAt: Date.now() + 60_000 }));
  expect(queryByRole('button')).toBeNull();

  await pass(STALE_AFTER + 1_000);
  fireEvent.click(getByRole('button', { name: 'Reconnect now' }));
  expect(connect).toHaveBeenCalledOnce();

  act(() => board.setLink({ is: 'open' }));
  await say({ op: 'live', cursor: 'c1', as_of: at(STALE_AFTER + 1_000) });
  expect(queryByRole('button')).toBeNull();
});
