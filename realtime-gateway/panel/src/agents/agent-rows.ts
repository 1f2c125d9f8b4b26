import { signalOf, type Signal } from '../board/facts';
import { isFinished, type Agent, type Task } from '../wire/task';

/** What the agents' table says of one agent, all of it from the board's own copy. */
export interface AgentRow {
  readonly agent: Agent;
  readonly signal: Signal;
  /** Since its last sign of life (ms). */
  readonly silent: number;
  /** Silence after which the server calls it offline (ms); null while its clock does not run. */
  readonly limit: number | null;
  /** What it has taken up, the longest at work first: a report changes no place. */
  readonly working: readonly Task[];
  /** What it has still to take up, in the same order. */
  readonly waiting: readonly Task[];
}

const ORDER: Readonly<Record<Signal, number>> = { offline: 0, quiet: 1, online: 2, left: 3 };

/** Trouble on top, who signed off at the end, each by name: the order does not change with every signal. */
export function agentRows(
  agents: Iterable<Agent>,
  tasks: Iterable<Task>,
  now: number,
): readonly AgentRow[] {
  const byAgent = new Map<string, Task[]>();
  for (const task of tasks) {
    const own = byAgent.get(task.agent_id);
    if (own === undefined) byAgent.set(task.agent_id, [task]);
    else own.push(task);
  }
  return [...agents]
    .map((agent) => rowOf(agent, byAgent.get(agent.agent_id) ?? [], now))
    .sort(
      (one, other) =>
        ORDER[one.signal] - ORDER[other.signal] ||
        one.agent.agent_id.localeCompare(other.agent.agent_id),
    );
}

/** The rows in the order in which their agents are held; those that are not held come at the end, in their own order. */
export function inHeldOrder(
  rows: readonly AgentRow[],
  held: readonly string[],
): readonly AgentRow[] {
  const places = new Map(held.map((id, place) => [id, place]));
  const placeOf = (row: AgentRow) => places.get(row.agent.agent_id) ?? held.length;
  return rows.toSorted((one, other) => placeOf(one) - placeOf(other));
}

export const idsOf = (rows: readonly AgentRow[]): readonly string[] =>
  rows.map((row) => row.agent.agent_id);

function rowOf(agent: Agent, tasks: readonly Task[], now: number): AgentRow {
  const seen = Date.parse(agent.last_seen_at);
  const open = tasks.filter((task) => !isFinished(task) && task.stage !== 'backlog');
  const inOrder = open.toSorted(
    (one, other) => since(one) - since(other) || one.task_id.localeCompare(other.task_id),
  );
  return {
    agent,
    signal: signalOf(agent, now),
    silent: Math.max(0, now - seen),
    limit: agent.deadline_at === undefined ? null : Date.parse(agent.deadline_at) - seen,
    working: inOrder.filter((task) => task.status !== 'queued'),
    waiting: inOrder.filter((task) => task.status === 'queued'),
  };
}

const since = (task: Task): number => Date.parse(task.status_since);
