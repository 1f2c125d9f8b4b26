import type { Task } from '../wire/task';
import { fold } from '../board/filter';
import type { IconName } from '../ui/Icon';

/** One thing to go to or to do. */
export interface Item {
  readonly id: string;
  readonly icon: IconName;
  readonly iconClass?: string;
  readonly label: string;
  /** Beside the label, and found by it, too. */
  readonly hint?: string;
  readonly key?: string;
  readonly run: () => void;
}

export interface Group {
  readonly label: string;
  readonly items: readonly Item[];
}

/** So many tasks and agents are offered at once; more are found by typing on. */
export const MOST = 8;

/** A text as it is compared, and what stands beside it. */
interface Folded {
  readonly text: string;
  readonly beside: string;
}

/**
 * How well the words fit: all must be found. A text that begins with what was typed comes first, then one of whose
 * words does; null fits not at all.
 */
function fitOf(query: string, { text, beside }: Folded): number | null {
  if (!query.split(/\s+/).every((word) => text.includes(word) || beside.includes(word)))
    return null;
  if (text.startsWith(query) || beside === query) return 0;
  if (` ${text}`.includes(` ${query}`) || beside.startsWith(query)) return 1;
  return text.includes(query) ? 2 : 3;
}

/** Those that fit, the best first, and else in the order they have. */
function best<T>(typed: string, all: Iterable<T>, foldedOf: (one: T) => Folded): T[] {
  const query = fold(typed).trim();
  const byFit: T[][] = [[], [], [], []];
  for (const one of all) {
    const fit = fitOf(query, foldedOf(one));
    if (fit !== null) byFit[fit]!.push(one);
  }
  return byFit.flat();
}

export const fitting = (typed: string, items: readonly Item[]): readonly Item[] =>
  best(typed, items, ({ label, hint = '' }) => ({ text: fold(label), beside: fold(hint) }));

const foldedTasks = new WeakMap<Task, Folded>();

/** By title or id; nothing before anything is typed. */
export function fittingTasks(typed: string, tasks: Iterable<Task>): readonly Task[] {
  if (typed.trim() === '') return [];
  const foldedOf = (task: Task) => {
    const known = foldedTasks.get(task);
    if (known !== undefined) return known;
    const folded = { text: fold(task.title), beside: fold(task.task_id) };
    foldedTasks.set(task, folded);
    return folded;
  };
  return best(typed, tasks, foldedOf).slice(0, MOST);
}

/** By any part of the name; nothing before anything is typed. */
export function fittingAgents(typed: string, agents: Iterable<string>): readonly string[] {
  if (typed.trim() === '') return [];
  const ids = [...new Set(agents)].sort();
  return best(typed, ids, (id) => ({
    text: fold(id.replaceAll(/[_.:-]/g, ' ')),
    beside: fold(id),
  })).slice(0, MOST);
}
