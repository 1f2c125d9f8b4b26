import type { TaskEdit } from '../wire/api';
import { isFinished, type Task } from '../wire/task';

/** What a person may change of a task, as it stands in the form. */
export interface Brief {
  readonly title: string;
  readonly instructions: string;
  readonly agent: string;
}

export const MAX_INSTRUCTIONS = 16_000;

export const briefOf = (task: Task): Brief => ({
  title: task.title,
  instructions: task.instructions ?? '',
  agent: task.agent_id,
});

/** What is other than it was; null when nothing is. */
export function editOf(before: Brief, { title, instructions, agent }: Brief): TaskEdit | null {
  const edit = {
    ...(title.trim() === before.title ? {} : { title: title.trim() }),
    ...(instructions.trim() === before.instructions.trim()
      ? {}
      : { instructions: instructions.trim() }),
    ...(agent.trim() === before.agent ? {} : { agent_id: agent.trim() }),
  };
  return Object.keys(edit).length === 0 ? null : edit;
}

/** Whether the edit puts another attempt in the place of this one; the processor's TaskEdits decides it. */
export function beginsAnother(task: Task, edit: TaskEdit): boolean {
  if (task.deliveries === 0) return false;
  return edit.agent_id !== undefined || (edit.instructions !== undefined && !isFinished(task));
}

export const isSame = (one: Brief, other: Brief): boolean => editOf(one, other) === null;
