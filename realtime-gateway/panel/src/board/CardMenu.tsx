import { useEffect, useState } from 'react';
import { askToCancel } from '../app/dialogs';
import { useBoard, useTask } from '../app/panel';
import { go, taskPath } from '../app/router';
import { useTaskActions } from '../task/use-task-actions';
import { Icon } from '../ui/Icon';
import { Menu, MenuItem } from '../ui/Menu';
import { useWords } from '../words/words';
import { visibleText } from '../words/visible-text';
import { STAGES, type Task } from '../wire/task';
import {
  closeCardMenu,
  openCardMenu,
  useActionsAreOpen,
  useOpenCardMenu,
  type OpenMenu,
} from './card-menus';
import { cardOf, linkOf } from './flights';
import { toggleSelected } from './selection';
import { EditItems } from './EditItems';
import { useFrozenWhy } from './use-frozen-why';
import { archiveHindrance, cancelHindrance, moveHindrance, retryHindrance } from './moves';

/** The `⋯` of a card. */
export function CardMenuButton({ id, tabIndex }: { id: string; tabIndex: number }) {
  const words = useWords();
  const open = useActionsAreOpen(id);
  const title = useBoard((board) => board.task(id)?.title ?? id);
  return (
    <button
      type="button"
      className="kebab"
      tabIndex={tabIndex}
      aria-label={words.card.actions(visibleText(title))}
      aria-haspopup="menu"
      aria-expanded={open}
      onClick={() => (open ? closeCardMenu() : openCardMenu(id, 'actions'))}
    >
      <Icon name="dots" />
    </button>
  );
}

/** The menu that is open, at its card wherever that is by now: behind `⋯` the actions, by the key `M` the stages. */
export function CardMenu() {
  const open = useOpenCardMenu();
  useEffect(() => closeCardMenu, []);
  return open && <OpenCardMenu key={`${open.id} ${open.shows}`} {...open} />;
}

function OpenCardMenu({ id, shows }: OpenMenu) {
  const words = useWords();
  const task = useTask(id);
  const [anchor] = useState(() => ({
    get current() {
      return shows === 'actions'
        ? (cardOf(id)?.querySelector<HTMLElement>('.kebab') ?? null)
        : linkOf(id);
    },
  }));
  if (task === undefined) return null;
  return (
    <Menu
      label={shows === 'actions' ? words.card.actions(visibleText(task.title)) : words.act.moveTo}
      anchor={anchor}
      onClose={closeCardMenu}
    >
      {shows === 'actions' ? <TaskActions task={task} /> : <MoveItems task={task} />}
    </Menu>
  );
}

/** All that can be done with the task, and why the rest cannot. `moving` shows the six stages in their place. */
function TaskActions({ task }: { task: Task }) {
  const words = useWords();
  const frozenWhy = useFrozenWhy();
  const actions = useTaskActions();
  const [moving, setMoving] = useState(false);
  if (moving) return <MoveItems task={task} />;
  const unless = (hindrance: keyof typeof words.hindrance | null) =>
    frozenWhy ?? (hindrance && words.hindrance[hindrance]);
  return (
    <>
      <MenuItem
        icon="board"
        onChoose={() => go(taskPath(task.task_id) + location.search, { fromBoard: true })}
      >
        {words.act.open}
      </MenuItem>
      <MenuItem
        icon="move"
        stays
        hindrance={unless(task.status === 'done' ? 'alreadyDone' : null)}
        onChoose={() => setMoving(true)}
        hint={<kbd className="num">M</kbd>}
      >
        {words.act.moveTo}
      </MenuItem>
      <MenuItem
        icon="retry"
        hindrance={unless(retryHindrance(task))}
        onChoose={() => void actions.retry(task)}
        hint={<kbd className="num">R</kbd>}
      >
        {words.act.retry}
      </MenuItem>
      <MenuItem
        icon="ban"
        danger
        hindrance={unless(cancelHindrance(task))}
        onChoose={() => askToCancel([task.task_id])}
      >
        {words.act.cancel}
      </MenuItem>
      <MenuItem
        icon="archive"
        hindrance={unless(archiveHindrance(task))}
        onChoose={() => void actions.archive(task.task_id)}
      >
        {words.act.archive}
      </MenuItem>
      <hr />
      <EditItems task={task} />
      <hr />
      <MenuItem
        icon="check"
        onChoose={() => toggleSelected(task.task_id)}
        hint={<kbd className="num">X</kbd>}
      >
        {words.act.select}
      </MenuItem>
      <MenuItem icon="link" onChoose={() => void actions.copyLink(task.task_id)}>
        {words.act.copyLink}
      </MenuItem>
      <MenuItem icon="copy" onChoose={() => void actions.copyCurl(task.task_id)}>
        {words.act.copyCurl}
      </MenuItem>
    </>
  );
}

export function MoveItems({ task }: { task: Task }) {
  const words = useWords();
  const frozenWhy = useFrozenWhy();
  const actions = useTaskActions();
  return (
    <>
      <p className="label">{words.act.moveTo}</p>
      {STAGES.map((stage) => {
        const hindrance = moveHindrance(task, stage);
        return (
          <MenuItem
            key={stage}
            icon={`g-${stage}`}
            hindrance={frozenWhy ?? (hindrance && words.hindrance[hindrance])}
            onChoose={() => void actions.move(task.task_id, stage)}
          >
            {words.stage[stage]}
          </MenuItem>
        );
      })}
    </>
  );
}
