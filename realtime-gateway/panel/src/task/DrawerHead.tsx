import { useRef, type KeyboardEvent } from 'react';
import { askToCancel } from '../app/dialogs';
import { useAgent, useNow, usePanel } from '../app/panel';
import { MoveItems } from '../board/CardMenu';
import { clockSetAt, faceOf, signalOf, timeLeft, timeToRetry } from '../board/facts';
import { archiveHindrance, cancelHindrance, retryHindrance, type Hindrance } from '../board/moves';
import { useFrozenWhy } from '../board/use-frozen-why';
import { Avatar } from '../ui/Avatar';
import { copyText } from '../ui/copy';
import { Icon } from '../ui/Icon';
import { LongText } from '../ui/LongText';
import { Menu, MenuButton, MenuItem } from '../ui/Menu';
import { StatusMark } from '../ui/StatusMark';
import { countdown } from '../words/format';
import { useSpeech } from '../words/words';
import { visibleText } from '../words/visible-text';
import { isCancelled, type Task } from '../wire/task';
import { Moment } from './Timeline';
import { useTaskActions } from './use-task-actions';

export type DrawerTab = 'timeline' | 'discord' | 'payload' | 'json';
const TABS: readonly DrawerTab[] = ['timeline', 'discord', 'payload', 'json'];

interface DrawerHeadProps {
  readonly task: Task;
  readonly tab: DrawerTab;
  readonly onTab: (tab: DrawerTab) => void;
  readonly moving: boolean;
  readonly onMoving: (moving: boolean) => void;
  readonly onClose: () => void;
}

export function DrawerHead({ task, tab, onTab, moving, onMoving, onClose }: DrawerHeadProps) {
  const { words } = useSpeech();
  return (
    <div className="dh">
      <IdLine task={task} onClose={onClose} />
      <h2 id="drawer-title" className="plain" tabIndex={-1}>
        {visibleText(task.title)}
      </h2>
      <Trouble task={task} />
      <Acts task={task} moving={moving} onMoving={onMoving} />
      <Facts task={task} />
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

function IdLine({ task, onClose }: { task: Task; onClose: () => void }) {
  const { words } = useSpeech();
  const { toaster } = usePanel();
  const actions = useTaskActions();
  const copyId = async () => {
    const copied = await copyText(task.task_id);
    toaster.show({ text: copied ? words.copied : words.notCopied, tone: copied ? 'plain' : 'bad' });
  };
  return (
    <div className="row nowrap">
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

/** What is wrong, since when, on which attempt; nothing when nothing is. */
function Trouble({ task }: { task: Task }) {
  const { words, format } = useSpeech();
  const agent = useAgent(task.agent_id);
  const now = useNow(1);
  const left = timeLeft(task, agent, now);
  const since = format.age(now - Date.parse(task.status_since));
  if (left !== null) {
    const said =
      task.status === 'queued'
        ? { near: words.drawer.nearAck, since: words.drawer.sentAgo }
        : { near: words.drawer.nearDeadline, since: words.drawer.lastNews };
    return (
      <div className="alert clock">
        <Icon name="clock" />
        <div>
          <p>{left > 0 ? said.near(countdown(left)) : words.card.runningOut}</p>
          <p className="sub">{said.since(format.age(now - clockSetAt(task)))}</p>
        </div>
      </div>
    );
  }
  if (isCancelled(task) || (task.status !== 'failed' && task.status !== 'timeout')) return null;
  const timedOut = task.status === 'timeout';
  const rest = timeToRetry(task, now);
  return (
    <div className={timedOut ? 'alert clock' : 'alert'}>
      <Icon name={timedOut ? 's-timeout' : 's-failed'} />
      <div>
        <p className="plain">
          {!timedOut && task.error_code && <code>{visibleText(task.error_code)}</code>}
          {!timedOut && task.error_code && task.message && ' · '}
          {task.message ? <LongText text={task.message} /> : timedOut && words.face.timeout}
        </p>
        <p className="sub">
          {timedOut
            ? words.drawer.timedOutAgo(since, task.attempt)
            : words.drawer.failedAgo(since, task.attempt)}
        </p>
        {rest !== null && (
          <p className="sub">
            {rest > 0
              ? words.drawer.retriesIn(countdown(rest), task.attempt + 1, task.max_attempts ?? null)
              : words.card.retriesNow}
          </p>
        )}
      </div>
    </div>
  );
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
