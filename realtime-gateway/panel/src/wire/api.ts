import type { Question } from './dialogue';
import type { AgentStats, Health } from './health';
import { ask } from './http';
import type { Agent, Result, Stage, Status, Task } from './task';

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
  /** Markdown. */
  readonly instructions?: string;
  readonly payload: unknown;
  readonly max_attempts?: number;
  /** Whole seconds. */
  readonly ack_timeout?: number;
  readonly running_timeout?: number;
  readonly answer_timeout?: number;
  /** Made here, so that asking again after a lost answer never creates a second task. */
  readonly command_id: string;
}

/** What a person changes; what is left out stays as it is. */
export interface TaskEdit {
  readonly title?: string;
  /** An empty text takes the instructions away. */
  readonly instructions?: string;
  readonly agent_id?: string;
}

/** An answer to the question that the attempt has asked. */
export interface PersonAnswer {
  readonly command_id: string;
  readonly question_id: string;
  readonly text: string;
}

export interface DiscordFate {
  readonly state: 'waiting' | 'sending' | 'sent' | 'suppressed' | 'coalesced' | 'dead';
  readonly channel?: string;
  readonly message_id?: string;
  readonly reason?: string;
  readonly at?: string;
}

/** Where the log holds a fact, and by which token it came to the gateway. */
export interface FactSource {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Missing where it came by Kafka, or from within. */
  readonly token_id?: string;
  /** The name that the token had then. */
  readonly token?: string;
  /** W3C; of a fact that came in a trace. */
  readonly trace_id?: string;
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
  readonly source?: FactSource;
  readonly discord?: DiscordFate;
  /** That its agent asked with this report. */
  readonly question?: Question;
  /** Of an answer: what it answers. */
  readonly question_id?: string;
  /** What a person answered or noted. */
  readonly text?: string;
  /** Of an edit, as the two after it. */
  readonly new_title?: string;
  /** Whether they are others; the task has them. */
  readonly new_instructions?: boolean;
  readonly new_agent_id?: string;
  /** The messages of people that its agent has with this report. */
  readonly acks?: readonly string[];
  readonly result?: Result;
  /** What the agent had to say beside. */
  readonly meta?: Readonly<Record<string, unknown>>;
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

/** The board as it was. */
export interface PastBoard {
  readonly at: string;
  readonly as_of: string;
  /** Given when nothing is known of before this moment. */
  readonly earliest?: string;
  /** There were more tasks than these. */
  readonly truncated: boolean;
  readonly tasks: readonly Task[];
  readonly agents: readonly Agent[];
}

/** How many facts of tasks were applied when. */
export interface FactCounts {
  readonly from: string;
  readonly to: string;
  /** The first fact that the ledger has; absent while it has none. */
  readonly earliest?: string;
  /** In order, without gaps; each ends where the next begins, and the last at `to`. */
  readonly buckets: readonly { readonly at: string; readonly applied: number }[];
}

/** Tasks that have left the board, the last finished first. */
export interface ArchivePage {
  readonly tasks: readonly Task[];
  /** Where the next page begins; absent at the end. A search may end before it has found a page full. */
  readonly next?: string;
}

/** The way of one fact through the system; what is not known is absent. */
export interface TraceSteps {
  readonly received_at?: string;
  readonly log?: {
    readonly topic: string;
    readonly partition: number;
    readonly offset: number;
    readonly at?: string;
  };
  readonly decided_at?: string;
  readonly committed_at?: string;
  readonly published_at?: string;
  readonly pushed_at?: string;
  readonly discord?: DiscordFate;
}

export interface TracedEvent {
  readonly event_id: string;
  readonly steps: TraceSteps;
}

interface Traces {
  readonly events: readonly TracedEvent[];
  /** To a trace elsewhere, with `{trace_id}` where its id belongs. */
  readonly trace_link?: string;
}

export const api = {
  signIn: (token: string) => ask<{ role: string }>('POST', '/api/session', { body: { token } }),
  signInByLink: (code: string) => ask<{ role: string }>('POST', '/api/session', { body: { code } }),
  signOut: () => ask<null>('DELETE', '/api/session'),
  ticket: (signal: AbortSignal) =>
    ask<{ ticket: string }>('POST', '/api/realtime/tickets', { signal }),

  create: (newTask: NewTask) =>
    ask<Changed>('POST', '/api/dashboard/tasks', { body: newTask, exact: true }),
  move: (id: string, stage: Stage, wish: Wish) =>
    ask<Changed>('PATCH', task(id), { body: { stage }, headers: headersOf(wish) }),
  edit: (id: string, edit: TaskEdit, wish: Wish) =>
    ask<Changed>('PATCH', task(id), { body: edit, headers: headersOf(wish) }),
  /** The first answer counts, whatever version the person saw; asked again with the same key it is the same one. */
  answer: (id: string, answer: PersonAnswer, key: string) =>
    ask<Changed>('POST', `${task(id)}/answer`, {
      body: answer,
      headers: { 'idempotency-key': key },
    }),
  note: (id: string, text: string, key: string) =>
    ask<Changed>('POST', `${task(id)}/notes`, {
      body: { text },
      headers: { 'idempotency-key': key },
    }),
  retry: (id: string, wish: Wish) =>
    ask<Changed>('POST', `${task(id)}/retry`, { headers: headersOf(wish) }),
  cancel: (id: string, wish: Wish) =>
    ask<Changed>('POST', `${task(id)}/cancel`, { headers: headersOf(wish) }),
  /** Only at the version that was seen. */
  archiveTask: (id: string, wish: Wish) =>
    ask<Changed>('POST', `${task(id)}/archive`, { headers: headersOf(wish) }),
  retryDelivery: (eventId: string) =>
    ask<{ state: 'waiting' }>(
      'POST',
      `/api/dashboard/deliveries/${encodeURIComponent(eventId)}/retry`,
    ),

  retireAgent: (id: string) =>
    ask<{ agent_id: string }>('POST', `/api/dashboard/agents/${encodeURIComponent(id)}/retire`),

  task: (id: string, signal: AbortSignal) => ask<Task>('GET', task(id), { signal, exact: true }),
  archive: (stage: Stage, text: string, before: string, signal: AbortSignal) =>
    ask<ArchivePage>(
      'GET',
      `/api/dashboard/archive?stage=${stage}&limit=${ARCHIVE_PAGE}${text === '' ? '' : `&q=${encodeURIComponent(text)}`}${olderThan(before === '' ? null : before)}`,
      { signal },
    ),
  events: (id: string, before: string | null, signal: AbortSignal) =>
    ask<{ events: TaskEvent[] }>(
      'GET',
      `${task(id)}/events?limit=${EVENTS_PAGE}${olderThan(before)}`,
      { signal },
    ),
  trace: (id: string, signal: AbortSignal) =>
    ask<Traces>('GET', `${task(id)}/trace?limit=${EVENTS_PAGE}`, { signal }),
  boardAt: (moment: number, signal: AbortSignal) =>
    ask<PastBoard>('GET', `/api/dashboard/board?at=${timeOf(moment)}`, { signal }),
  factCounts: (from: number, to: number, buckets: number, signal: AbortSignal) =>
    ask<FactCounts>(
      'GET',
      `/api/dashboard/facts?from=${timeOf(from)}&to=${timeOf(to)}&buckets=${buckets}`,
      { signal },
    ),
  /** The moment of the nearest fact on that side, by which the board has it; absent when there is none. */
  neighbourFact: (of: number, direction: 'before' | 'after', signal: AbortSignal) =>
    ask<{ at?: string }>(
      'GET',
      `/api/dashboard/facts/neighbour?of=${timeOf(of)}&direction=${direction}`,
      { signal },
    ),
  stats: (signal: AbortSignal) =>
    ask<{ done_since: string; stats: AgentStats[] }>('GET', '/api/dashboard/agents/stats', {
      signal,
    }),
  health: (signal: AbortSignal) => ask<Health>('GET', '/api/dashboard/health', { signal }),
  activity: (before: string | null, signal: AbortSignal) =>
    ask<{ events: TaskEvent[] }>(
      'GET',
      `/api/dashboard/activity?limit=${ACTIVITY_PAGE}${olderThan(before)}`,
      { signal },
    ),
  incidents: (state: 'open' | 'resolved', signal: AbortSignal) =>
    ask<{ incidents: Incident[] }>('GET', `/api/dashboard/incidents?state=${state}`, { signal }),
};

export const EVENTS_PAGE = 200;
export const ACTIVITY_PAGE = 100;
export const ARCHIVE_PAGE = 50;

const timeOf = (moment: number): string => new Date(moment).toISOString();

const olderThan = (eventId: string | null): string =>
  eventId === null ? '' : `&before=${encodeURIComponent(eventId)}`;

const headersOf = ({ key, version }: Wish) => ({
  'if-match': `"${version}"`,
  'idempotency-key': key,
});

/** An id of ours, random enough never to meet another. */
export function newId(prefix: 'cmd' | 'wish'): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `${prefix}_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
