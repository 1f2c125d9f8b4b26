import { useSyncExternalStore } from 'react';
import { beatsOf, onBeat } from '../app/ticker';
import type { BoardStore } from './board-store';
import { needsAttention } from './facts';

/**
 * How many tasks of the whole board need a person. Counted each second and not with each push: looking through
 * thousands of tasks sixty times a second would be felt.
 */
export function useAttention(board: BoardStore): number {
  useSyncExternalStore(eachSecond, () => beatsOf(1));
  let count = 0;
  for (const task of board.replica.tasks.values())
    if (needsAttention(task, board.agent(task.agent_id))) count += 1;
  return count;
}

const eachSecond = (listener: () => void) => onBeat(1, listener);
