import { BoardStore, type Scheduler } from '../board/board-store';
import { Flights } from '../board/flights';
import { BoardLink, type Door } from '../realtime/board-link';
import { browserClock } from '../realtime/freshness';
import { ScreenTimes, timeChanges } from '../realtime/screen-times';
import { followSignInLink } from '../session/sign-in-link';
import { Announcer } from '../ui/announcer';
import { Toaster } from '../ui/toaster';
import { api } from '../wire/api';
import { whenSignedOut } from '../wire/http';
import type { Panel } from './panel';
import { onBeat } from './ticker';

/** Builds the panel and connects it; the views come after. */
export function startPanel(): Panel {
  const board = new BoardStore(perFrame);
  const link = new BoardLink(door, board);
  const screenTimes = new ScreenTimes();
  timeChanges(board, screenTimes);
  whenSignedOut(() => link.signedOut());
  watchNetwork(board, link);
  onBeat(1, () => board.beat());
  void followSignInLink().then(() => link.connect());
  return {
    board,
    live: board,
    link,
    toaster: new Toaster(),
    announcer: new Announcer(),
    flights: new Flights(),
    screenTimes,
  };
}

const door: Door = {
  async ticket(signal) {
    const answer = await api.ticket(signal);
    if (answer.kind === 'signedOut') return { kind: 'signedOut' };
    return answer.kind === 'ok' ? { kind: 'ticket', ticket: answer.body.ticket } : { kind: 'none' };
  },
  open(ticket) {
    const address = new URL('/ws/board', location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    address.searchParams.set('ticket', ticket);
    return new WebSocket(address);
  },
  random: Math.random,
  clock: browserClock,
};

/** A hidden tab gets no animation frames, but its board must not fall behind either (ms). */
const AT_THE_LATEST = 250;

const perFrame: Scheduler = (work) => {
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    work();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, AT_THE_LATEST);
};

function watchNetwork(board: BoardStore, link: BoardLink): void {
  board.setOnline(navigator.onLine);
  window.addEventListener('online', () => {
    board.setOnline(true);
    link.wake();
  });
  window.addEventListener('offline', () => board.setOnline(false));
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) link.wake();
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) link.wake();
    board.beat();
  });
}
