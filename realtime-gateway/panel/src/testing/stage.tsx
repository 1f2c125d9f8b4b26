import { act, cleanup, render, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, vi } from 'vitest';
import { PanelContext, type Panel } from '../app/panel';
import { remember } from '../app/preferences';
import { onBeat } from '../app/ticker';
import { BoardStore } from '../board/board-store';
import { Flights } from '../board/flights';
import { BoardLink, type Door } from '../realtime/board-link';
import { ScreenTimes } from '../realtime/screen-times';
import { Announcer } from '../ui/announcer';
import { Toaster } from '../ui/toaster';
import type { ServerFrame } from '../wire/frame';
import type { Agent, Task } from '../wire/task';
import { at, NOON } from './records';
import { learn, Speaking, type Language } from '../words/words';

/**
 * A view on a board of its own, with a server that answers what the test says and a clock that only the test moves.
 * For test files that begin with `// @vitest-environment happy-dom`; there can be one at a time.
 */
export { agentOf, asking, at, NOON, taskOf } from './records';

/**
 * What the server says to a path and its query: a body, a status without one, an answer in full, or null for no answer
 * at all.
 */
export type Server = (path: string, request: RequestInit) => object | number | null;

/** A refusal with its reason, as the server gives it. */
export const refused = (status: number, reason: string, more: object = {}): Response =>
  new Response(JSON.stringify({ title: reason, status, reason, ...more }), { status });

export interface StageOptions {
  readonly language?: Language;
  readonly tasks?: readonly Task[];
  readonly agents?: readonly Agent[];
  readonly server?: Server;
  /** False before the first board has come. */
  readonly loaded?: boolean;
}

export interface Staged extends RenderResult {
  readonly board: BoardStore;
  /** Frames come in over the socket, as do their effects on the page. */
  readonly say: (...frames: ServerFrame[]) => Promise<void>;
  /** Time goes by, without a word from the socket. */
  readonly pass: (ms: number) => Promise<void>;
  /** From now on the server answers otherwise. */
  readonly serve: (server: Server) => void;
}

/** Shows the view over a board that is live, and lets its first requests be answered. */
export async function stage(
  view: ReactNode,
  {
    language = 'en',
    tasks = [],
    agents = [],
    server = () => 404,
    loaded = true,
  }: StageOptions = {},
): Promise<Staged> {
  await Promise.all([learn('en'), learn('pt-BR')]);
  vi.useFakeTimers({ now: NOON });
  let answering = server;
  vi.stubGlobal('fetch', (path: string, request: RequestInit) => {
    const answer = answering(path, request);
    if (answer === null) return Promise.reject(new TypeError('no network'));
    if (answer instanceof Response) return Promise.resolve(answer);
    return Promise.resolve(
      typeof answer === 'number'
        ? new Response(null, { status: answer })
        : new Response(JSON.stringify(answer), { status: 200 }),
    );
  });
  remember('language', language);
  const board = new BoardStore((work) => work(), { wall: Date.now, monotone: Date.now });
  const shown = (
    <PanelContext value={panelOf(board)}>
      <Speaking>{view}</Speaking>
    </PanelContext>
  );
  beating.push(onBeat(1, () => board.beat()));
  const arrival = [
    { op: 'reset' },
    { op: 'snapshot', tasks, agents, part: 1, parts: 1 },
    { op: 'live', cursor: 'c0', as_of: at(0) },
  ] as const;
  if (loaded) {
    board.setLink({ is: 'open' });
    for (const frame of arrival) board.frame(frame);
  }
  const settle = () => act(() => vi.advanceTimersByTimeAsync(0));
  const rendered = render(shown);
  await settle();
  return {
    ...rendered,
    board,
    say: async (...frames) => {
      act(() => frames.forEach((frame) => board.frame(frame)));
      await settle();
    },
    pass: async (ms) => {
      await act(() => vi.advanceTimersByTimeAsync(ms));
    },
    serve: (other) => void (answering = other),
  };
}

// happy-dom has no top layer; there is nothing to lie above on a stage.
Object.assign(HTMLElement.prototype, { showPopover: () => {}, hidePopover: () => {} });

const beating: (() => void)[] = [];

afterEach(() => {
  cleanup();
  for (const stop of beating.splice(0)) stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  localStorage.clear();
});

const CLOSED: Door = {
  ticket: () => Promise.resolve({ kind: 'none' }),
  open: () => {
    throw new Error('No socket is opened on a stage');
  },
  random: () => 0,
  clock: { wall: Date.now, monotone: Date.now },
};

function panelOf(board: BoardStore): Panel {
  return {
    board,
    live: board,
    link: new BoardLink(CLOSED, board),
    toaster: new Toaster(),
    announcer: new Announcer(),
    flights: new Flights(),
    screenTimes: new ScreenTimes(),
  };
}
