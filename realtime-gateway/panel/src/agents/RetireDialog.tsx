import { closeDialog } from '../app/dialogs';
import { usePanel } from '../app/panel';
import { Dialog } from '../ui/Dialog';
import { useWords } from '../words/words';
import { retire } from './retire';

/** Only the agent itself can undo it, by its next sign of life. */
export function RetireDialog({ id }: { id: string }) {
  const words = useWords();
  const { toaster } = usePanel();
  return (
    <Dialog label={words.agents.retireQuestion} onClose={closeDialog}>
      <div className="stack">
        <div>
          <h2>{words.agents.retireQuestion}</h2>
          <p className="plain muted">{id}</p>
        </div>
        <p>{words.agents.retireEffect}</p>
        <div className="acts">
          <button type="button" className="btn" onClick={closeDialog}>
            {words.back}
          </button>
          <button
            type="button"
            className="btn danger"
            onClick={() => {
              closeDialog();
              void retire(id, toaster, words);
            }}
          >
            {words.agents.retireConfirm}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
