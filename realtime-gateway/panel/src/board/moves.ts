import { isCancelled, isFinished, STAGES, type Stage, type Task } from '../wire/task';

/** Why a person may not do a thing; the words for each are in `words`. */
export type Hindrance =
  | 'onlyAgentFinishes'
  | 'alreadyDone'
  | 'alreadyThere'
  | 'alreadyFinished'
  | 'notFinished'
  | 'archived'
  | 'keptInBacklog';

/** The stages people may move a card to. Done is never among them: only the agent can finish a task. */
const OPEN_TO_PEOPLE: ReadonlySet<Stage> = new Set<Stage>([
  'backlog',
  'todo',
  'doing',
  'review',
  'blocked',
]);

export function moveHindrance(task: Task, to: Stage): Hindrance | null {
  if (task.status === 'done') return 'alreadyDone';
  if (!OPEN_TO_PEOPLE.has(to)) return 'onlyAgentFinishes';
  return task.stage === to ? 'alreadyThere' : null;
}

/** What a move does to the attempt behind the card; the processor's BacklogRule decides it. */
export type MoveEffect =
  | 'cardOnly'
  /** What failed and had tries left leaves the backlog. */
  | 'nextAttempt'
  /** What would have been tried again by itself goes to the backlog. */
  | 'retryStops'
  /** It is over, wherever its card lies. */
  | 'nothingRuns';

export function moveEffect(task: Task, to: Stage): MoveEffect {
  if (task.status !== 'failed' && task.status !== 'timeout') return 'cardOnly';
  const triesLeft = task.attempt < (task.max_attempts ?? 1) && !isCancelled(task);
  if (task.stage === 'backlog' && triesLeft) return 'nextAttempt';
  if (task.deadline_at === undefined) return 'nothingRuns';
  return to === 'backlog' ? 'retryStops' : 'cardOnly';
}

/** Whether moving the card back brings the task to where it was: it lies where it was put, and nothing else became of it. */
export function canMoveBack(before: Task, to: Stage, now: Task | undefined): boolean {
  return (
    now?.stage === to &&
    now.command_id === before.command_id &&
    now.status === before.status &&
    now.error_code === before.error_code
  );
}

export const mayLift = (task: Task): boolean => task.status !== 'done';

export function editHindrance(task: Task): Hindrance | null {
  if (task.archived_at !== undefined) return 'archived';
  return task.status === 'done' ? 'alreadyDone' : null;
}

export function retryHindrance(task: Task): Hindrance | null {
  if (task.status === 'failed' || task.status === 'timeout') return null;
  return task.status === 'done' ? 'alreadyDone' : 'notFinished';
}

export function cancelHindrance(task: Task): Hindrance | null {
  // What failed but is tried again by itself has not ended yet.
  const over = task.status === 'failed' && task.deadline_at === undefined;
  return task.status === 'done' || over ? 'alreadyFinished' : null;
}

/** What is over leaves the board; what lies in the backlog is kept for another time. */
export function archiveHindrance(task: Task): Hindrance | null {
  if (task.archived_at !== undefined) return 'archived';
  const over = isFinished(task) && (task.status === 'done' || task.deadline_at === undefined);
  if (!over) return 'notFinished';
  return task.stage === 'backlog' ? 'keptInBacklog' : null;
}

/** The next legal column from the given one, to the left (-1) or right (1); the same when there is none. */
export function nextLegal(task: Task, from: Stage, step: -1 | 1): Stage {
  for (let index = STAGES.indexOf(from) + step; STAGES[index] !== undefined; index += step) {
    const stage = STAGES[index]!;
    const hindrance = moveHindrance(task, stage);
    // Its own column is where a drag can be given up, so it is a stop on the way.
    if (hindrance === null || hindrance === 'alreadyThere') return stage;
  }
  return from;
}
