import { ask } from './http';
import type { Stage, Status, Task } from './task';

const task = (id: string) => `/api/dashboard/tasks/${encodeURIComponent(id)}`;

export interface Changed {
  readonly task_id?: string;
  readonly command_id?: string;
  /** Absent when the fact was accepted but not yet applied (202). */
  readonly version?: number;
}

/** One wish of a person. Asked again with the same key it is the same fact, and gets the first one's answer. */
export interface Wish {
  readonly key: string;
  /** The version the person saw; the wish is refused when the task is at another. */
  readonly version: number;
}

export interface NewTask {
  readonly title: string;
  readonly agent_id: string;
  readonly stage: 'backlog' | 'todo';
  readonly payload: unknown;
  /** Made here, so that asking again after a lost answer never creates a second task. */
  readonly command_id: string;
}

export interface DiscordFate {
  readonly state: 'waiting' | 'sending' | 'sent' | 'suppressed' | 'coalesced' | 'dead';
  readonly channel?: string;
  readonly message_id?: string;
  readonly reason?: string;
  readonly at?: string;
}

/** One fact of the history and what it did. */
export interface TaskEvent {
  readonly event_id: string;
  readonly type: string;
  readonly task_id?: string;
  readonly agent_id?: string;
  readonly outcome: 'applied' | 'late' | 'refused';
  readonly reason?: string;
  readonly from_status?: Status;
  readonly to_status?: Status;
  readonly from_stage?: Stage;
  readonly to_stage?: Stage;
  readonly version?: number;
  readonly implied?: readonly Status[];
  readonly message?: string;
  readonly progress?: number;
  readonly error_code?: string;
  readonly command_id?: string;
  readonly attempt?: number;
  readonly occurred_at?: string;
  readonly received_at: string;
  readonly applied_at: string;
  readonly source?: { readonly topic: string; readonly partition: number; readonly offset: number };
  readonly discord?: DiscordFate;
}

export interface Incident {
  readonly incident_id: number | string;
  readonly kind: string;
  readonly subject: string;
  readonly task_id?: string;
  readonly agent_id?: string;
  readonly opened_at: string;
  readonly resolved_at?: string;
  readonly detail?: Readonly<Record<string, unknown>> | string;
}

export const api = {
  signIn: (token: string) => ask<{ role: string }>('POST', '/api/session', { body: { token } }),
  signOut: () => ask<null>('DELETE', '/api/session'),
  ticket: (signal: AbortSignal) =>
    ask<{ ticket: string }>('POST', '/api/realtime/tickets', { signal }),

  create: (newTask: NewTask) => ask<Changed>('POST', '/api/dashboard/tasks', { body: newTask }),
  move: (id: string, stage: Stage, wish: Wish) =>
    ask<Changed>('PATCH', task(id), { body: { stage }, headers: headersOf(wish) }),
  retry: (id: string, wish: Wish) =>
    ask<Changed>('POST', `${task(id)}/retry`, { headers: headersOf(wish) }),
  cancel: (id: string, wish: Wish) =>
    ask<Changed>('POST', `${task(id)}/cancel`, { headers: headersOf(wish) }),

  task: (id: string, signal: AbortSignal) => ask<Task>('GET', task(id), { signal }),
  events: (id: string, before: string | null, signal: AbortSignal) =>
    ask<{ events: TaskEvent[] }>(
      'GET',
      `${task(id)}/events?limit=${EVENTS_PAGE}${before === null ? '' : `&before=${encodeURIComponent(before)}`}`,
      { signal },
    ),
  activity: (signal: AbortSignal) =>
    ask<{ events: TaskEvent[] }>('GET', `/api/dashboard/activity?limit=${ACTIVITY_PAGE}`, {
      signal,
    }),
  incidents: (state: 'open' | 'resolved', signal: AbortSignal) =>
    ask<{ incidents: Incident[] }>('GET', `/api/dashboard/incidents?state=${state}`, { signal }),
};

export const EVENTS_PAGE = 200;
export const ACTIVITY_PAGE = 100;

const headersOf = ({ key, version }: Wish) => ({
  'if-match': `"${version}"`,
  'idempotency-key': key,
});

/** An id of ours, random enough never to meet another. */
export function newId(prefix: 'cmd' | 'wish'): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `${prefix}_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
