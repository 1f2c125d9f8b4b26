import { closeDialog } from '../app/dialogs';
import { useRemote } from '../app/use-remote';
import { Dialog } from '../ui/Dialog';
import { LoadFault } from '../ui/LoadFault';
import { useWords } from '../words/words';
import { api } from '../wire/api';
import { CreateDialog } from './CreateDialog';
import { draftOf } from './draft';

/** A new task that begins as what was asked of another one. */
export function DuplicateDialog({ id }: { id: string }) {
  const words = useWords();
  const full = useRemote(id, (signal) => api.task(id, signal));
  if (full.value !== null) return <CreateDialog copy={{ of: id, draft: draftOf(full.value) }} />;
  return (
    <Dialog label={words.newTask} onClose={closeDialog}>
      <div className="stack">
        <h2>{words.newTask}</h2>
        {full.fault ? <LoadFault fault={full.fault} /> : <span className="skel w60" />}
      </div>
    </Dialog>
  );
}
