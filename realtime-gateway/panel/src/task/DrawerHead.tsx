import { useRef, type KeyboardEvent } from 'react';
import { askToCancel } from '../app/dialogs';
import { useAgent, useNow } from '../app/panel';
import { Instructions, Notes, Question, Result } from '../app/parts';
import { MoveItems } from '../board/CardMenu';
import { faceOf, signalOf } from '../board/facts';
import { archiveHindrance, cancelHindrance, retryHindrance, type Hindrance } from '../board/moves';
import { useFrozenWhy } from '../board/use-frozen-why';
import { Avatar } from '../ui/Avatar';
import { Icon } from '../ui/Icon';
import { Menu } from '../ui/Menu';
import { StatusMark } from '../ui/StatusMark';
import { useSpeech } from '../words/words';
import { visibleText } from '../words/visible-text';
import type { Task } from '../wire/task';
import { Moment } from './Moment';
import { LatestMessage, Trouble } from './Trouble';
import { useTaskActions } from './use-task-actions';

export type DrawerTab = 'timeline' | 'discord' | 'payload' | 'json';
const TABS: readonly DrawerTab[] = ['timeline', 'discord', 'payload', 'json'];

interface DrawerHeadProps {
  readonly task: Task;
  /** With what never comes over the board's socket; null until it is here. */
  readonly full: Task | null;
  readonly moving: boolean;
  readonly onMoving: (moving: boolean) => void;
}

/** What somebody who supervises it wants to know first: what was asked, what the agent asks, and what came of it. */
export function DrawerHead({ task, full, moving, onMoving }: DrawerHeadProps) {
  const { instructions, result } = { ...full, ...task };
  return (
    <div className="dh">
      <h2 id="drawer-title" className="plain" tabIndex={-1}>
        {visibleText(task.title)}
      </h2>
      {instructions !== undefined && <Instructions text={instructions} />}
      <Question task={task} />
      <Trouble task={task} />
      <LatestMessage task={task} />
      {result !== undefined && <Result result={result} />}
      <Notes task={task} />
      <Acts task={task} moving={moving} onMoving={onMoving} />
      <Facts task={task} />
    </div>
  );
}

interface TabsProps {
  readonly tab: DrawerTab;
  readonly onTab: (tab: DrawerTab) => void;
}

export function DrawerTabs({ tab, onTab }: TabsProps) {
  const { words } = useSpeech();
  return (
    <div
      className="tabs"
      role="tablist"
      aria-label={words.drawer.sections}
      onKeyDown={(event) => walkTabs(event, tab, onTab)}
    >
      {TABS.map((each) => (
        <button
          key={each}
          id={`tab-${each}`}
          type="button"
          role="tab"
          aria-selected={each === tab}
          aria-controls="drawer-panel"
          tabIndex={each === tab ? 0 : -1}
          onClick={() => onTab(each)}
        >
          {words.drawer.tabs[each]}
        </button>
      ))}
    </div>
  );
}

function walkTabs(event: KeyboardEvent, tab: DrawerTab, onTab: (tab: DrawerTab) => void): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const next = TABS.at((TABS.indexOf(tab) + step) % TABS.length)!;
  onTab(next);
  document.getElementById(`tab-${next}`)?.focus();
}

function Acts({
  task,
  moving,
  onMoving,
}: {
  task: Task;
  moving: boolean;
  onMoving: (moving: boolean) => void;
}) {
  const { words } = useSpeech();
  const frozenWhy = useFrozenWhy();
  const actions = useTaskActions();
  const moveButton = useRef<HTMLButtonElement>(null);
  const unless = (hindrance: Hindrance | null) =>
    frozenWhy ?? (hindrance && words.hindrance[hindrance]);
  const noRetry = unless(retryHindrance(task));
  const noMove = unless(
    task.archived_at !== undefined ? 'archived' : task.status === 'done' ? 'alreadyDone' : null,
  );
  const noCancel = unless(cancelHindrance(task));
  const mayArchive = archiveHindrance(task) === null;
  const retryIsMain = retryHindrance(task) === null;
  return (
    <div className="row">
      <button
        type="button"
        className={retryIsMain ? 'btn primary' : 'btn'}
        disabled={noRetry !== null}
        title={noRetry ?? undefined}
        onClick={() => void actions.retry(task)}
      >
        <Icon name="retry" />
        {words.act.retry}
        <kbd aria-hidden="true">R</kbd>
      </button>
      <button
        ref={moveButton}
        type="button"
        className="btn"
        aria-haspopup="menu"
        aria-expanded={moving}
        disabled={noMove !== null}
        title={noMove ?? undefined}
        onClick={() => onMoving(!moving)}
      >
        <Icon name="move" />
        {words.act.moveTo}
        <kbd aria-hidden="true">M</kbd>
      </button>
      {moving && noMove === null && (
        <Menu label={words.act.moveTo} anchor={moveButton} onClose={() => onMoving(false)}>
          <MoveItems task={task} />
        </Menu>
      )}
      <button
        type="button"
        className="btn d-only"
        aria-label={words.act.copyCurl}
        onClick={() => void actions.copyCurl(task.task_id)}
      >
        <Icon name="copy" />
        {words.act.curl}
      </button>
      {mayArchive ? (
        <button
          type="button"
          className="btn"
          disabled={frozenWhy !== null}
          title={frozenWhy ?? undefined}
          onClick={() => void actions.archive(task.task_id)}
        >
          <Icon name="archive" />
          {words.act.archive}
        </button>
      ) : (
        <button
          type="button"
          className="btn danger"
          disabled={noCancel !== null}
          title={noCancel ?? undefined}
          onClick={() => askToCancel([task.task_id])}
        >
          {words.act.cancelShort}
        </button>
      )}
    </div>
  );
}

function Facts({ task }: { task: Task }) {
  const { words, format } = useSpeech();
  const agent = useAgent(task.agent_id);
  const now = useNow(15);
  const signal = agent === undefined ? null : signalOf(agent, now);
  const limits = [
    (task.max_attempts ?? 1) > 1 ? words.drawer.attemptOf(task.attempt, task.max_attempts!) : '',
    task.ack_timeout === undefined
      ? ''
      : words.drawer.ackWithin(format.span(task.ack_timeout * 1_000)),
    task.running_timeout === undefined
      ? ''
      : words.drawer.newsWithin(format.span(task.running_timeout * 1_000)),
  ].filter(Boolean);
  return (
    <dl className="facts">
      <div>
        <dt>{words.drawer.status}</dt>
        <dd>
          <StatusMark face={faceOf(task)} spins />
          {task.status === 'running' && task.progress !== undefined && (
            <span className="muted">{format.percent(task.progress)}</span>
          )}
        </dd>
      </div>
      <div>
        <dt>{words.drawer.stage}</dt>
        <dd>
          {words.stage[task.stage]}{' '}
          <span className="muted">{format.age(now - Date.parse(task.stage_since))}</span>
        </dd>
      </div>
      <div>
        <dt>{words.drawer.agent}</dt>
        <dd>
          <span className="ag">
            <Avatar agentId={task.agent_id} signal={signal} />
            <span className="plain">{task.agent_id}</span>
            {signal !== null && <span className="vh">, {words.signal[signal]}</span>}
          </span>
        </dd>
      </div>
      <div>
        <dt>{words.drawer.version}</dt>
        <dd className="mono">{task.version}</dd>
      </div>
      {task.archived_at !== undefined && (
        <div>
          <dt>{words.drawer.archived}</dt>
          <dd>
            <Moment at={task.archived_at} />
          </dd>
        </div>
      )}
      {limits.length > 0 && (
        <div className="wide">
          <dt>{words.drawer.limits}</dt>
          <dd>{limits.join(' · ')}</dd>
        </div>
      )}
    </dl>
  );
}
