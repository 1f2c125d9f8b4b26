import { askToRetire } from '../app/dialogs';
import { useFrozen, useNow } from '../app/panel';
import { Link } from '../app/router';
import { boardOf } from '../board/filter';
import { Avatar } from '../ui/Avatar';
import { CopyId, Id } from '../ui/Id';
import { useSpeech } from '../words/words';
import type { AgentStats } from '../wire/health';
import type { AgentRow } from './agent-rows';
import { Current } from './Current';
import { DoneByHour, Duration, Outcomes } from './Figures';

/** What the rows share, so that they compare. */
export interface Scales {
  /** When the first of the hours began (ms). */
  readonly since: number;
  /** The most that any agent did in one of them. */
  readonly busiest: number;
  /** The longest duration shown (ms). */
  readonly slowest: number;
}

/** One agent: how it is, what it does, and what became of what it did. */
export function AgentLine({
  row,
  stats,
  scales,
}: {
  row: AgentRow;
  stats: AgentStats | undefined;
  scales: Scales;
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
      <td className="fig">
        <DoneByHour stats={stats} since={scales.since} most={scales.busiest} />
      </td>
      <td className="num">
        {format.number(row.waiting.length)}
        <small className="m-only">{words.agents.queued.toLowerCase()}</small>
      </td>
      <td className="fig">
        <Outcomes stats={stats} />
      </td>
      <td className="fig">
        <Duration stats={stats} slowest={scales.slowest} />
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
