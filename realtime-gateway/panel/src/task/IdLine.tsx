import { usePanel } from '../app/panel';
import { EditItems } from '../board/EditItems';
import { copyText } from '../ui/copy';
import { Icon } from '../ui/Icon';
import { MenuButton, MenuItem } from '../ui/Menu';
import { useWords } from '../words/words';
import type { Task } from '../wire/task';
import { useTaskActions } from './use-task-actions';

/** Which task it is, what else can be done with it, and the way out; always in sight. */
export function IdLine({ task, onClose }: { task: Task; onClose: () => void }) {
  const words = useWords();
  const { toaster } = usePanel();
  const actions = useTaskActions();
  const copyId = async () => {
    const copied = await copyText(task.task_id);
    toaster.show({ text: copied ? words.copied : words.notCopied, tone: copied ? 'plain' : 'bad' });
  };
  return (
    <div className="dtop">
      <span className="idline">
        <span className="ell">{task.task_id}</span>
        <button
          type="button"
          className="btn quiet icon"
          aria-label={words.drawer.copyId}
          onClick={() => void copyId()}
        >
          <Icon name="copy" />
        </button>
      </span>
      <span className="grow" />
      <MenuButton
        className="btn quiet icon"
        label={words.more}
        menu={() => (
          <>
            <EditItems task={task} />
            <hr />
            <MenuItem icon="link" onChoose={() => void actions.copyLink(task.task_id)}>
              {words.act.copyLink}
            </MenuItem>
            <MenuItem icon="copy" onChoose={() => void actions.copyCurl(task.task_id)}>
              {words.act.copyCurl}
            </MenuItem>
          </>
        )}
      >
        <Icon name="dots" />
      </MenuButton>
      <button
        type="button"
        className="btn quiet icon"
        aria-label={words.drawer.close}
        onClick={onClose}
      >
        <Icon name="x" />
      </button>
    </div>
  );
}
