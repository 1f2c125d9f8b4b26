import { closeDialog } from '../app/dialogs';
import { usePanel, useTask } from '../app/panel';
import { linkOf } from '../board/flights';
import { Dialog } from '../ui/Dialog';
import { useWords } from '../words/words';
import { visibleText } from '../words/visible-text';
import { useTaskActions } from './use-task-actions';

/** Cancelling cannot be undone, so it is the one thing that is asked about. */
export function CancelDialog({ ids }: { ids: readonly string[] }) {
  const words = useWords();
  const [first = ''] = ids;
  const only = useTask(first);
  const cancel = useCancel(ids);
  const question = ids.length === 1 ? words.cancelQuestion : words.cancelQuestionAll(ids.length);
  return (
    <Dialog label={question} onClose={closeDialog} returnTo={() => linkOf(first)}>
      <div className="stack">
        <div>
          <h2>{question}</h2>
          {ids.length === 1 && <p className="plain muted">{visibleText(only?.title ?? first)}</p>}
        </div>
        <p>{ids.length === 1 ? words.cancelEffect : words.cancelEffectAll}</p>
        <div className="acts">
          <button type="button" className="btn" onClick={closeDialog}>
            {words.back}
          </button>
          <button
            type="button"
            className="btn danger"
            onClick={() => {
              closeDialog();
              cancel();
            }}
          >
            {ids.length === 1 ? words.cancelConfirm : words.cancelConfirmAll(ids.length)}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function useCancel(ids: readonly string[]): () => void {
  const { board } = usePanel();
  const actions = useTaskActions();
  return () => {
    if (ids.length === 1) return void actions.cancel(ids[0]!);
    const tasks = ids.flatMap((id) => board.replica.tasks.get(id) ?? []);
    void actions.doWithAll({ is: 'cancel' }, tasks);
  };
}
