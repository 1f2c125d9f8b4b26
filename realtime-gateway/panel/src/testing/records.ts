import type { Dialogue, PersonMessage } from '../wire/dialogue';
import type { Agent, Task } from '../wire/task';

/** Records for tests, around noon of a day. */
export const NOON = Date.parse('2026-11-22T12:00:00Z');

/** The moment so many milliseconds after noon, as the wire has it. */
export const at = (ms: number): string => new Date(NOON + ms).toISOString();

export const taskOf = (task_id: string, more: Partial<Task> = {}): Task => ({
  task_id,
  version: 1,
  title: `Task ${task_id}`,
  agent_id: 'agt_a',
  command_id: `cmd_${task_id}`,
  attempt: 1,
  status: 'running',
  stage: 'doing',
  deliveries: 1,
  created_at: at(-60_000),
  updated_at: at(-60_000),
  stage_since: at(-60_000),
  status_since: at(-60_000),
  prior_attempts: [],
  ...more,
});

/** A question that waits since a minute before noon. */
export const asking = (
  text: string,
  options: readonly string[] = [],
  messages: readonly PersonMessage[] = [],
): { readonly dialogue: Dialogue } => ({
  dialogue: {
    open: { question: { id: 'q1', text, options }, asked_at: at(-60_000) },
    messages,
  },
});

export const agentOf = (agent_id: string, more: Partial<Agent> = {}): Agent => ({
  agent_id,
  version: 1,
  presence: 'online',
  last_seen_at: at(-1_000),
  presence_since: at(-600_000),
  ...more,
});
