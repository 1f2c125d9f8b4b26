import { useEffect, useState } from 'react';
import { useRemote, type RemoteFault } from '../app/use-remote';
import { BoardStore } from '../board/board-store';
import { api } from '../wire/api';
import { readAgent, readTask } from '../wire/frame';
import type { Asked } from './moment';

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

/** What is asked for has no board: it is no moment, or by the server's clock not yet one of the past. */
export interface NoPast {
  /** Never has anything to show. */
  readonly board: BoardStore;
  /** Null when it cannot be read. */
  readonly ahead: number | null;
}

/** What the server says to a moment that lies ahead. */
const AHEAD = 400;

/** The board of the given moment; null in the present. The last board stays until the next has come. */
export function usePast(asked: Asked): Past | NoPast | null {
  const moment = typeof asked === 'number' ? asked : null;
  const [board] = useState(() => BoardStore.ofThePast());
  const [nothing] = useState(() => BoardStore.ofThePast());
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
  if (asked === null) return null;
  if (moment === null || fault?.status === AHEAD) return { board: nothing, ahead: moment };
  const earliest = last?.earliest === undefined ? null : Date.parse(last.earliest);
  return { board, moment, fault, earliest, truncated: last?.truncated ?? false };
}

export const isPast = (past: Past | NoPast | null): past is Past =>
  past !== null && 'moment' in past;
