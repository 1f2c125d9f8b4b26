import { STALE_AFTER } from './freshness';

/** What the link to the server is doing. */
export type Link =
  | { readonly is: 'connecting' }
  | { readonly is: 'open' }
  /** `retryAt` by the monotone clock, in milliseconds. */
  | { readonly is: 'waiting'; readonly retryAt: number }
  | { readonly is: 'signedOut' };

/** What people are told of the connection: one of the states of the pill. Times in milliseconds of the server's clock. */
export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'live'; readonly asOf: number }
  | { readonly state: 'replaying'; readonly left: number }
  | { readonly state: 'reconnecting'; readonly seconds: number }
  | { readonly state: 'stale'; readonly asOf: number; readonly age: number }
  | { readonly state: 'offline'; readonly asOf: number | null; readonly age: number }
  /** Not a connection at all: a moment that has passed, null until it has come. */
  | { readonly state: 'past'; readonly asOf: number | null }
  | { readonly state: 'signedOut' };

export interface ConnectionFacts {
  readonly link: Link;
  /** The browser's word on its network. */
  readonly online: boolean;
  /** Null until the first snapshot is whole. */
  readonly data: { readonly asOf: number; readonly age: number } | null;
  readonly atHead: boolean;
  /** The copy is following an older part of the log, and records are coming in. */
  readonly catchingUp: boolean;
  readonly left: number;
  /** By the monotone clock. */
  readonly now: number;
}

/** The most serious truth first: no session, no network, old data; only then what the socket does. */
export function connectionOf({
  link,
  online,
  data,
  atHead,
  catchingUp,
  left,
  now,
}: ConnectionFacts): Connection {
  if (link.is === 'signedOut') return { state: 'signedOut' };
  if (!online) return { state: 'offline', asOf: data?.asOf ?? null, age: data?.age ?? 0 };
  if (link.is === 'open' && data !== null && catchingUp) return { state: 'replaying', left };
  if (data !== null && data.age > STALE_AFTER) return { state: 'stale', ...data };
  if (link.is === 'waiting') {
    return { state: 'reconnecting', seconds: Math.max(1, Math.ceil((link.retryAt - now) / 1000)) };
  }
  if (data === null) return { state: 'connecting' };
  return link.is === 'open' && atHead
    ? { state: 'live', asOf: data.asOf }
    : { state: 'reconnecting', seconds: 0 };
}

/** True while the board may differ from the truth by more than a moment: nothing can be changed from it then. */
export const isFrozen = (connection: Connection): boolean =>
  connection.state === 'stale' ||
  connection.state === 'past' ||
  connection.state === 'offline' ||
  connection.state === 'signedOut';
