import { useTask } from '../app/panel';
import type { RemoteFault } from '../app/use-remote';
import { faceOf } from '../board/facts';
import { Icon } from '../ui/Icon';
import { LoadFault } from '../ui/LoadFault';
import { StatusMark } from '../ui/StatusMark';
import { useWords } from '../words/words';
import { visibleText } from '../words/visible-text';
import type { Task } from '../wire/task';
import { closeDrawer } from './DrawerFrame';

/** The head of a task by what the board knows of it, until the code for the rest has come. */
export function DrawerToCome({ id, fault }: { id: string; fault: RemoteFault | null }) {
  const words = useWords();
  const task = useTask(id);
  return (
    <>
      <div className="dh">
        <div className="row nowrap">
          <span className="idline">
            <span className="ell">{id}</span>
          </span>
          <span className="grow" />
          <button
            type="button"
            className="btn quiet icon"
            aria-label={words.drawer.close}
            onClick={closeDrawer}
          >
            <Icon name="x" />
          </button>
        </div>
        <h2 id="drawer-title" className="plain" tabIndex={-1}>
          {task === undefined ? words.loading : visibleText(task.title)}
        </h2>
        <div className="acts-to-come" aria-hidden="true">
          <span className="skel w60" />
        </div>
        {task !== undefined && <KnownFacts task={task} />}
      </div>
      <div className="db">
        {fault === null ? (
          <div className="skeleton" aria-hidden="true">
            <span className="skel w45" />
            <span className="skel w60" />
          </div>
        ) : (
          <LoadFault fault={fault} />
        )}
      </div>
    </>
  );
}

function KnownFacts({ task }: { task: Task }) {
  const words = useWords();
  return (
    <dl className="facts">
      <div>
        <dt>{words.drawer.status}</dt>
        <dd>
          <StatusMark face={faceOf(task)} spins />
        </dd>
      </div>
      <div>
        <dt>{words.drawer.stage}</dt>
        <dd>{words.stage[task.stage]}</dd>
      </div>
      <div>
        <dt>{words.drawer.agent}</dt>
        <dd className="plain">{task.agent_id}</dd>
      </div>
      <div>
        <dt>{words.drawer.version}</dt>
        <dd className="mono">{task.version}</dd>
      </div>
    </dl>
  );
}
