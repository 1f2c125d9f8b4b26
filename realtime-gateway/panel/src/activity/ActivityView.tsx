import { useEffect, useRef, useState } from 'react';
import { AsOf } from '../app/AsOf';
import { useBoard, useTask } from '../app/panel';
import { Link, taskPath } from '../app/router';
import { useOlder } from '../app/use-older';
import { useRemote } from '../app/use-remote';
import { faceOfAct, storyOf, type Act } from '../task/story';
import { Moment } from '../task/Moment';
import { Icon, type IconName } from '../ui/Icon';
import { LoadFault } from '../ui/LoadFault';
import { LongText } from '../ui/LongText';
import { ViewFault } from '../ui/ViewFault';
import { ViewLoading } from '../ui/ViewLoading';
import type { Words } from '../words/pt';
import { useSpeech } from '../words/words';
import { visibleText } from '../words/visible-text';
import { api, type TaskEvent } from '../wire/api';
import {
  EMPTY_FEED,
  FEED_KINDS,
  isOfKind,
  showAll,
  takeIn,
  takeOlder,
  type FeedKind,
} from './feed';

/** Looked for this often even when the board is quiet: refused facts change no board (s). */
const LOOK_EVERY = 10;
/** And this soon after the board has changed (ms). */
const AFTER_CHANGE = 700;

/** What happened lately, over all tasks and agents. */
export function ActivityView() {
  const { words, format } = useSpeech();
  const view = useRef<HTMLElement>(null);
  const [kind, setKind] = useState<FeedKind>('all');
  const [feed, setFeed] = useState(EMPTY_FEED);
  const [read, setRead] = useState(false);
  const newest = useRemote('activity', (signal) => api.activity(null, signal), LOOK_EVERY);
  const page = newest.value?.events;
  const [taken, setTaken] = useState<typeof page>(undefined);
  if (page !== undefined && page !== taken) {
    setTaken(page);
    setFeed(takeIn(feed, page, read));
  }
  useAgainAfterChanges(newest.again);
  const older = useOlder(feed.shown.at(-1)?.event_id, api.activity, ({ events }) =>
    setFeed((now) => takeOlder(now, events)),
  );

  if (page === undefined)
    return newest.fault === null ? (
      <ViewLoading title={words.views.activity} />
    ) : (
      <ViewFault title={words.views.activity} fault={newest.fault} />
    );
  const shown = feed.shown.filter((event) => isOfKind(event, kind));
  const fresh = feed.fresh.filter((event) => isOfKind(event, kind)).length;
  return (
    <main
      ref={view}
      id="content"
      className="view"
      tabIndex={-1}
      data-old={newest.old ? '' : undefined}
      onScroll={(event) => setRead(event.currentTarget.scrollTop > 8)}
    >
      <div className="wrap w760">
        <div className="vh1">
          <h1>{words.views.activity}</h1>
          {newest.old ? <AsOf at={newest.at} /> : <p>{words.activity.lead}</p>}
        </div>
        {newest.fault && <LoadFault fault={newest.fault} />}
        <div className="row-wrap sticky" role="group" aria-label={words.activity.kinds}>
          {FEED_KINDS.map((each) => (
            <button
              key={each}
              type="button"
              className="btn"
              aria-pressed={each === kind}
              onClick={() => setKind(each)}
            >
              {words.activity.kind[each]}
            </button>
          ))}
          <span className="grow" />
          {fresh > 0 && (
            <button
              type="button"
              className="btn primary"
              onClick={() => {
                setFeed(showAll);
                view.current?.scrollTo({ top: 0 });
              }}
            >
              {words.activity.fresh(fresh, feed.gap)}
            </button>
          )}
        </div>
        <section
          className="panel padded"
          onPointerEnter={() => setRead(true)}
          onPointerLeave={() => setRead((view.current?.scrollTop ?? 0) > 8)}
        >
          {shown.length === 0 ? (
            <p className="muted">
              {feed.shown.length > 0
                ? words.activity.noneOfKind
                : newest.old
                  ? words.activity.noneThen(format.clock(newest.at))
                  : words.activity.none}
            </p>
          ) : (
            <ol className="tl">
              {shown.map((event) => (
                <FeedLine key={event.event_id} event={event} />
              ))}
            </ol>
          )}
          {!feed.ended && feed.shown.length > 0 && (
            <button
              type="button"
              className="btn more"
              disabled={older.loading}
              onClick={older.load}
            >
              {words.showOlder}
            </button>
          )}
        </section>
        {older.fault && <LoadFault fault={older.fault} />}
      </div>
    </main>
  );
}

function useAgainAfterChanges(again: () => void): void {
  const tasks = useBoard((board) => board.replica.tasks);
  const due = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    due.current ??= setTimeout(() => {
      due.current = undefined;
      again();
    }, AFTER_CHANGE);
  }, [tasks, again]);
  useEffect(() => () => clearTimeout(due.current), []);
}

function FeedLine({ event }: { event: TaskEvent }) {
  const { words } = useSpeech();
  const task = useTask(event.task_id ?? '');
  const [chapter] = storyOf([event]);
  const act = chapter!.lines.find((line) => line.kind === 'event')!.act;
  const face = event.type === 'silence_passed' ? 'failed' : faceOfAct(act);
  return (
    <li className={`s-${face ?? 'queued'}${event.outcome === 'applied' ? '' : ' noeffect'}`}>
      <Moment at={event.applied_at} />
      <span className="node">
        <Icon name={iconOf()} />
      </span>
      <div className="what">
        <p>
          {event.task_id === undefined ? (
            <WithAgent text={agentSentence(event, words)} agent={event.agent_id} />
          ) : (
            <TaskSentence
              event={event}
              act={act}
              title={visibleText(task?.title ?? event.task_id)}
            />
          )}
          {event.outcome === 'late' && <span className="tag dash">{words.event.late}</span>}
          {event.outcome === 'refused' && <span className="tag dash">{words.event.refused}</span>}
        </p>
        {event.message && (
          <p className="sub">
            <LongText text={event.message} />
          </p>
        )}
      </div>
    </li>
  );

  function iconOf(): IconName {
    if (event.outcome === 'refused') return 'ban';
    if (event.outcome === 'late') return 'dash';
    if (event.task_id === undefined) return 'plug';
    if (act.is === 'created') return 'plus';
    return act.is === 'retried' || act.is === 'moved' || act.is === 'cancelled'
      ? 'person'
      : face === null
        ? 'dash'
        : `s-${face}`;
  }
}

function agentSentence(event: TaskEvent, { activity }: Words): string {
  const agent = event.agent_id ?? '';
  switch (event.type) {
    case 'silence_passed':
      return activity.offline(agent);
    case 'heartbeat':
    case 'seen':
      return activity.online(agent);
    case 'repaired':
      return activity.agentRepaired(agent);
    default:
      return `${event.type} ${agent}`;
  }
}

function TaskSentence({ event, act, title }: { event: TaskEvent; act: Act; title: string }) {
  const { words, format } = useSpeech();
  const [before, after] = parts();
  return (
    <>
      <WithAgent text={before} agent={event.agent_id} />
      <Link className="link plain" href={taskPath(event.task_id!)}>
        {title}
      </Link>
      <WithAgent text={after} agent={event.agent_id} />
    </>
  );

  function parts(): readonly [string, string] {
    const said = words.activity;
    const agent = event.agent_id ?? '';
    switch (act.is) {
      case 'created':
        return said.created(agent);
      case 'adopted':
      case 'retried':
      case 'retriedByItself':
      case 'cancelled':
      case 'agentRestarted':
      case 'repaired':
      case 'archived':
      case 'timeout':
      case 'answered':
      case 'noted':
      case 'edited':
        return said[act.is]();
      case 'asked':
        return said.asked(agent);
      case 'moved':
        return said.moved(act.to === null ? '…' : words.stage[act.to]);
      case 'deadlineResent':
        return said.resent(agent);
      case 'deadlineStale':
        return said.stale();
      case 'other':
        return said.other(act.type);
      case 'report':
        switch (act.type) {
          case 'progress':
            return said.progress(
              agent,
              event.progress === undefined ? null : format.percent(event.progress),
            );
          case 'failed':
            return said.failed(
              event.error_code === undefined ? null : visibleText(event.error_code),
            );
          default:
            return said[act.type](agent);
        }
    }
  }
}

/** The agent's name stands out where the sentence has it. */
function WithAgent({ text, agent }: { text: string; agent: string | undefined }) {
  if (agent === undefined || !text.includes(agent)) return text;
  const [before, ...after] = text.split(agent);
  return (
    <>
      {before}
      <b>{agent}</b>
      {after.join(agent)}
    </>
  );
}
