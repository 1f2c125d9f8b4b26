import { useRef, useState } from 'react';
import { askToCancel } from '../app/dialogs';
import { useFrozen, useIsPast, useTask } from '../app/panel';
import { go, taskPath } from '../app/router';
import { useTaskActions } from '../task/use-task-actions';
import { Icon } from '../ui/Icon';
import { Menu, MenuButton, MenuItem } from '../ui/Menu';
import { useWords } from '../words/words';
import { STAGES, type Task } from '../wire/task';
import { cardOf } from './flights';
import { cancelHindrance, moveHindrance, retryHindrance } from './moves';

/** The `⋯` of a card: all that can be done with the task, and why the rest cannot. */
export function CardMenu({ id, tabIndex }: { id: string; tabIndex?: number }) {
  const words = useWords();
  const task = useTask(id);
  return (
    <MenuButton
      className="kebab"
      label={words.card.actions}
      {...(tabIndex === undefined ? {} : { tabIndex })}
      menu={() => task && <TaskMenu task={task} />}
    >
      <Icon name="dots" />
    </MenuButton>
  );
}

/** `moving` shows the six stages in place of the actions. */
function TaskMenu({ task }: { task: Task }) {
  const words = useWords();
  const frozen = useFrozen();
  const frozenWhy = useIsPast() ? words.pastHindrance : words.frozenHindrance;
  const actions = useTaskActions();
  const [moving, setMoving] = useState(false);
  if (moving) return <MoveItems task={task} />;
  const unless = (hindrance: keyof typeof words.hindrance | null) =>
    frozen ? frozenWhy : hindrance && words.hindrance[hindrance];
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
        onChoose={() => void actions.retry(task.task_id)}
        hint={<kbd className="num">R</kbd>}
      >
        {words.act.retry}
      </MenuItem>
      <MenuItem
        icon="ban"
        danger
        hindrance={unless(cancelHindrance(task))}
        onChoose={() => askToCancel(task.task_id)}
      >
        {words.act.cancel}
      </MenuItem>
      <hr />
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
  const frozen = useFrozen();
  const frozenWhy = useIsPast() ? words.pastHindrance : words.frozenHindrance;
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
            hindrance={frozen ? frozenWhy : hindrance && words.hindrance[hindrance]}
            onChoose={() => void actions.move(task.task_id, stage)}
          >
            {words.stage[stage]}
          </MenuItem>
        );
      })}
    </>
  );
}

/** The same six stages straight from the key `M`, at the card that has the focus. */
export function MoveMenu({ id, onClose }: { id: string; onClose: () => void }) {
  const words = useWords();
  const task = useTask(id);
  const anchor = useRef<HTMLElement | null>(cardOf(id)?.querySelector<HTMLElement>('h3 a') ?? null);
  if (task === undefined) return null;
  return (
    <Menu label={words.act.moveTo} anchor={anchor} onClose={onClose}>
      <MoveItems task={task} />
    </Menu>
  );
}
