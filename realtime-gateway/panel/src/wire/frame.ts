import { instantOf, listOf, numberOf, objectOf, stringOf, UnreadableFrame } from './checks';
import { readDialogue } from './dialogue';
import { STAGES, STATUSES, type Agent, type Stage, type Status, type Task } from './task';

/** What the server says on /ws/board, one JSON object a frame, told apart by `op`. */
export type ServerFrame =
  | { readonly op: 'reset' }
  | { readonly op: 'resumed' }
  | {
      readonly op: 'snapshot';
      readonly tasks: readonly Task[];
      readonly agents: readonly Agent[];
      readonly part: number;
      readonly parts: number;
    }
  | { readonly op: 'behind'; readonly left: number }
  | { readonly op: 'live'; readonly cursor: string; readonly as_of: string }
  | { readonly op: 'tick'; readonly cursor: string; readonly as_of: string }
  | { readonly op: 'task'; readonly task: Task }
  | { readonly op: 'agent'; readonly agent: Agent }
  | { readonly op: 'removed'; readonly kind: 'task' | 'agent'; readonly id: string };

const USUAL_STAGE: Readonly<Record<Status, Stage>> = {
  queued: 'todo',
  ack: 'todo',
  running: 'doing',
  done: 'done',
  failed: 'blocked',
  timeout: 'blocked',
};

/**
 * Reads one frame. An op this panel does not know is `null`, so that a newer server may say more;
 * a known op with a broken body throws, so that nothing is lost silently.
 */
export function readFrame(text: string): ServerFrame | null {
  const frame = parse(text);
  switch (frame.op) {
    case 'reset':
    case 'resumed':
      return { op: frame.op };
    case 'snapshot':
      return {
        op: 'snapshot',
        tasks: listOf(frame.tasks, readTask),
        agents: listOf(frame.agents, readAgent),
        part: numberOf(frame.part, 'part'),
        parts: numberOf(frame.parts, 'parts'),
      };
    case 'behind':
      return { op: 'behind', left: numberOf(frame.left, 'left') };
    case 'live':
    case 'tick':
      return {
        op: frame.op,
        cursor: stringOf(frame.cursor, 'cursor'),
        as_of: instantOf(frame.as_of, 'as_of'),
      };
    case 'task':
      return { op: 'task', task: readTask(frame.task) };
    case 'agent':
      return { op: 'agent', agent: readAgent(frame.agent) };
    case 'removed':
      if (frame.kind !== 'task' && frame.kind !== 'agent') {
        throw new UnreadableFrame(`removed: kind is ${String(frame.kind)}`);
      }
      return { op: 'removed', kind: frame.kind, id: stringOf(frame.id, 'id') };
    default:
      return null;
  }
}

/** Checks what the board reckons with; the rest of the record is shown as text and may be anything. */
export function readTask(value: unknown): Task {
  const task = objectOf(value, 'task');
  stringOf(task.task_id, 'task_id');
  numberOf(task.version, 'version');
  stringOf(task.title, 'title');
  stringOf(task.agent_id, 'agent_id');
  instantOf(task.stage_since, 'stage_since');
  const status = statusOf(stringOf(task.status, 'status'), task.stage);
  const stage = stageOf(stringOf(task.stage, 'stage'), status);
  const { dialogue, ...rest } = task;
  const said = readDialogue(dialogue);
  return {
    attempt: 1,
    deliveries: 0,
    prior_attempts: [],
    ...rest,
    status,
    stage,
    ...(said === null ? {} : { dialogue: said }),
  } as unknown as Task;
}

export function readAgent(value: unknown): Agent {
  const agent = objectOf(value, 'agent');
  stringOf(agent.agent_id, 'agent_id');
  numberOf(agent.version, 'version');
  instantOf(agent.last_seen_at, 'last_seen_at');
  const presence = stringOf(agent.presence, 'presence') === 'offline' ? 'offline' : 'online';
  return { ...agent, presence } as unknown as Agent;
}

/**
 * A word that only a newer server knows is shown as the least that it can mean, by the rule of the gateway
 * (LaterWords): somebody is at it, unless the card has come to its end.
 */
function statusOf(word: string, stage: unknown): Status {
  const known = STATUSES.find((status) => status === word);
  return known ?? (stage === 'done' ? 'done' : 'running');
}

/** The column that tasks of this status stand in when nobody moves them. */
function stageOf(word: string, status: Status): Stage {
  return STAGES.find((stage) => stage === word) ?? USUAL_STAGE[status];
}

function parse(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UnreadableFrame('not JSON', { cause });
  }
  return objectOf(value, 'frame');
}
