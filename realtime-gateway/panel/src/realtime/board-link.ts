import { UnreadableFrame } from '../wire/checks';
import { readFrame, type ServerFrame } from '../wire/frame';
import { waitBefore } from './backoff';
import type { Link } from './connection';
import type { Clock } from './freshness';

/** What the link needs of a WebSocket. */
export interface Socket {
  onopen: ((event: never) => unknown) | null;
  onmessage: ((event: never) => unknown) | null;
  onclose: ((event: never) => unknown) | null;
  send(text: string): void;
  close(): void;
}

export type TicketAnswer =
  | { readonly kind: 'ticket'; readonly ticket: string }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'none' };

/** The way to the server; the tests have their own. */
export interface Door {
  ticket(signal: AbortSignal): Promise<TicketAnswer>;
  open(ticket: string): Socket;
  random(): number;
  readonly clock: Clock;
}

export interface LinkListener {
  /** Where to resume, or null to be given the whole board. */
  cursor(): string | null;
  frame(frame: ServerFrame): void;
  setLink(link: Link): void;
}

/** The server ticks every 5 s; a link that says nothing for this long is dead though its socket may be open. */
export const SILENCE_LIMIT = 12_000;
/** A ticket and a socket must be had within this time. */
const OPEN_WITHIN = 10_000;
/** Close codes after which the cursor is worth nothing: a gap was found, or the server did not understand us. */
const CURSOR_IS_VOID = new Set([4010, 4400]);

/**
 * Keeps one WebSocket to /ws/board for as long as it is wanted: ticket, socket, hello, frames; and again after every
 * loss. It knows nothing of the board. At most one attempt is under way; what a given-up attempt still says is ignored.
 */
export class BoardLink {
  private readonly door: Door;
  private readonly listener: LinkListener;
  private attempt: { abort: AbortController; socket: Socket | null } | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private retries = 0;
  private heardAt = 0;
  private afresh = false;
  private state: Link = { is: 'connecting' };

  constructor(door: Door, listener: LinkListener) {
    this.door = door;
    this.listener = listener;
  }

  /** Connects now, giving up whatever was under way. Also the way back after a sign-in. */
  connect(): void {
    this.giveUp();
    const attempt = { abort: new AbortController(), socket: null as Socket | null };
    this.attempt = attempt;
    this.become({ is: 'connecting' });
    this.timer = setTimeout(() => this.lost(), OPEN_WITHIN);
    void this.door.ticket(attempt.abort.signal).then((answer) => {
      if (this.attempt !== attempt) return;
      switch (answer.kind) {
        case 'ticket':
          return this.open(attempt, answer.ticket);
        case 'signedOut':
          return this.signedOut();
        case 'none':
          return this.lost();
      }
    });
  }

  /** A reason to believe that trying now may succeed: the network is back, the tab is looked at, a person asks. */
  wake(): void {
    if (this.state.is === 'waiting') return this.connect();
    const silent = this.door.clock.wall() - this.heardAt > SILENCE_LIMIT;
    if (this.state.is === 'open' && silent) this.connect();
  }

  /** The session ended elsewhere; nothing is tried until `connect`. */
  signedOut(): void {
    this.giveUp();
    this.become({ is: 'signedOut' });
  }

  stop(): void {
    this.giveUp();
  }

  private open(attempt: { socket: Socket | null }, ticket: string): void {
    const socket = this.door.open(ticket);
    attempt.socket = socket;
    socket.onopen = () => {
      const since = this.afresh ? null : this.listener.cursor();
      socket.send(JSON.stringify(since === null ? { op: 'hello' } : { op: 'hello', since }));
      this.become({ is: 'open' });
      this.heard();
    };
    socket.onmessage = ({ data }: { readonly data: unknown }) => this.take(data);
    socket.onclose = ({ code }: { readonly code: number }) => {
      if (CURSOR_IS_VOID.has(code)) this.afresh = true;
      this.lost();
    };
  }

  private take(data: unknown): void {
    this.heard();
    let frame: ServerFrame | null;
    try {
      frame = readFrame(String(data));
    } catch (error) {
      if (!(error instanceof UnreadableFrame)) throw error;
      // What it said is lost, so the copy may have a hole: ask for the whole board.
      this.afresh = true;
      return this.lost();
    }
    if (frame === null) return;
    if (frame.op === 'live') {
      this.retries = 0;
      this.afresh = false;
    }
    this.listener.frame(frame);
  }

  private heard(): void {
    this.heardAt = this.door.clock.wall();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.lost(), SILENCE_LIMIT);
  }

  private lost(): void {
    this.giveUp();
    const wait = waitBefore(this.retries, () => this.door.random());
    this.retries += 1;
    this.timer = setTimeout(() => this.connect(), wait);
    this.become({ is: 'waiting', retryAt: this.door.clock.monotone() + wait });
  }

  private giveUp(): void {
    clearTimeout(this.timer);
    const { attempt } = this;
    this.attempt = null;
    if (attempt === null) return;
    attempt.abort.abort();
    if (attempt.socket === null) return;
    attempt.socket.onopen = attempt.socket.onmessage = attempt.socket.onclose = null;
    attempt.socket.close();
  }

  private become(link: Link): void {
    this.state = link;
    this.listener.setLink(link);
  }
}
