import { connectionOf, isFrozen, type Connection, type Link } from '../realtime/connection';
import {
  ageOf,
  browserClock,
  serverNow,
  vouch,
  type Clock,
  type Freshness,
} from '../realtime/freshness';
import { EMPTY, follow, type Replica } from '../realtime/replica';
import type { LinkListener } from '../realtime/board-link';
import type { ServerFrame } from '../wire/frame';
import type { Agent, Stage, Task } from '../wire/task';
import { arrange, NO_COLUMNS, type Change, type Columns } from './columns';
import { asIntended, isSettled, type Intent, type Intents } from './intents';

/** What a batch of pushes did, for those who tell of it. */
export interface Pushed {
  readonly changes: readonly Change[];
  /** The copy was catching up, so these are old news. */
  readonly replayed: boolean;
}

/** Runs the work at the next frame, or soon when nobody looks. */
export type Scheduler = (work: () => void) => void;

/** A changed card shows a ring for this long (ms). */
const RING = 900;
/** More changes than this within a second and no card shows a ring: all at once is no signal. */
const RINGS_PER_SECOND = 20;
/** Records still coming in within this time (ms) count as catching up, not as stale. */
const FLOWING = 10_000;

/**
 * The board as the views see it: the replica, the moves under way, the columns, and how fresh all of it is.
 * Frames are taken in once per animation frame, however many came; views subscribe and compare by identity.
 */
export class BoardStore implements LinkListener {
  replica: Replica = EMPTY;
  columns: Columns = NO_COLUMNS;
  connection: Connection = { state: 'connecting' };

  private readonly clock: Clock;
  private readonly schedule: Scheduler;
  private readonly listeners = new Set<() => void>();
  private readonly pushListeners = new Set<(pushed: Pushed) => void>();
  private queue: ServerFrame[] = [];
  private intents: Intents = new Map();
  private shown = new Map<string, Task>();
  private changedAt = new Map<string, number>();
  private recent: number[] = [];
  private freshness: Freshness | null = null;
  /** The last word on freshness, measured on arrival; it counts once the frames before it are taken in. */
  private word: Freshness | null = null;
  private heardAt = 0;
  private link: Link = { is: 'connecting' };
  private online = true;

  constructor(schedule: Scheduler, clock: Clock = browserClock) {
    this.schedule = schedule;
    this.clock = clock;
  }

  /** A board of the past, which no link feeds: it shows what `showMoment` gives it. */
  static ofThePast(clock: Clock = browserClock): BoardStore {
    const board = new BoardStore((work) => work(), clock);
    board.connection = { state: 'past', asOf: null };
    return board;
  }

  // What the views read.

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  readonly onPush = (listener: (pushed: Pushed) => void): (() => void) => {
    this.pushListeners.add(listener);
    return () => void this.pushListeners.delete(listener);
  };

  /** The task as it is shown, a move under way included. */
  task(id: string): Task | undefined {
    return this.shown.get(id) ?? this.replica.tasks.get(id);
  }

  agent(id: string): Agent | undefined {
    return this.replica.agents.get(id);
  }

  intent(id: string): Intent | undefined {
    return this.intents.get(id);
  }

  /** True right after a push changed the task, unless so many changed that a ring would say nothing. */
  rings(id: string): boolean {
    return this.clock.monotone() - (this.changedAt.get(id) ?? -RING) < RING;
  }

  get loaded(): boolean {
    return this.replica.asOf !== null;
  }

  get frozen(): boolean {
    return isFrozen(this.connection);
  }

  /** The server's present in ms; while the board is frozen, the last moment it is known to be right. */
  now(): number {
    if (this.freshness === null) return this.clock.wall();
    return this.frozen ? this.freshness.asOf : serverNow(this.freshness, this.clock);
  }

  get isPast(): boolean {
    return this.connection.state === 'past';
  }

  /** Puts the board of another moment in the place of the one shown. */
  showMoment(moment: number, tasks: readonly Task[], agents: readonly Agent[]): void {
    const at = new Date(moment).toISOString();
    this.connection = { state: 'past', asOf: moment };
    this.queue = [
      { op: 'reset' },
      { op: 'snapshot', tasks, agents, part: 1, parts: 1 },
      { op: 'live', cursor: at, as_of: at },
    ];
    this.word = vouch(null, moment, this.clock);
    this.flush();
  }

  // What the link says.

  cursor(): string | null {
    return this.replica.cursor;
  }

  frame(frame: ServerFrame): void {
    this.heardAt = this.clock.wall();
    if (frame.op === 'live') this.word = vouch(null, Date.parse(frame.as_of), this.clock);
    if (frame.op === 'tick') this.word = vouch(this.word, Date.parse(frame.as_of), this.clock);
    this.queue.push(frame);
    if (this.queue.length === 1) this.schedule(() => this.flush());
  }

  setLink(link: Link): void {
    this.link = link;
    this.beat();
  }

  setOnline(online: boolean): void {
    this.online = online;
    this.beat();
  }

  /** Time has passed: works out anew what is said of the connection. */
  beat(): void {
    if (this.isPast) return;
    const connection = connectionOf({
      link: this.link,
      online: this.online,
      data:
        this.freshness && this.loaded
          ? { asOf: this.freshness.asOf, age: ageOf(this.freshness, this.clock) }
          : null,
      atHead: this.replica.stance.at === 'live',
      catchingUp: this.catchingUp && this.clock.wall() - this.heardAt < FLOWING,
      left: this.replica.left,
      now: this.clock.monotone(),
    });
    if (same(connection, this.connection)) return;
    this.connection = connection;
    this.emit();
  }

  /** Drops the copy and all that was made of it, as if nothing had ever been heard. */
  forget(): void {
    this.replica = EMPTY;
    this.columns = NO_COLUMNS;
    this.queue = [];
    this.intents = new Map();
    this.shown = new Map();
    this.changedAt = new Map();
    this.recent = [];
    this.freshness = null;
    this.word = null;
    this.beat();
    this.emit();
  }

  // What a person does.

  /** Shows the task in the given column from now on, until it is settled or withdrawn. */
  intend(id: string, to: Stage): void {
    const task = this.replica.tasks.get(id);
    if (task === undefined) return;
    const since = new Date(this.now()).toISOString();
    this.setIntent(id, { to, since, seenVersion: task.version, givenVersion: null });
  }

  /** The server has made the move as the given version, which the board may not have seen yet. */
  confirm(id: string, version: number): void {
    const intent = this.intents.get(id);
    if (intent) this.setIntent(id, { ...intent, givenVersion: version });
  }

  withdraw(id: string): void {
    this.setIntent(id, undefined);
  }

  /** A record that came another way, such as the drawer's own request. */
  learn(task: Task): void {
    const { payload: _, instructions: __, result: ___, ...record } = task;
    if (this.loaded) this.frame({ op: 'task', task: record });
  }

  private get catchingUp(): boolean {
    return this.replica.stance.at === 'replaying' || this.replica.stance.at === 'behind';
  }

  private setIntent(id: string, intent: Intent | undefined): void {
    const before = this.task(id);
    const intents = new Map(this.intents);
    if (intent && !isSettled(intent, this.replica.tasks.get(id))) intents.set(id, intent);
    else intents.delete(id);
    this.intents = intents;
    this.show(id);
    this.rearrange([{ id, before, after: this.task(id) }]);
    this.emit();
  }

  private flush(): void {
    const frames = this.queue;
    this.queue = [];
    const replayed = this.replica.stance.at !== 'live' || frames.some(startsOver);
    const { replica, tasks } = follow(this.replica, frames);
    const before = new Map([...tasks].map((id) => [id, this.task(id)]));
    this.replica = replica;
    if (replica.asOf !== null && this.word?.asOf === Date.parse(replica.asOf))
      this.freshness = this.word;
    this.dropSettled(tasks);
    const changes = [...tasks].map((id) => {
      this.show(id);
      return { id, before: before.get(id), after: this.task(id) };
    });
    this.rearrange(changes);
    this.mark(changes, replayed);
    for (const listener of this.pushListeners) listener({ changes, replayed });
    this.beat();
    this.emit();
  }

  private dropSettled(ids: ReadonlySet<string>): void {
    if (this.intents.size === 0) return;
    const kept = new Map(this.intents);
    for (const [id, intent] of this.intents) {
      if (ids.has(id) && isSettled(intent, this.replica.tasks.get(id))) kept.delete(id);
    }
    this.intents = kept;
  }

  /** Works out the shown record of one task; kept, so that a view sees the same object until it changes. */
  private show(id: string): void {
    const intent = this.intents.get(id);
    const task = this.replica.tasks.get(id);
    if (intent && task) this.shown.set(id, asIntended(task, intent));
    else this.shown.delete(id);
  }

  private rearrange(changes: readonly Change[]): void {
    this.columns = arrange(this.columns, changes, (id) => this.task(id)!);
  }

  private mark(changes: readonly Change[], replayed: boolean): void {
    const now = this.clock.monotone();
    for (const [id, at] of this.changedAt) if (now - at >= RING) this.changedAt.delete(id);
    this.recent = this.recent.filter((at) => now - at < 1_000);
    if (replayed) return;
    for (const { id, after } of changes) {
      if (after) this.recent.push(now);
      if (after) this.changedAt.set(id, now);
    }
    if (this.recent.length > RINGS_PER_SECOND) this.changedAt.clear();
  }

  private emit(): void {
    for (const listener of this.listeners) listener();
  }
}

/** A frame after which what comes is old news, up to the head. */
const startsOver = (frame: ServerFrame): boolean => frame.op === 'reset' || frame.op === 'resumed';

function same(one: Connection, other: Connection): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
