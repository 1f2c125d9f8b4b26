import {
  archiveHindrance,
  cancelHindrance,
  moveHindrance,
  retryHindrance,
  type Hindrance,
} from '../board/moves';
import { api, type Changed, type Wish } from '../wire/api';
import type { Answer } from '../wire/http';
import type { Stage, Task } from '../wire/task';

/** One thing to do with several tasks. */
export type BulkAct =
  { readonly is: 'retry' | 'cancel' | 'archive' } | { readonly is: 'move'; readonly to: Stage };

export function bulkHindrance(act: BulkAct, task: Task): Hindrance | null {
  switch (act.is) {
    case 'retry':
      return retryHindrance(task);
    case 'cancel':
      return cancelHindrance(task);
    case 'archive':
      return archiveHindrance(task);
    case 'move':
      return moveHindrance(task, act.to);
  }
}

/** Those of the tasks that it can be done with now. */
export const openTo = (act: BulkAct, tasks: readonly Task[]): Task[] =>
  tasks.filter((task) => bulkHindrance(act, task) === null);

/** What became of it. */
export interface BulkResult {
  readonly done: number;
  /** Each with its answer: refused, or none at all, so that it may have been done. */
  readonly others: readonly Exclude<Answer<Changed>, { kind: 'ok' }>[];
}

/** So many are under way at a time: a hundred at once would be one agent's worth of calls. */
const AT_ONCE = 4;

/** Asks for each task at the version that was seen; one that changed first is left as it is. */
export async function doWithAll(
  act: BulkAct,
  tasks: readonly Task[],
  wishOf: (task: Task) => Wish,
): Promise<BulkResult> {
  const rest = [...tasks];
  const answers: Answer<Changed>[] = [];
  const work = async () => {
    for (let task = rest.shift(); task !== undefined; task = rest.shift())
      answers.push(await ask(act, task.task_id, wishOf(task)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const others = answers.filter((answer) => answer.kind !== 'ok');
  return { done: answers.length - others.length, others };
}

function ask(act: BulkAct, id: string, wish: Wish): Promise<Answer<Changed>> {
  switch (act.is) {
    case 'retry':
      return api.retry(id, wish);
    case 'cancel':
      return api.cancel(id, wish);
    case 'archive':
      return api.archiveTask(id, wish);
    case 'move':
      return api.move(id, act.to, wish);
  }
}
