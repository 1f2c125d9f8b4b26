import type { Dialogue } from './dialogue';

/** The task and agent records as the realtime-gateway sends them. Names are the wire's own; absent means null. */

export const STAGES = ['backlog', 'todo', 'doing', 'review', 'done', 'blocked'] as const;
export type Stage = (typeof STAGES)[number];

export const STATUSES = ['queued', 'ack', 'running', 'done', 'failed', 'timeout'] as const;
export type Status = (typeof STATUSES)[number];

export interface PriorAttempt {
  readonly command_id: string;
  readonly attempt: number;
  readonly status: Status;
  readonly error_code?: string;
  readonly message?: string;
  readonly ended_at: string;
  /** Who had it, when that is not whoever has the task now. */
  readonly agent_id?: string;
}

/** What came of a task, for people. */
export interface Result {
  /** Markdown. */
  readonly text?: string;
  readonly links?: readonly { readonly url: string; readonly title?: string }[];
}

export interface Task {
  readonly task_id: string;
  /** Grows by one with each fact that changed the task; the order of two copies is the order of their versions. */
  readonly version: number;
  readonly title: string;
  readonly agent_id: string;
  readonly command_id: string;
  readonly attempt: number;
  readonly status: Status;
  readonly stage: Stage;
  /** 0–100. */
  readonly progress?: number;
  readonly message?: string;
  readonly error_code?: string;
  /** Only on a task that was asked for by its id, never on the board. */
  readonly payload?: unknown;
  /** Markdown; like the payload never on the board. */
  readonly instructions?: string;
  /** Of a task that is done; like the payload never on the board. */
  readonly result?: Result;
  /** What agent and people have said to each other, and the other side has not taken up. */
  readonly dialogue?: Dialogue;
  /** How often the current attempt was sent to its agent. */
  readonly deliveries: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly stage_since: string;
  readonly status_since: string;
  /** When its clock runs out; on a failed or timed-out task: when it is tried again by itself. */
  readonly deadline_at?: string;
  /** Whole seconds; absent: the processor's own limit. */
  readonly ack_timeout?: number;
  readonly running_timeout?: number;
  readonly answer_timeout?: number;
  /** Tries that the task may take by itself, the first included; absent: one. */
  readonly max_attempts?: number;
  readonly prior_attempts: readonly PriorAttempt[];
  readonly last_event_id?: string;
  /** Of the current attempt: when its agent had it, began, and when it ended. */
  readonly acked_at?: string;
  readonly started_at?: string;
  readonly finished_at?: string;
  /** When it left the board; only on a task that was read from the archive. */
  readonly archived_at?: string;
}

export type Presence = 'online' | 'offline';

export interface Agent {
  readonly agent_id: string;
  readonly version: number;
  readonly presence: Presence;
  readonly last_seen_at: string;
  readonly last_heartbeat_at?: string;
  readonly presence_since: string;
  readonly deadline_at?: string;
  /** Why nobody misses it while it is offline; absent when it fell silent. */
  readonly departure?: 'goodbye' | 'retired';
  /** The task of its newest report that took effect, until that task is over. */
  readonly current_task_id?: string;
  readonly meta?: Readonly<Record<string, unknown>>;
  /** Which run of the agent's program spoke last, and since when. */
  readonly boot_id?: string;
  readonly boot_since?: string;
}

/** A cancelled task is a failed one whose error code says so. */
export const CANCELLED = 'cancelled';

export const isFinished = (task: Task): boolean =>
  task.status === 'done' || task.status === 'failed' || task.status === 'timeout';

export const isCancelled = (task: Task): boolean =>
  task.status === 'failed' && task.error_code === CANCELLED;
