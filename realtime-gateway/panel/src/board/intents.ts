import type { Stage, Task } from '../wire/task';

/**
 * Moves that a person has made and the server has not yet confirmed. The card is shown where the person put it, with a
 * dashed border, until the server's own version says so or the move is refused.
 */
export interface Intent {
  readonly to: Stage;
  /** When the card came to its new column, as an instant of the server's clock. */
  readonly since: string;
  /** The version the person saw. */
  readonly seenVersion: number;
  /** The version the server gave the move; null until it has answered. */
  readonly givenVersion: number | null;
}

export type Intents = ReadonlyMap<string, Intent>;

/** The task as it is shown: the server's, but in the column where the person put it. */
export function asIntended(task: Task, intent: Intent): Task {
  return { ...task, stage: intent.to, stage_since: intent.since };
}

/** True when the server's record makes the intent pointless: it was applied, or overtaken by an end. */
export function isSettled(intent: Intent, task: Task | undefined): boolean {
  if (task === undefined) return true;
  if (intent.givenVersion !== null) return task.version >= intent.givenVersion;
  if (task.version <= intent.seenVersion) return false;
  return task.stage === intent.to || task.status === 'done';
}
