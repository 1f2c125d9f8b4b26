import { createContext, use, useCallback, useSyncExternalStore } from 'react';
import type { BoardStore } from '../board/board-store';
import type { Columns } from '../board/columns';
import type { Flights } from '../board/flights';
import type { Connection } from '../realtime/connection';
import type { BoardLink } from '../realtime/board-link';
import type { ScreenTimes } from '../realtime/screen-times';
import type { Agent, Task } from '../wire/task';
import type { Announcer } from '../ui/announcer';
import type { Toaster } from '../ui/toaster';
import { beatsOf, onBeat, type Period } from './ticker';

/** What every view may reach: made once, before the first render. */
export interface Panel {
  /** The board that is shown: the live one, or that of a past moment. */
  readonly board: BoardStore;
  /** The one that follows the server, whichever is shown. */
  readonly live: BoardStore;
  readonly link: BoardLink;
  readonly toaster: Toaster;
  readonly announcer: Announcer;
  readonly flights: Flights;
  readonly screenTimes: ScreenTimes;
}

export const PanelContext = createContext<Panel | null>(null);

export function usePanel(): Panel {
  const panel = use(PanelContext);
  if (panel === null) throw new Error('usePanel: no panel above');
  return panel;
}

/** Reads something of the board; renders again only when it is another value or object. */
export function useBoard<T>(read: (board: BoardStore) => T): T {
  const { board } = usePanel();
  return useSyncExternalStore(board.subscribe, () => read(board));
}

export const useTask = (id: string): Task | undefined => useBoard((board) => board.task(id));
export const useAgent = (id: string): Agent | undefined => useBoard((board) => board.agent(id));
export const useColumns = (): Columns => useBoard((board) => board.columns);
export const useConnection = (): Connection => useBoard((board) => board.connection);
export const useIsPast = (): boolean => useBoard((board) => board.isPast);
export const useFrozen = (): boolean => useBoard((board) => board.frozen);

/** True once a session is needed; the past has none of its own. */
export function useSignedOut(): boolean {
  const { live } = usePanel();
  return useSyncExternalStore(live.subscribe, () => live.connection.state === 'signedOut');
}

/** True while what was heard of the server may no longer be so. The past has no say in it. */
export function useOutOfTouch(): boolean {
  const { live } = usePanel();
  return useSyncExternalStore(live.subscribe, () => live.frozen);
}

/** Renders again with each period; gives the server's present in ms, which stands still on a frozen board. */
export function useNow(period: Period): number {
  const { board } = usePanel();
  const subscribe = useCallback((listener: () => void) => onBeat(period, listener), [period]);
  useSyncExternalStore(subscribe, () => beatsOf(period));
  return board.now();
}
