import { queryOf } from '../app/router';
import { STAGES, STATUSES, type Agent, type Stage, type Task } from '../wire/task';
import { faceOf, needsAttention, type Face } from './facts';

/** What the toolbar asks for. Lives in the address, so that a view can be sent to somebody. */
export interface Filter {
  readonly text: string;
  readonly agents: readonly string[];
  readonly faces: readonly Face[];
  readonly stages: readonly Stage[];
  readonly attention: boolean;
}

export const NO_FILTER: Filter = { text: '', agents: [], faces: [], stages: [], attention: false };

export const FACES: readonly Face[] = ['unsent', ...STATUSES, 'cancelled'];

export function isOpen(filter: Filter): boolean {
  return (
    filter.text === '' &&
    filter.agents.length === 0 &&
    filter.faces.length === 0 &&
    filter.stages.length === 0 &&
    !filter.attention
  );
}

export function readFilter(search: URLSearchParams): Filter {
  return {
    text: search.get('q') ?? '',
    agents: listIn(search, 'agent'),
    faces: listIn(search, 'status').filter((face): face is Face => FACES.includes(face as Face)),
    stages: listIn(search, 'stage').filter((stage): stage is Stage =>
      STAGES.includes(stage as Stage),
    ),
    attention: search.get('attention') === '1',
  };
}

/** Writes the filter over the given parameters and leaves the others as they are. */
export function writeFilter(filter: Filter, search: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(search);
  const put = (name: string, value: string) =>
    value === '' ? next.delete(name) : next.set(name, value);
  put('q', filter.text);
  put('agent', filter.agents.join(','));
  put('status', filter.faces.join(','));
  put('stage', filter.stages.join(','));
  put('attention', filter.attention ? '1' : '');
  return next;
}

/** The address of the board with one agent's tasks. */
export const boardOf = (agentId: string): string =>
  `/${queryOf(writeFilter({ ...NO_FILTER, agents: [agentId] }, new URLSearchParams()))}`;

/** A test for tasks. Every word of the text must be found in title, id, agent, message or error code, accents aside. */
export function matcher(
  filter: Filter,
  agentOf: (id: string) => Agent | undefined,
): (task: Task) => boolean {
  const words = fold(filter.text).split(/\s+/).filter(Boolean);
  const agents = new Set(filter.agents);
  const faces = new Set(filter.faces);
  const stages = new Set(filter.stages);
  return (task) =>
    (agents.size === 0 || agents.has(task.agent_id)) &&
    (stages.size === 0 || stages.has(task.stage)) &&
    (faces.size === 0 || faces.has(faceOf(task))) &&
    (!filter.attention || needsAttention(task, agentOf(task.agent_id))) &&
    words.every((word) => haystackOf(task).includes(word));
}

const haystacks = new WeakMap<Task, string>();

function haystackOf(task: Task): string {
  const known = haystacks.get(task);
  if (known !== undefined) return known;
  const haystack = fold(
    [task.title, task.task_id, task.command_id, task.agent_id, task.message, task.error_code]
      .filter(Boolean)
      .join('\n'),
  );
  haystacks.set(task, haystack);
  return haystack;
}

/** As the service folds what it searches (FoldedText): by way of the capitals, for ß and ς. */
export const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase().replaceAll('ς', 'σ');

const listIn = (search: URLSearchParams, name: string): string[] =>
  (search.get(name) ?? '').split(',').filter(Boolean);
