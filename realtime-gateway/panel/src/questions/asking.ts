import { useSyncExternalStore } from 'react';
import { usePanel } from '../app/panel';
import type { BoardStore } from '../board/board-store';
import { openQuestionOf } from '../board/facts';
import type { Task } from '../wire/task';

interface Asking {
  readonly of: ReadonlyMap<string, Task>;
  readonly tasks: readonly Task[];
}

const known = new WeakMap<BoardStore, Asking>();

/** The tasks whose agents wait for an answer, the longest wait first. The same list until one of them changes. */
function askingOn(board: BoardStore): readonly Task[] {
  const all = board.replica.tasks;
  const before = known.get(board);
  if (before?.of === all) return before.tasks;
  const found = [...all.values()]
    .filter((task) => openQuestionOf(task) !== undefined)
    .sort((one, other) => askedAt(one) - askedAt(other));
  const isSame =
    before?.tasks.length === found.length &&
    found.every((task, index) => task === before.tasks[index]);
  const tasks = isSame ? before.tasks : found;
  known.set(board, { of: all, tasks });
  return tasks;
}

const askedAt = (task: Task): number => Date.parse(openQuestionOf(task)!.asked_at);

export function useAsking(): readonly Task[] {
  const { board } = usePanel();
  return useSyncExternalStore(board.subscribe, () => askingOn(board));
}
