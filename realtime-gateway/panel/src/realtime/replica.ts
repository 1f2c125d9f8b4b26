import type { ServerFrame } from '../wire/frame';
import type { Agent, Task } from '../wire/task';

/**
 * The panel's copy of the board: what the server has said so far, and nothing else. A value;
 * `follow` gives the next one. Versions decide, never the order of arrival: a record whose version
 * is not above the one held is dropped, and a removed record comes back only with a higher version.
 */
export interface Replica {
  readonly tasks: ReadonlyMap<string, Task>;
  readonly agents: ReadonlyMap<string, Agent>;
  /** The last version seen of what was removed, by id. Forgotten at a reset. */
  readonly removedTasks: ReadonlyMap<string, number>;
  readonly removedAgents: ReadonlyMap<string, number>;
  /** Where to resume. Opaque; null until the first `live`. */
  readonly cursor: string | null;
  /** The moment, by the server's clock, up to which this copy is vouched for. */
  readonly asOf: string | null;
  readonly stance: Stance;
  /** Records still to come before the head, when the server said so. */
  readonly left: number;
  /** Changes taken in since the last `reset` or `resumed`, for “1,240 changes meanwhile”. */
  readonly caughtUp: number;
}

/**
 * `empty`: nothing yet. `receiving`: a snapshot is coming in beside the old copy. `replaying`: the deltas since the
 * cursor are coming in. `behind`: it was live, and the server says that it fell behind. `live`: at the head.
 */
export type Stance =
  | { readonly at: 'empty' | 'replaying' | 'behind' | 'live' }
  | ({ readonly at: 'receiving' } & Snapshot);

interface Snapshot {
  readonly tasks: ReadonlyMap<string, Task>;
  readonly agents: ReadonlyMap<string, Agent>;
}

/** The next replica, and which records differ from before. */
export interface Step {
  readonly replica: Replica;
  readonly tasks: ReadonlySet<string>;
  readonly agents: ReadonlySet<string>;
}

export const EMPTY: Replica = {
  tasks: new Map(),
  agents: new Map(),
  removedTasks: new Map(),
  removedAgents: new Map(),
  cursor: null,
  asOf: null,
  stance: { at: 'empty' },
  left: 0,
  caughtUp: 0,
};

/** Takes in a batch of frames. The given replica is not touched; maps are copied at most once a batch. */
export function follow(replica: Replica, frames: readonly ServerFrame[]): Step {
  const next = new Draft(replica);
  for (const frame of frames) next.take(frame);
  return next.finish();
}

class Draft {
  private readonly before: Replica;
  private readonly now: { -readonly [K in keyof Replica]: Replica[K] };
  private readonly tasks = new Set<string>();
  private readonly agents = new Set<string>();

  constructor(replica: Replica) {
    this.before = replica;
    this.now = { ...replica };
  }

  take(frame: ServerFrame): void {
    switch (frame.op) {
      case 'reset':
        this.now.stance = { at: 'receiving', tasks: new Map(), agents: new Map() };
        this.now.caughtUp = 0;
        this.now.left = 0;
        return;
      case 'snapshot':
        return this.receive(frame.tasks, frame.agents);
      case 'resumed':
        this.now.stance = { at: 'replaying' };
        this.now.caughtUp = 0;
        return;
      case 'behind':
        this.now.left = frame.left;
        if (frame.left > 0 && this.now.stance.at === 'live') this.now.stance = { at: 'behind' };
        return;
      case 'live':
        if (this.now.stance.at === 'receiving') this.adopt(this.now.stance);
        this.reachHead();
        return this.vouched(frame.cursor, frame.as_of);
      case 'tick':
        // A tick amid a snapshot speaks of the server's copy, not yet of this one.
        if (this.now.stance.at === 'receiving') return;
        if (this.now.stance.at === 'behind') this.reachHead();
        return this.vouched(frame.cursor, frame.as_of);
      case 'task':
        return this.putTask(frame.task);
      case 'agent':
        return this.putAgent(frame.agent);
      case 'removed':
        return frame.kind === 'task' ? this.removeTask(frame.id) : this.removeAgent(frame.id);
    }
  }

  finish(): Step {
    return { replica: this.now, tasks: this.tasks, agents: this.agents };
  }

  private receive(tasks: readonly Task[], agents: readonly Agent[]): void {
    for (const task of tasks) this.putTask(task);
    for (const agent of agents) this.putAgent(agent);
  }

  /** A reset says that the old copy is not to be trusted: the new one replaces it whole, lower versions too. */
  private adopt(snapshot: Snapshot): void {
    this.now.caughtUp += difference(this.now.tasks, snapshot.tasks, this.tasks);
    difference(this.now.agents, snapshot.agents, this.agents);
    this.now.tasks = snapshot.tasks;
    this.now.agents = snapshot.agents;
    this.now.removedTasks = new Map();
    this.now.removedAgents = new Map();
  }

  private vouched(cursor: string, asOf: string): void {
    this.now.cursor = cursor;
    this.now.asOf = asOf;
  }

  private reachHead(): void {
    this.now.left = 0;
    this.now.stance = { at: 'live' };
  }

  private putTask(task: Task): void {
    const id = task.task_id;
    const incoming = this.incoming();
    if (incoming) return keepNewer(incoming.tasks, id, task);
    const known = this.now.tasks.get(id)?.version ?? this.now.removedTasks.get(id);
    if (known !== undefined && task.version <= known) return;
    this.own('tasks').set(id, task);
    this.tasks.add(id);
    this.now.caughtUp += 1;
  }

  private putAgent(agent: Agent): void {
    const id = agent.agent_id;
    const incoming = this.incoming();
    if (incoming) return keepNewer(incoming.agents, id, agent);
    const known = this.now.agents.get(id)?.version ?? this.now.removedAgents.get(id);
    if (known !== undefined && agent.version <= known) return;
    this.own('agents').set(id, agent);
    this.agents.add(id);
  }

  private removeTask(id: string): void {
    const incoming = this.incoming();
    if (incoming) return void incoming.tasks.delete(id);
    const held = this.now.tasks.get(id);
    if (held === undefined) return;
    this.own('tasks').delete(id);
    this.own('removedTasks').set(id, held.version);
    this.tasks.add(id);
    this.now.caughtUp += 1;
  }

  private removeAgent(id: string): void {
    const incoming = this.incoming();
    if (incoming) return void incoming.agents.delete(id);
    const held = this.now.agents.get(id);
    if (held === undefined) return;
    this.own('agents').delete(id);
    this.own('removedAgents').set(id, held.version);
    this.agents.add(id);
  }

  /** The snapshot coming in, as maps this draft may write to; null when none is. */
  private incoming(): { tasks: Map<string, Task>; agents: Map<string, Agent> } | null {
    if (this.now.stance.at !== 'receiving') return null;
    if (this.now.stance === this.before.stance) {
      const { tasks, agents } = this.now.stance;
      this.now.stance = { at: 'receiving', tasks: new Map(tasks), agents: new Map(agents) };
    }
    return this.now.stance as unknown as { tasks: Map<string, Task>; agents: Map<string, Agent> };
  }

  /** The named map, copied on its first change. */
  private own<K extends MapName>(name: K): Mutable<Replica[K]> {
    if (this.now[name] === this.before[name]) {
      this.now[name] = new Map(this.before[name] as ReadonlyMap<string, never>);
    }
    return this.now[name] as unknown as Mutable<Replica[K]>;
  }
}

type MapName = 'tasks' | 'agents' | 'removedTasks' | 'removedAgents';
type Mutable<M> = M extends ReadonlyMap<infer K, infer V> ? Map<K, V> : never;

interface Versioned {
  readonly version: number;
}

function keepNewer<T extends Versioned>(held: Map<string, T>, id: string, record: T): void {
  const known = held.get(id);
  if (known === undefined || record.version > known.version) held.set(id, record);
}

/** Adds to `ids` what differs between the two copies; gives by how many versions in all. */
function difference<T extends Versioned>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  ids: Set<string>,
): number {
  let changes = 0;
  for (const [id, record] of after) {
    const old = before.get(id);
    if (old?.version === record.version) continue;
    ids.add(id);
    changes += Math.max(1, record.version - (old?.version ?? 0));
  }
  for (const id of before.keys()) {
    if (after.has(id)) continue;
    ids.add(id);
    changes += 1;
  }
  return changes;
}
