import type { BoardStore } from '../board/board-store';

/** As many changes as this are kept. */
const KEPT = 200;
/** And as many words on the server's clock. */
const WORDS_KEPT = 12;

/** A change that was painted: when the log took its report, by the server's clock, and when it was painted, by ours. */
export interface Painted {
  readonly reported: number;
  readonly at: number;
}

export interface ScreenSummary {
  readonly count: number;
  readonly median: number;
  readonly p99: number;
  /** Oldest first. */
  readonly taken: readonly number[];
}

/**
 * How long the latest changes took from the log's taking the report until they were painted here. All times in
 * milliseconds. The server's clock is known by what it said and when that was heard: its least delayed word counts, so
 * the times are too short by as long as that one was under way.
 */
export class ScreenTimes {
  private painted: readonly Painted[] = [];
  private leads: readonly number[] = [];

  take(painted: readonly Painted[]): void {
    this.painted = [...this.painted, ...painted].slice(-KEPT);
  }

  hear(serverTime: number, heardAt: number): void {
    this.leads = [...this.leads, serverTime - heardAt].slice(-WORDS_KEPT);
  }

  /** Null when nothing was painted, or nothing is known of the server's clock. */
  summary(): ScreenSummary | null {
    if (this.painted.length === 0 || this.leads.length === 0) return null;
    const lead = Math.max(...this.leads);
    const taken = this.painted.map(({ reported, at }) => Math.max(0, at + lead - reported));
    const sorted = taken.toSorted((one, other) => one - other);
    const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]!;
    return { count: taken.length, median: rank(0.5), p99: rank(0.99), taken };
  }
}

/** Times each change that this tab paints; what was replayed, or came while nobody could see it, is not timed. */
export function timeChanges(board: BoardStore, times: ScreenTimes): void {
  board.onPush(({ changes, replayed }) => {
    if (replayed || document.hidden) return;
    const reported = changes.flatMap(({ after }) => (after ? [Date.parse(after.updated_at)] : []));
    if (reported.length === 0) return;
    // The views render within this frame's task; the next task comes after its paint.
    setTimeout(() => {
      const at = Date.now();
      times.take(reported.map((each) => ({ reported: each, at })));
    });
  });
}
