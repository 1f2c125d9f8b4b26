import { useEffect } from 'react';
import { useBoard } from '../app/panel';
import { Picked } from '../app/parts';
import type { Task } from '../wire/task';
import { clearSelection, useSelection } from './selection';

/** Shown for as long as any card that is on the board is selected. */
export function SelectionBar() {
  const ids = useSelection();
  const tasks = useTasks(ids);
  useEffect(() => clearSelection, []);
  return tasks.length === 0 ? null : <Picked tasks={tasks} />;
}

/** Those that are still on the board. */
function useTasks(ids: ReadonlySet<string>): Task[] {
  const shown = useBoard((board) => board.replica.tasks);
  return [...ids].flatMap((id) => shown.get(id) ?? []);
}
