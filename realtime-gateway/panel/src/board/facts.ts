import type { OpenQuestion } from '../wire/dialogue';
import { isCancelled, isFinished, type Agent, type Status, type Task } from '../wire/task';

/** What a card says of its task: derived from the record, the agent and the server's present, and from nothing else. */

/** How a status is shown: two of the wire's statuses have two faces. */
export type Face = Status | 'unsent' | 'cancelled';

export function faceOf(task: Task): Face {
  if (task.status === 'queued' && task.stage === 'backlog') return 'unsent';
  return isCancelled(task) ? 'cancelled' : task.status;
}

export type Signal = 'online' | 'quiet' | 'offline' | 'left';

/** No signal for this long is shown as a half dot, well before the server's 180 s. */
export const QUIET_AFTER = 60_000;

/** Offline, and signed off, is only ever the server's word; quiet is what the clock shows. `now` in ms of the server's clock. */
export function signalOf(agent: Agent, now: number): Signal {
  if (agent.presence === 'offline') return agent.departure === undefined ? 'offline' : 'left';
  return now - Date.parse(agent.last_seen_at) >= QUIET_AFTER ? 'quiet' : 'online';
}

/** What its agent waits for a person to answer. */
export const openQuestionOf = (task: Task): OpenQuestion | undefined => task.dialogue?.open;

/** The last part of a limit is near its end; of a long limit, no more than so much (ms). */
const NEAR_SHARE = 1 / 5;
const NEAR_ACK_LIMIT = 30_000;
const NEAR_RUNNING_LIMIT = 180_000;

/**
 * When the clock of a task was set: by handing it out while it is queued, by its agent's last report after that. It is
 * known exactly where the task has a limit of its own. Elsewhere the last fact is taken for what set it, though a
 * person's move sets none: the limit then counts as shorter than it is, and its end as near too late rather than too
 * early. While a person is asked, the clock is the person's, and was set by the question.
 */
export function clockSetAt(task: Task): number {
  const asked = openQuestionOf(task);
  if (asked !== undefined) return Date.parse(asked.asked_at);
  const own = task.status === 'queued' ? task.ack_timeout : task.running_timeout;
  return own === undefined || task.deadline_at === undefined
    ? Date.parse(task.updated_at)
    : Date.parse(task.deadline_at) - own * 1_000;
}

/** From when the clock was set until it runs out (ms). */
const limitOf = (task: Task): number =>
  Math.max(0, Date.parse(task.deadline_at!) - clockSetAt(task));

/**
 * Milliseconds left, when a clock runs and its end is near enough to show; below 0 while the server's word on it is
 * awaited.
 */
export function timeLeft(task: Task, agent: Agent | undefined, now: number): number | null {
  if (task.deadline_at === undefined || isFinished(task) || clockIsHeld(task, agent)) return null;
  const left = Date.parse(task.deadline_at) - now;
  const most = task.status === 'queued' ? NEAR_ACK_LIMIT : NEAR_RUNNING_LIMIT;
  return left <= Math.min(most, limitOf(task) * NEAR_SHARE) ? left : null;
}

/**
 * How long nothing was heard of work (ms), once its end is near and half of its limit has gone by in silence. An agent
 * that waits for an answer is not silent.
 */
export function silenceOf(task: Task, agent: Agent | undefined, now: number): number | null {
  if (task.status === 'queued' || openQuestionOf(task) !== undefined) return null;
  if (timeLeft(task, agent, now) === null) return null;
  const silent = now - clockSetAt(task);
  return silent >= limitOf(task) / 2 ? silent : null;
}

/** What is queued waits for an agent that is away; one that came back after the deadline is handed it anew. */
function clockIsHeld(task: Task, agent: Agent | undefined): boolean {
  if (task.status !== 'queued' || task.deadline_at === undefined || agent === undefined)
    return false;
  return (
    agent.presence === 'offline' || Date.parse(agent.presence_since) > Date.parse(task.deadline_at)
  );
}

/** Milliseconds until a failed task is tried again by itself; null for one that nobody will try again unless asked. */
export function timeToRetry(task: Task, now: number): number | null {
  if (task.deadline_at === undefined || isCancelled(task)) return null;
  if (task.status !== 'failed' && task.status !== 'timeout') return null;
  return Date.parse(task.deadline_at) - now;
}

export function waitsForAgent(task: Task, agent: Agent | undefined): boolean {
  return task.status === 'queued' && task.stage !== 'backlog' && agent?.presence === 'offline';
}

/** Failed or timed out, with nothing to come of it unless a person asks. A cancelled task was somebody's wish. */
export function isFailure(task: Task): boolean {
  if (isCancelled(task) || (task.status !== 'failed' && task.status !== 'timeout')) return false;
  // With tries left it lies in the backlog because somebody put it there, and goes on when it leaves it.
  const isKept = task.stage === 'backlog' && task.attempt < (task.max_attempts ?? 1);
  return task.deadline_at === undefined && !isKept;
}

/** Fell silent, and did not sign off. */
const isGone = (agent: Agent | undefined): boolean =>
  agent?.presence === 'offline' && agent.departure === undefined;

/** Its agent fell silent while it was at it. */
export const isLeftInHand = (task: Task, agent: Agent | undefined): boolean =>
  (task.status === 'ack' || task.status === 'running') && isGone(agent);

/**
 * What a person can do something about: first of all a question, for its agent waits; then a failure, work that its agent cannot go on with, work to be looked at, and
 * work whose agent is gone. A queue that waits, and a clock that runs, need nobody.
 */
export function needsAttention(task: Task, agent: Agent | undefined): boolean {
  if (openQuestionOf(task) !== undefined) return true;
  if (isFinished(task)) return isFailure(task);
  return task.stage === 'blocked' || task.stage === 'review' || isLeftInHand(task, agent);
}
