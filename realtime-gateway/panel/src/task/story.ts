import type { Face } from '../board/facts';
import type { TaskEvent } from '../wire/api';
import type { Stage, Status, Task } from '../wire/task';

/** A task's history as it is told: newest first, in chapters by attempt, with the steps that were never reported. */
export interface Chapter {
  readonly attempt: number;
  readonly commandId: string | null;
  readonly lines: readonly Line[];
}

export type Line =
  | { readonly kind: 'event'; readonly event: TaskEvent; readonly act: Act }
  /** A step that no report told of; the event is the report that proves it. */
  | { readonly kind: 'implied'; readonly event: TaskEvent; readonly status: Status }
  /** Reports of progress, one after the other and newest first, that each say no more than how far it is. */
  | { readonly kind: 'run'; readonly lines: readonly EventLine[] };

export type EventLine = Extract<Line, { kind: 'event' }>;

/** What the fact was about, which picks its sentence and its icon. */
export type Act =
  | {
      readonly is:
        | 'created'
        | 'adopted'
        | 'retried'
        | 'retriedByItself'
        | 'cancelled'
        | 'agentRestarted'
        | 'repaired'
        | 'archived'
        | 'deadlineResent'
        | 'deadlineStale'
        | 'asked'
        | 'answered'
        | 'noted'
        | 'edited';
    }
  | { readonly is: 'moved'; readonly to: Stage | null }
  | { readonly is: 'report'; readonly type: ReportType }
  /** How long nothing had been heard (ms), when the fact before it is known. */
  | { readonly is: 'timeout'; readonly silent: number | null }
  | { readonly is: 'other'; readonly type: string };

export type ReportType = 'ack' | 'running' | 'progress' | 'done' | 'failed';

const REPORTS: ReadonlySet<string> = new Set<ReportType>([
  'ack',
  'running',
  'progress',
  'done',
  'failed',
]);

/** @param events newest first, as the server gives them */
export function storyOf(events: readonly TaskEvent[]): readonly Chapter[] {
  const chapters: { attempt: number; commandId: string | null; lines: Line[] }[] = [];
  let heardAt: number | null = null;
  for (const event of events.toReversed()) {
    const applied = event.outcome === 'applied';
    // A report that was refused belongs to the attempt during which it came, not to the one that it speaks of.
    const last = chapters.at(-1);
    const attempt: number = applied
      ? (event.attempt ?? last?.attempt ?? 1)
      : (last?.attempt ?? event.attempt ?? 1);
    const chapter = last?.attempt === attempt ? last : { attempt, commandId: null, lines: [] };
    if (chapter !== last) chapters.push(chapter);
    if (applied) chapter.commandId ??= event.command_id ?? null;
    for (const status of event.implied ?? []) {
      chapter.lines.push({ kind: 'implied', event, status });
    }
    const at = Date.parse(event.applied_at);
    chapter.lines.push({
      kind: 'event',
      event,
      act: actOf(event, heardAt === null ? null : at - heardAt),
    });
    if (applied) heardAt = at;
  }
  return chapters
    .toReversed()
    .map((chapter) => ({ ...chapter, lines: withRuns(chapter.lines.toReversed()) }));
}

/** Fewer reports than these are told one by one. */
const LEAST_OF_A_RUN = 3;

function withRuns(lines: readonly Line[]): readonly Line[] {
  const told: Line[] = [];
  let run: EventLine[] = [];
  const close = () => {
    if (run.length < LEAST_OF_A_RUN) told.push(...run);
    else told.push({ kind: 'run', lines: run });
    run = [];
  };
  for (const line of lines) {
    if (line.kind === 'event' && isMereProgress(line)) {
      run.push(line);
      continue;
    }
    close();
    told.push(line);
  }
  close();
  return told;
}

/** Took the card nowhere, asked nothing and confirmed nothing. */
function isMereProgress({ event, act }: EventLine): boolean {
  return (
    act.is === 'report' &&
    act.type === 'progress' &&
    event.outcome === 'applied' &&
    (event.to_stage === undefined || event.to_stage === event.from_stage) &&
    (event.acks ?? []).length === 0
  );
}

function actOf(event: TaskEvent, silent: number | null): Act {
  const { type } = event;
  if (event.question !== undefined) return { is: 'asked' };
  if (REPORTS.has(type)) return { is: 'report', type: type as ReportType };
  switch (type) {
    case 'created':
    case 'adopted':
    case 'retried':
    case 'cancelled':
    case 'answered':
    case 'noted':
    case 'edited':
      return { is: type };
    case 'moved':
      return { is: 'moved', to: event.to_stage ?? null };
    case 'restarted':
      return { is: 'agentRestarted' };
    case 'repaired':
      return { is: 'repaired' };
    case 'archived':
      return { is: 'archived' };
    case 'deadline_passed':
      if (event.outcome !== 'applied') return { is: 'deadlineStale' };
      // The end of the pause after a failure is a clock, too.
      if (event.from_status === 'failed' || event.from_status === 'timeout')
        return { is: 'retriedByItself' };
      return event.to_status === 'timeout' ? { is: 'timeout', silent } : { is: 'deadlineResent' };
    default:
      return { is: 'other', type };
  }
}

/** The state whose colour and shape the line takes; null for people's acts and for facts without a state. */
export function faceOfAct(act: Act): Face | null {
  switch (act.is) {
    case 'report':
      return act.type === 'progress' ? 'running' : act.type;
    case 'timeout':
      return 'timeout';
    case 'cancelled':
      return 'cancelled';
    case 'agentRestarted':
      return 'failed';
    case 'asked':
      return 'running';
    case 'deadlineResent':
    case 'retriedByItself':
      return 'queued';
    default:
      return null;
  }
}

/** One attempt on the time axis. All times in ms of the server's clock. */
export interface Span {
  readonly attempt: number;
  readonly from: number;
  /** When work began; null while it has not, or is not known to have. */
  readonly ranFrom: number | null;
  readonly to: number;
  /** How it ended; null while it goes on. */
  readonly end: Face | null;
}

/** The attempts of a task, oldest first, as far as they are known. */
export function spansOf(task: Task, events: readonly TaskEvent[], now: number): readonly Span[] {
  const ended = task.status === 'done' || task.status === 'failed' || task.status === 'timeout';
  const known = [
    ...task.prior_attempts.map((prior) => ({
      attempt: prior.attempt,
      to: Date.parse(prior.ended_at),
      end: faceOfEnd(prior.status, prior.error_code),
    })),
    {
      attempt: task.attempt,
      to: ended ? Date.parse(task.status_since) : now,
      end: ended ? faceOfEnd(task.status, task.error_code) : null,
    },
  ];
  let before = Date.parse(task.created_at);
  return known.map(({ attempt, to, end }) => {
    const own = events
      .filter((event) => event.attempt === attempt && event.outcome === 'applied')
      .toReversed();
    const begun = own.find(
      (event) =>
        event.type === 'created' ||
        event.type === 'retried' ||
        (event.type === 'deadline_passed' && event.to_status === 'queued'),
    );
    const ran = own.find((event) => event.to_status === 'running');
    const from = begun ? Date.parse(begun.applied_at) : before;
    before = to;
    return {
      attempt,
      from: Math.min(from, to),
      ranFrom: ran ? Date.parse(ran.applied_at) : null,
      to,
      end,
    };
  });
}

function faceOfEnd(status: Status, errorCode: string | undefined): Face {
  return status === 'failed' && errorCode === 'cancelled' ? 'cancelled' : status;
}
