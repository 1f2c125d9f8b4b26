/** What the server says of the agents' work and of the system itself. */

/** Milliseconds; absent where nothing was measured. */
export interface Durations {
  readonly count: number;
  readonly p50?: number;
  readonly p95?: number;
  readonly p99?: number;
}

export interface AgentStats {
  readonly agent_id: string;
  readonly tasks_done: number;
  readonly tasks_failed: number;
  readonly tasks_timeout: number;
  readonly tasks_cancelled: number;
  /** Ended by a restart of the agent. */
  readonly tasks_restarted?: number;
  readonly ack_ms?: Durations;
  readonly run_ms?: Durations;
  /** By the hour since `done_since`, oldest first; the last one is still filling. */
  readonly done_by_hour: readonly number[];
  readonly last_seen_at?: string;
  readonly updated_at?: string;
}

/** How the system does. What cannot be told at the moment is absent and named in `unavailable`. */
export interface Health {
  readonly as_of: string;
  readonly flow?: {
    readonly window_seconds: number;
    readonly bucket_seconds: number;
    /** Oldest first, without gaps; the last one is still filling. */
    readonly buckets: readonly {
      readonly at: string;
      readonly applied: number;
      readonly late: number;
      readonly refused: number;
    }[];
  };
  readonly lag?: readonly {
    readonly group: string;
    readonly topic: string;
    readonly partition: number;
    readonly lag: number;
  }[];
  /** Tasks done by the hour, oldest first; the last one is still filling. */
  readonly done?: {
    readonly since: string;
    readonly bucket_seconds: number;
    readonly counts: readonly number[];
  };
  readonly deadlines?: {
    readonly fired: number;
    readonly p50_ms?: number;
    readonly p99_ms?: number;
    readonly max_ms?: number;
    readonly bucket_ms: number;
    /** How many fired within each such time after their limit, the last of all beyond. */
    readonly counts: readonly number[];
    readonly window_seconds: number;
  };
  /** Deliveries of the window by what became of them. */
  readonly discord?: {
    readonly window_seconds: number;
    readonly sent: number;
    readonly coalesced: number;
    readonly suppressed: number;
    readonly waiting: number;
    readonly dead: number;
  };
  readonly jobs?: readonly {
    readonly job: string;
    readonly schedule?: string;
    readonly last_started_at?: string;
    readonly last_finished_at?: string;
    readonly duration_ms?: number;
    readonly running: boolean;
    readonly last_result?: unknown;
  }[];
  /** Newest first. */
  readonly reconcile?: readonly {
    readonly checked_at: string;
    readonly ok: boolean;
    readonly finding?: unknown;
  }[];
  readonly rejected?: {
    readonly total: number;
    readonly newest: readonly {
      readonly at: string;
      readonly reason: string;
      readonly detail?: string;
      readonly topic?: string;
      readonly partition?: number;
      readonly offset?: number;
    }[];
  };
  readonly unavailable?: readonly string[];
}

/** A part of it that could be told. */
export type HealthPart<Name extends keyof Health> = NonNullable<Health[Name]>;
