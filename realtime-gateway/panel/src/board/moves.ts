import { STAGES, type Stage, type Task } from '../wire/task';

/** Why a person may not do a thing; the words for each are in `words`. */
export type Hindrance =
  | 'onlyAgentFinishes'
  | 'alreadyDone'
  | 'alreadyThere'
  | 'alreadyFinished'
  | 'notFinished'
  | 'archived';

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

export const mayLift = (task: Task): boolean => task.status !== 'done';

export function retryHindrance(task: Task): Hindrance | null {
  if (task.status === 'failed' || task.status === 'timeout') return null;
  return task.status === 'done' ? 'alreadyDone' : 'notFinished';
}

export function cancelHindrance(task: Task): Hindrance | null {
  // What failed but is tried again by itself has not ended yet.
  const over = task.status === 'failed' && task.deadline_at === undefined;
  return task.status === 'done' || over ? 'alreadyFinished' : null;
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
