import { AsTable } from '../ui/AsTable';
import { Parts, Whisker } from '../ui/Charts';
import { Sparkline } from '../ui/Sparkline';
import { useSpeech } from '../words/words';
import type { AgentStats } from '../wire/health';

/** How its attempts ended, since the beginning. */
export function Outcomes({ stats }: { stats: AgentStats | undefined }) {
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
        <span>{words.agents.done(tasks_done)}</span>
        {bad > 0 && (
          <>
            {' · '}
            <span>{words.agents.failed(bad)}</span>
          </>
        )}
      </small>
    </div>
  );
}

/** How long its attempts take; the scale is that of the slowest agent, so that rows compare. */
export function Duration({ stats, slowest }: { stats: AgentStats | undefined; slowest: number }) {
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
      <small>
        <span>{words.agents.median(format.span(p50))}</span>
      </small>
    </div>
  );
}

const HOUR = 3_600_000;

/** What it did in each of the last hours; the scale is that of the busiest hour of all agents. */
export function DoneByHour({
  stats,
  since,
  most,
}: {
  stats: AgentStats | undefined;
  /** When the first hour began (ms). */
  since: number;
  most: number;
}) {
  const { words, format } = useSpeech();
  const hours = stats?.done_by_hour ?? [];
  const all = hours.reduce((sum, done) => sum + done, 0);
  if (all === 0) return <span className="muted">{words.agents.doneNone}</span>;
  const hour = (index: number) => format.minute(since + index * HOUR);
  const busiest = Math.max(...hours);
  const latest = hours.at(-1) ?? 0;
  return (
    <div className="outs">
      <Sparkline
        values={hours}
        most={most}
        label={words.agents.doneByHour(all, busiest, hour(hours.indexOf(busiest)), latest)}
        titles={hours.map((done, index) => `${hour(index)}: ${format.number(done)}`)}
      />
      <small>{words.agents.doneToday(all)}</small>
    </div>
  );
}

/** The same for all agents, in numbers. */
export function DoneTable({ stats, since }: { stats: readonly AgentStats[]; since: number }) {
  const { words, format } = useSpeech();
  const hours = stats[0]?.done_by_hour ?? [];
  return (
    <AsTable
      label={words.agents.doneTable}
      head={[words.agents.agent, ...hours.map((_, index) => format.minute(since + index * HOUR))]}
      rows={stats.map(({ agent_id, done_by_hour }) => [
        agent_id,
        ...done_by_hour.map((done) => format.number(done)),
      ])}
    />
  );
}
