import { useEffect, useState } from 'react';
import { useRemote, type RemoteFault } from '../app/use-remote';
import { BoardStore } from '../board/board-store';
import { api } from '../wire/api';
import { readAgent, readTask } from '../wire/frame';

/** A moment of the past: the board that shows it, and what is known of the asking. */
export interface Past {
  readonly board: BoardStore;
  /** What is asked for (ms); the board shows it once it has come, and says itself which moment it shows. */
  readonly moment: number;
  readonly fault: RemoteFault | null;
  /** Nothing is known of before this moment (ms), if the server said so. */
  readonly earliest: number | null;
  readonly truncated: boolean;
}

/** The board of the given moment; null in the present. The last board stays until the next has come. */
export function usePast(moment: number | null): Past | null {
  const [board] = useState(() => BoardStore.ofThePast());
  const { value, fault } = useRemote(moment === null ? null : `board at ${moment}`, (signal) =>
    api.boardAt(moment!, signal),
  );
  const [last, setLast] = useState(value);
  if (value !== null && value !== last) setLast(value);
  useEffect(() => {
    if (value === null) return;
    board.showMoment(
      Date.parse(value.at),
      value.tasks.map((task) => readTask(task)),
      value.agents.map((agent) => readAgent(agent)),
    );
  }, [board, value]);
  if (moment === null) return null;
  const earliest = last?.earliest === undefined ? null : Date.parse(last.earliest);
  return { board, moment, fault, earliest, truncated: last?.truncated ?? false };
}
