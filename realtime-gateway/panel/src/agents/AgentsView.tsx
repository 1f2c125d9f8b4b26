import { useState, type FocusEvent, type PointerEvent } from 'react';
import { askToRetire } from '../app/dialogs';
import { AsOf } from '../app/AsOf';
import { useBoard, useFrozen, useNow } from '../app/panel';
import { Link, taskPath } from '../app/router';
import { useBoardFault, useRemote } from '../app/use-remote';
import { ProgressBar } from '../board/Card';
import { faceOf } from '../board/facts';
import { boardOf } from '../board/filter';
import { curlToPost } from '../task/curl';
import { Avatar } from '../ui/Avatar';
import { Parts, Whisker } from '../ui/Charts';
import { CodeBox } from '../ui/CodeBox';
import { CopyId, Id } from '../ui/Id';
import { LoadFault } from '../ui/LoadFault';
import { StatusIcon } from '../ui/StatusMark';
import { ViewFault } from '../ui/ViewFault';
import { ViewLoading } from '../ui/ViewLoading';
import { useSpeech } from '../words/words';
import { visibleText } from '../words/visible-text';
import { api, type AgentStats } from '../wire/api';
import { agentRows, idsOf, inHeldOrder, type AgentRow } from './agent-rows';

/** Attempts end far less often than the board moves (s). */
const LOOK_EVERY = 5;

/** Who works, at what, and who has fallen silent. */
export function AgentsView() {
  const { words, format } = useSpeech();
  const frozen = useFrozen();
  const fault = useBoardFault();
  const loaded = useBoard((board) => board.loaded);
  const agents = useBoard((board) => board.replica.agents);
  const tasks = useBoard((board) => board.replica.tasks);
  const now = useNow(1);
  const { rows, table } = useSteadyRows(agentRows(agents.values(), tasks.values(), now));
  const count = (signal: AgentRow['signal']) => rows.filter((row) => row.signal === signal).length;
  const limit = rows.find((row) => row.limit !== null)?.limit ?? null;
  const stats = useRemote('agents', (signal) => api.stats(signal), LOOK_EVERY);
  const figures = new Map(stats.value?.stats.map((each) => [each.agent_id, each]));
  const slowest = Math.max(0, ...[...figures.values()].map((each) => each.run_ms?.p95 ?? 0));
  if (!loaded)
    return fault === null ? (
      <ViewLoading title={words.views.agents} />
    ) : (
      <ViewFault title={words.views.agents} fault={fault} />
    );
  // A frozen board's present is the last moment that the server vouched for.
  const asOf = frozen ? format.clock(now) : null;
  const summary = words.agents.summary(
    count('online'),
    count('quiet'),
    count('offline'),
    count('left'),
  );
  return (
    <main id="content" className="view" tabIndex={-1} data-old={frozen ? '' : undefined}>
      <div className="wrap">
        <div className="vh1">
          <h1>{words.views.agents}</h1>
          {rows.length > 0 && (frozen ? <AsOf at={now} what={summary} /> : <p>{summary}</p>)}
        </div>
        {stats.fault && <LoadFault fault={stats.fault} />}
        {!frozen && stats.old && <AsOf at={stats.at} />}
        {rows.length === 0 ? (
          asOf === null ? (
            <NoAgents />
          ) : (
            <p className="panel nothing">{words.agents.noneThen(asOf)}</p>
          )
        ) : (
          <div className="panel">
            <table className="tbl" {...table}>
              <thead>
                <tr>
                  <th>{words.agents.agent}</th>
                  <th>
                    {words.agents.lastSeen}{' '}
                    {limit !== null && (
                      <span className="muted">{words.agents.limit(Math.round(limit / 1000))}</span>
                    )}
                  </th>
                  <th>{frozen ? words.agents.nowThen : words.agents.now}</th>
                  <th className="num">{words.agents.queued}</th>
                  <th>{words.agents.outcomes}</th>
                  <th>{words.agents.duration}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Row
                    key={row.agent.agent_id}
                    row={row}
                    stats={figures.get(row.agent.agent_id)}
                    slowest={slowest}
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </main>
  );
}

/** While the pointer or the focus is in the table its rows stay where they are; newcomers stand at the end. */
function useSteadyRows(sorted: readonly AgentRow[]) {
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const rows = held === null ? sorted : inHeldOrder(sorted, held);
  const come = held === null ? [] : idsOf(rows).filter((id) => !held.includes(id));
  if (held !== null && come.length > 0) setHeld([...held, ...come]);
  const hold = () => setHeld((before) => before ?? idsOf(sorted));
  const table = {
    onPointerEnter: hold,
    onFocus: hold,
    onPointerLeave: ({ currentTarget }: PointerEvent<HTMLElement>) => {
      if (!currentTarget.contains(document.activeElement)) setHeld(null);
    },
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
      if (!currentTarget.contains(relatedTarget) && !currentTarget.matches(':hover')) setHeld(null);
    },
  };
  return { rows, table };
}

function Row({
  row,
  stats,
  slowest,
}: {
  row: AgentRow;
  stats: AgentStats | undefined;
  slowest: number;
}) {
  const { words, format } = useSpeech();
  const now = useNow(15);
  const frozen = useFrozen();
  const { agent, signal } = row;
  const present = format.age(now - Date.parse(agent.presence_since));
  const seen = Date.parse(agent.last_seen_at);
  const board = boardOf(agent.agent_id);
  return (
    <tr>
      <td>
        <span className="who">
          <Avatar agentId={agent.agent_id} signal={frozen ? null : signal} />
          <span className="ell">
            <Link href={board} aria-label={words.agents.seeTasks(agent.agent_id)}>
              <b>
                <Id id={agent.agent_id} />
              </b>
            </Link>
            <small
              title={
                agent.boot_id === undefined || agent.boot_since === undefined
                  ? undefined
                  : words.agents.program(agent.boot_id, format.exact(Date.parse(agent.boot_since)))
              }
            >
              {frozen ? words.agents.was[signal](format.minute(now)) : presence()}
            </small>
            {(signal === 'offline' || signal === 'left') && (
              <button
                type="button"
                className="link"
                aria-label={words.agents.retireNamed(agent.agent_id)}
                disabled={frozen}
                title={frozen ? words.frozenHindrance : undefined}
                onClick={() => askToRetire(agent.agent_id)}
              >
                {words.agents.retire}
              </button>
            )}
          </span>
          <CopyId id={agent.agent_id} />
        </span>
      </td>
      <td>
        <div className={frozen ? 'hb then' : `hb ${signal}`}>
          <span title={format.exact(seen)}>
            {frozen
              ? words.agents.at(format.clock(seen))
              : words.agents.ago(format.age(row.silent))}
          </span>
          <span className="bar" aria-hidden="true">
            <i
              style={{
                width: `${row.limit === null ? 100 : Math.min(100, (row.silent / row.limit) * 100)}%`,
              }}
            />
          </span>
        </div>
      </td>
      <td className="span">
        <Current row={row} />
      </td>
      <td className="num">
        {format.number(row.queued)}
        <small className="m-only">{words.agents.queued.toLowerCase()}</small>
      </td>
      <td className="fig">
        <Outcomes stats={stats} />
      </td>
      <td className="fig">
        <Duration stats={stats} slowest={slowest} />
      </td>
    </tr>
  );

  function presence(): string {
    switch (signal) {
      case 'offline':
        return words.agents.offlineFor(present);
      case 'left':
        return words.agents.leftFor(present);
      case 'quiet':
        return words.agents.quiet;
      case 'online':
        return words.agents.onlineFor(present);
    }
  }
}

/** How its attempts ended, since the beginning. */
function Outcomes({ stats }: { stats: AgentStats | undefined }) {
  const { words } = useSpeech();
  if (stats === undefined) return <span className="muted">{words.agents.nothingEnded}</span>;
  const { tasks_done, tasks_failed, tasks_timeout, tasks_cancelled, tasks_restarted = 0 } = stats;
  const said = [
    words.agents.outcomesOf(tasks_done, tasks_failed, tasks_timeout, tasks_cancelled),
    tasks_restarted > 0 ? words.agents.restarted(tasks_restarted) : '',
  ]
    .filter(Boolean)
    .join(', ');
  const bad = tasks_failed + tasks_timeout + tasks_restarted;
  return (
    <div className="outs" title={said}>
      <Parts
        label={said}
        parts={[
          { value: tasks_done, tone: 'done' },
          { value: tasks_failed + tasks_restarted, tone: 'failed' },
          { value: tasks_timeout, tone: 'timeout' },
          { value: tasks_cancelled, tone: 'cancelled' },
        ]}
      />
      <small>
        {words.agents.done(tasks_done)}
        {bad > 0 && ` · ${words.agents.failed(bad)}`}
      </small>
    </div>
  );
}

/** How long its attempts take; the scale is that of the slowest agent, so that rows compare. */
function Duration({ stats, slowest }: { stats: AgentStats | undefined; slowest: number }) {
  const { words, format } = useSpeech();
  const { p50, p95 } = stats?.run_ms ?? {};
  if (p50 === undefined || p95 === undefined) return <span className="muted">–</span>;
  const ack = stats?.ack_ms?.p50;
  const said = [
    words.agents.durationOf(format.span(p50), format.span(p95)),
    ack === undefined ? '' : words.agents.acknowledged(format.span(ack)),
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <div className="outs" title={`${said} · ${words.agents.scale(format.span(slowest))}`}>
      <Whisker median={p50} p95={p95} most={slowest} label={said} />
      <small>{words.agents.median(format.span(p50))}</small>
    </div>
  );
}

function Current({ row: { current, underWay, queued, signal } }: { row: AgentRow }) {
  const { words, format } = useSpeech();
  if (current === null) return <span className="muted">{words.agents.idle}</span>;
  const face = faceOf(current);
  const progress = current.status === 'running' ? current.progress : undefined;
  const more = underWay - 1;
  const notes = [
    progress === undefined
      ? current.status === 'running'
        ? words.agents.noProgress
        : words.face[face].toLowerCase()
      : format.percent(progress),
    (signal === 'offline' || signal === 'left') && queued > 0
      ? words.agents.waiting(queued)
      : more > 0
        ? words.agents.plus(more)
        : '',
  ];
  return (
    <div className="cur">
      <span className={`st s-${face}`}>
        <StatusIcon face={face} />
        <Link className="ell plain" href={taskPath(current.task_id)}>
          {visibleText(current.title)}
        </Link>
      </span>
      {progress !== undefined && <ProgressBar percent={progress} label={words.card.progress} />}
      <small>{notes.filter(Boolean).join(' · ')}</small>
    </div>
  );
}

function NoAgents() {
  const { words } = useSpeech();
  return (
    <div className="panel nothing">
      <h2>{words.agents.none}</h2>
      <p>{words.agents.noneLead}</p>
      <CodeBox
        code={curlToPost(
          location.origin,
          '/api/agents/heartbeat',
          JSON.stringify({ agent_id: words.empty.agent }),
        )}
        label={words.empty.command}
      />
    </div>
  );
}
