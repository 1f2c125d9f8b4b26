import { useRef } from 'react';
import { useWords } from '../words/words';
import { api, newId, type TaskEdit } from '../wire/api';
import type { FieldProblem } from '../wire/http';
import type { Task } from '../wire/task';
import { briefOf, isSame } from './edits';
import { refusal } from './use-task-actions';

export type Saved =
  | { readonly is: 'saved'; readonly another: boolean }
  /** Somebody else changed what is asked; the task as it is now. */
  | { readonly is: 'changed'; readonly task: Task }
  | {
      readonly is: 'refused';
      readonly errors: readonly FieldProblem[];
      readonly why: string | null;
    }
  | { readonly is: 'signedOut' };

/** Reports of the agent change the version, and not what is asked: over these an edit is sent again, so often at most. */
const ROUNDS = 4;

/** Saves over the version whose brief the person saw. Without an answer, saving the same again repeats nothing. */
export function useSaveEdit(id: string): (base: Task, edit: TaskEdit) => Promise<Saved> {
  const words = useWords();
  const unsettled = useRef<{ readonly wish: string; readonly key: string } | null>(null);

  async function save(base: Task, edit: TaskEdit, rounds = ROUNDS): Promise<Saved> {
    const wish = JSON.stringify([base.version, edit]);
    const key = unsettled.current?.wish === wish ? unsettled.current.key : newId('wish');
    unsettled.current = { wish, key };
    const answer = await api.edit(id, edit, { key, version: base.version });
    switch (answer.kind) {
      case 'ok':
        return {
          is: 'saved',
          another:
            answer.body.command_id !== undefined && answer.body.command_id !== base.command_id,
        };
      case 'refused': {
        const { errors } = answer.problem;
        if (answer.status !== 412)
          return { is: 'refused', errors, why: errors.length > 0 ? null : refusal(answer, words) };
        const now = await api.task(id, AbortSignal.timeout(READ_WITHIN));
        if (now.kind !== 'ok') return { is: 'refused', errors, why: refusal(answer, words) };
        return rounds > 1 && isSame(briefOf(base), briefOf(now.body))
          ? save(now.body, edit, rounds - 1)
          : { is: 'changed', task: now.body };
      }
      case 'unanswered':
        return { is: 'refused', errors: [], why: words.edit.unanswered };
      case 'signedOut':
        return { is: 'signedOut' };
    }
  }
  return (base, edit) => save(base, edit);
}

const READ_WITHIN = 10_000;
