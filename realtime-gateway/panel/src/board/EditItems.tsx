import { openDuplicate, openEdit } from '../app/dialogs';
import { MenuItem } from '../ui/Menu';
import { useWords } from '../words/words';
import type { Task } from '../wire/task';
import { editHindrance } from './moves';
import { useFrozenWhy } from './use-frozen-why';

/** What can be changed of a task, and the way to another one like it. */
export function EditItems({ task }: { task: Task }) {
  const words = useWords();
  const frozenWhy = useFrozenWhy();
  const hindrance = editHindrance(task);
  const why = frozenWhy ?? (hindrance && words.hindrance[hindrance]);
  return (
    <>
      <MenuItem icon="edit" hindrance={why} onChoose={() => openEdit(task.task_id)}>
        {words.act.edit}
      </MenuItem>
      <MenuItem icon="person" hindrance={why} onChoose={() => openEdit(task.task_id, true)}>
        {words.act.reassign}
      </MenuItem>
      <MenuItem icon="plus" hindrance={frozenWhy} onChoose={() => openDuplicate(task.task_id)}>
        {words.act.duplicate}
      </MenuItem>
    </>
  );
}
