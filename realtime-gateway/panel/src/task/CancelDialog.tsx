import { Dialog } from '../ui/Dialog';
import { useWords } from '../words/words';
import { visibleText } from '../words/visible-text';
import type { Task } from '../wire/task';
import { useTaskActions } from './use-task-actions';

/** Cancelling cannot be undone, so it is the one thing that is asked about. */
export function CancelDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const words = useWords();
  const actions = useTaskActions();
  return (
    <Dialog label={words.cancelQuestion} onClose={onClose}>
      <div className="stack">
        <div>
          <h2>{words.cancelQuestion}</h2>
          <p className="plain muted">{visibleText(task.title)}</p>
        </div>
        <p>{words.cancelEffect}</p>
        <div className="acts">
          <button type="button" className="btn" onClick={onClose}>
            {words.back}
          </button>
          <button
            type="button"
            className="btn danger"
            onClick={() => {
              onClose();
              void actions.cancel(task.task_id);
            }}
          >
            {words.cancelConfirm}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
