import { closeDialog } from '../app/dialogs';
import { useTask } from '../app/panel';
import { linkOf } from '../board/flights';
import { Dialog } from '../ui/Dialog';
import { useWords } from '../words/words';
import { visibleText } from '../words/visible-text';
import { useTaskActions } from './use-task-actions';

/** Cancelling cannot be undone, so it is the one thing that is asked about. */
export function CancelDialog({ id }: { id: string }) {
  const words = useWords();
  const task = useTask(id);
  const actions = useTaskActions();
  return (
    <Dialog label={words.cancelQuestion} onClose={closeDialog} returnTo={() => linkOf(id)}>
      <div className="stack">
        <div>
          <h2>{words.cancelQuestion}</h2>
          <p className="plain muted">{visibleText(task?.title ?? id)}</p>
        </div>
        <p>{words.cancelEffect}</p>
        <div className="acts">
          <button type="button" className="btn" onClick={closeDialog}>
            {words.back}
          </button>
          <button
            type="button"
            className="btn danger"
            onClick={() => {
              closeDialog();
              void actions.cancel(id);
            }}
          >
            {words.cancelConfirm}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
