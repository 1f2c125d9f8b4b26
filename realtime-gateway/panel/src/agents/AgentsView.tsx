import { AsOf } from '../app/AsOf';
import { useBoard, useFrozen, useNow } from '../app/panel';
import { useBoardFault, useRemote } from '../app/use-remote';
import { curlToPost } from '../task/curl';
import { CodeBox } from '../ui/CodeBox';
import { LoadFault } from '../ui/LoadFault';
import { ViewFault } from '../ui/ViewFault';
import { ViewLoading } from '../ui/ViewLoading';
import { useSpeech } from '../words/words';
import { api } from '../wire/api';
import { AgentLine } from './AgentLine';
import { agentRows, type AgentRow } from './agent-rows';
import { DoneTable } from './Figures';
import { useSteadyRows } from './use-steady-rows';

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
  const all = [...figures.values()];
  const scales = {
    since: Date.parse(stats.value?.done_since ?? '') || 0,
    busiest: Math.max(0, ...all.flatMap((each) => each.done_by_hour)),
    slowest: Math.max(0, ...all.map((each) => each.run_ms?.p95 ?? 0)),
  };
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
                  <th>{words.agents.doneHead}</th>
                  <th className="num">{words.agents.queued}</th>
                  <th>{words.agents.outcomes}</th>
                  <th>{words.agents.duration}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <AgentLine
                    key={row.agent.agent_id}
                    row={row}
                    stats={figures.get(row.agent.agent_id)}
                    scales={scales}
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {scales.busiest > 0 && <DoneTable stats={all} since={scales.since} />}
      </div>
    </main>
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
