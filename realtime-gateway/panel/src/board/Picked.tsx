import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { askToCancel } from '../app/dialogs';
import { openTo, type BulkAct } from '../task/bulk';
import { useTaskActions } from '../task/use-task-actions';
import { Icon, type IconName } from '../ui/Icon';
import { Menu, MenuItem } from '../ui/Menu';
import { useSpeech } from '../words/words';
import { STAGES, type Task } from '../wire/task';
import { clearSelection } from './selection';
import { useFrozenWhy } from './use-frozen-why';

/** What can be done with all cards that are selected; each button says with how many of them. */
export function Picked({ tasks }: { tasks: readonly Task[] }) {
  const { words } = useSpeech();
  const actions = useTaskActions();
  const [moving, setMoving] = useState(false);
  const moveButton = useRef<HTMLButtonElement>(null);
  useClearByEscape();
  const act = (what: BulkAct) => void actions.doWithAll(what, tasks);
  return (
    <div className="picked" role="toolbar" aria-label={words.select.selected(tasks.length)}>
      <b role="status">{words.select.selected(tasks.length)}</b>
      <Act icon="retry" act={{ is: 'retry' }} tasks={tasks} onAct={act} label={words.act.retry} />
      <button
        ref={moveButton}
        type="button"
        className="btn"
        aria-haspopup="menu"
        aria-expanded={moving}
        onClick={() => setMoving(!moving)}
      >
        <Icon name="move" />
        {words.act.moveTo}
      </button>
      {moving && (
        <Menu label={words.act.moveTo} anchor={moveButton} onClose={() => setMoving(false)}>
          <Stages tasks={tasks} onAct={act} />
        </Menu>
      )}
      <Act
        icon="archive"
        act={{ is: 'archive' }}
        tasks={tasks}
        onAct={act}
        label={words.act.archive}
      />
      <Act
        icon="ban"
        act={{ is: 'cancel' }}
        tasks={tasks}
        onAct={(what) => askToCancel(openTo(what, tasks).map((task) => task.task_id))}
        label={words.act.cancelShort}
      />
      <button
        type="button"
        className="btn quiet icon"
        aria-label={words.select.clear}
        title={`${words.select.clear} (Esc)`}
        onClick={clearSelection}
      >
        <Icon name="x" />
      </button>
    </div>
  );
}

interface ActProps {
  readonly act: BulkAct;
  readonly tasks: readonly Task[];
  readonly onAct: (act: BulkAct) => void;
}

function Act({ icon, label, act, tasks, onAct }: ActProps & { icon: IconName; label: string }) {
  const { words, format } = useSpeech();
  const frozenWhy = useFrozenWhy();
  const count = openTo(act, tasks).length;
  const hindrance = frozenWhy ?? (count === 0 ? words.select.noneOpen : null);
  return (
    <button
      type="button"
      className="btn"
      disabled={hindrance !== null}
      title={hindrance ?? undefined}
      onClick={() => onAct(act)}
    >
      <Icon name={icon} />
      {label}
      {count > 0 && count < tasks.length && <span className="count">{format.number(count)}</span>}
    </button>
  );
}

function Stages({ tasks, onAct }: Omit<ActProps, 'act'>) {
  const { words, format } = useSpeech();
  const frozenWhy = useFrozenWhy();
  return (
    <>
      <p className="label">{words.act.moveTo}</p>
      {STAGES.map((to) => {
        const act: BulkAct = { is: 'move', to };
        const count = openTo(act, tasks).length;
        return (
          <MenuItem
            key={to}
            icon={`g-${to}`}
            hindrance={frozenWhy ?? (count === 0 ? words.select.noneOpen : null)}
            hint={<span className="num">{format.number(count)}</span>}
            onChoose={() => onAct(act)}
          >
            {words.stage[to]}
          </MenuItem>
        );
      })}
    </>
  );
}

/** Before the keys of the page, and after whatever is open above the board. */
function useClearByEscape(): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    if (document.querySelector('.menu, .drawer, dialog:modal, .board.dragging') !== null) return;
    event.preventDefault();
    clearSelection();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listener, { capture: true });
    return () => document.removeEventListener('keydown', listener, { capture: true });
  }, []);
}
