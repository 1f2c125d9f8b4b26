import { STAGES, type Stage, type Task } from '../wire/task';

/** The ids of each column's tasks in the order in which they are shown. */
export type Columns = Readonly<Record<Stage, readonly string[]>>;

export const NO_COLUMNS: Columns = {
  backlog: [],
  todo: [],
  doing: [],
  review: [],
  done: [],
  blocked: [],
};

/** Where work has ended the newest is on top; elsewhere what waits longest is, and newcomers join the end. */
const NEWEST_FIRST: ReadonlySet<Stage> = new Set<Stage>(['done', 'blocked']);

export const isNewestFirst = (stage: Stage): boolean => NEWEST_FIRST.has(stage);

/** Above this many newcomers a column is sorted once instead of searched for each. */
const SORT_FROM = 24;

export interface Change {
  readonly id: string;
  readonly before: Task | undefined;
  readonly after: Task | undefined;
}

/**
 * Moves the changed tasks to their places. The order depends only on the stage and on the moment it was entered,
 * never on a value that a report changes; so most changes leave every column as it is, the very same array.
 */
export function arrange(
  columns: Columns,
  changes: Iterable<Change>,
  taskOf: (id: string) => Task,
): Columns {
  const leaving = new Map<Stage, Set<string>>();
  const joining = new Map<Stage, Task[]>();
  for (const { id, before, after } of changes) {
    if (before && after && before.stage === after.stage && before.stage_since === after.stage_since)
      continue;
    if (before) (leaving.get(before.stage) ?? put(leaving, before.stage, new Set())).add(id);
    if (after) (joining.get(after.stage) ?? put(joining, after.stage, [])).push(after);
  }
  if (leaving.size === 0 && joining.size === 0) return columns;
  const next: Record<Stage, readonly string[]> = { ...columns };
  for (const stage of STAGES) {
    const gone = leaving.get(stage);
    const come = joining.get(stage);
    if (!gone && !come) continue;
    const stayed = gone ? columns[stage].filter((id) => !gone.has(id)) : [...columns[stage]];
    next[stage] = come ? insert(stayed, come, stage, taskOf) : stayed;
  }
  return next;
}

function insert(
  ids: string[],
  come: readonly Task[],
  stage: Stage,
  taskOf: (id: string) => Task,
): string[] {
  const compare = comparing(stage);
  if (come.length >= SORT_FROM) {
    const tasks = [...ids.map(taskOf), ...come].sort(compare);
    return tasks.map((task) => task.task_id);
  }
  for (const task of come) ids.splice(placeOf(task, ids, compare, taskOf), 0, task.task_id);
  return ids;
}

function placeOf(
  task: Task,
  ids: readonly string[],
  compare: Comparing,
  taskOf: (id: string) => Task,
): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(taskOf(ids[middle]!), task) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Comparing = (one: Task, other: Task) => number;

function comparing(stage: Stage): Comparing {
  const direction = isNewestFirst(stage) ? -1 : 1;
  return (one, other) =>
    direction * (sinceOf(one) - sinceOf(other)) || (one.task_id < other.task_id ? -1 : 1);
}

const parsed = new WeakMap<Task, number>();

/** Instants have fractions of any length, so they compare as numbers, not as text. */
function sinceOf(task: Task): number {
  const known = parsed.get(task);
  if (known !== undefined) return known;
  const since = Date.parse(task.stage_since);
  parsed.set(task, since);
  return since;
}

function put<K, V>(map: Map<K, V>, key: K, value: V): V {
  map.set(key, value);
  return value;
}

/** Where finished cards leave the board after a while, and are still looked for. */
export const hasArchive = (stage: Stage): boolean => stage === 'done' || stage === 'blocked';
