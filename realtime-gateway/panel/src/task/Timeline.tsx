import { useState } from 'react';
import type { Face } from '../board/facts';
import { Icon, type IconName } from '../ui/Icon';
import { LongText } from '../ui/LongText';
import type { Words } from '../words/pt';
import { useSpeech } from '../words/words';
import { visibleText } from '../words/visible-text';
import type { TaskEvent } from '../wire/api';
import { DiscordFateLine } from './DiscordFateLine';
import { Moment } from './Moment';
import { Trace } from './Trace';
import { JsonBox } from './JsonBox';
import {
  faceOfAct,
  storyOf,
  type Act,
  type Chapter,
  type EventLine as EventOf,
  type Line,
} from './story';

/** Everything that happened to a task, what had no effect included. */
export function Timeline({ events }: { events: readonly TaskEvent[] }) {
  const { words } = useSpeech();
  const chapters = storyOf(events);
  if (events.length === 0) return <p className="muted">{words.drawer.noEvents}</p>;
  return (
    <ol className="tl" aria-label={words.drawer.newestFirst}>
      {chapters.map((chapter) => (
        <ChapterLines
          key={`${chapter.attempt} ${lineKey(chapter.lines.at(-1)!)}`}
          chapter={chapter}
        />
      ))}
    </ol>
  );
}

/** A run keeps its key while newer reports join it. */
const lineKey = (line: Line): string => {
  switch (line.kind) {
    case 'implied':
      return `${line.event.event_id} ${line.status}`;
    case 'run':
      return `run ${line.lines.at(-1)!.event.event_id}`;
    case 'event':
      return line.event.event_id;
  }
};

function ChapterLines({ chapter }: { chapter: Chapter }) {
  const { words } = useSpeech();
  return (
    <>
      <li className="grp">
        <h4>
          {words.card.attemptLong(chapter.attempt)}
          {chapter.commandId !== null && <span className="mono">{chapter.commandId}</span>}
        </h4>
      </li>
      {chapter.lines.map((line) => {
        switch (line.kind) {
          case 'implied':
            return <ImpliedLine key={lineKey(line)} line={line} />;
          case 'run':
            return <RunLine key={lineKey(line)} lines={line.lines} />;
          case 'event':
            return <EventLine key={lineKey(line)} event={line.event} act={line.act} />;
        }
      })}
    </>
  );
}

function ImpliedLine({ line }: { line: Extract<Line, { kind: 'implied' }> }) {
  const { words } = useSpeech();
  const proof = words.eventType[line.event.type] ?? line.event.type;
  return (
    <li className={`implied s-${line.status}`}>
      <Moment at={line.event.applied_at} />
      <span className="node">
        <Icon name={`s-${line.status}`} />
      </span>
      <div className="what">
        <p>
          {words.face[line.status]} <span className="tag dash">{words.event.implied}</span>
        </p>
        <p className="sub">{words.event.impliedWhy(proof.toLowerCase())}</p>
      </div>
    </li>
  );
}

/** Many reports of progress as one line, which opens. */
function RunLine({ lines }: { lines: readonly EventOf[] }) {
  const { words, format } = useSpeech();
  const [open, setOpen] = useState(false);
  const [newest, oldest] = [lines[0]!.event, lines.at(-1)!.event];
  const minute = (event: TaskEvent) => format.minute(Date.parse(event.applied_at));
  return (
    <>
      <li className="s-running run">
        <Moment at={newest.applied_at} />
        <span className="node">
          <Icon name="s-running" />
        </span>
        <div className="what">
          <button
            type="button"
            className="link show-all"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {words.event.run(lines.length, minute(oldest), minute(newest))}
            <Icon name="chev" />
          </button>
          {!open && newest.message && <p className="sub">{visibleText(newest.message)}</p>}
        </div>
      </li>
      {open &&
        lines.map(({ event, act }) => <EventLine key={event.event_id} event={event} act={act} />)}
    </>
  );
}

function EventLine({ event, act }: { event: TaskEvent; act: Act }) {
  const { words } = useSpeech();
  const [traced, setTraced] = useState(false);
  const applied = event.outcome === 'applied';
  const face = faceOfAct(act);
  const icon: IconName =
    event.outcome === 'refused' ? 'ban' : event.outcome === 'late' ? 'dash' : iconOf(act, face);
  const note = applied ? noteOf(event, act) : null;
  const said = event.question?.text ?? event.text;
  return (
    <li className={`s-${face ?? 'queued'}${applied ? '' : ' noeffect'}`}>
      <Moment at={event.applied_at} />
      <span className="node">
        <Icon name={icon} />
      </span>
      <div className="what">
        <p>
          <Sentence event={event} act={act} />
          {event.outcome === 'late' && <span className="tag dash">{words.event.late}</span>}
          {event.outcome === 'refused' && <span className="tag dash">{words.event.refused}</span>}
          {applied && event.version !== undefined && (
            <span className="tag v">v{event.version}</span>
          )}
        </p>
        {!applied && <p className="sub">{whyWithoutEffect()}</p>}
        {note !== null && <p className="sub">{note}</p>}
        {act.is !== 'report' && event.source?.token !== undefined && (
          <p className="sub">{words.event.by(visibleText(event.source.token))}</p>
        )}
        {event.message && (
          <p className="sub">
            <LongText text={event.message} />
          </p>
        )}
        {said !== undefined && (
          <p className="sub">
            <LongText text={said} />
          </p>
        )}
        {applied && (event.acks ?? []).length > 0 && (
          <p className="sub">{words.event.acks(event.acks!.length)}</p>
        )}
        {event.meta !== undefined && Object.keys(event.meta).length > 0 && (
          <details className="meta">
            <summary>
              <Icon name="next" />
              {words.event.meta}
            </summary>
            <JsonBox value={event.meta} label={words.event.meta} />
          </details>
        )}
        {event.discord && <DiscordFateLine fate={event.discord} />}
        <button
          type="button"
          className="btn quiet icon unfold"
          aria-label={words.drawer.trace}
          title={words.drawer.trace}
          aria-expanded={traced}
          onClick={() => setTraced(!traced)}
        >
          <Icon name="chev" />
        </button>
        {traced && <Trace event={event} />}
      </div>
    </li>
  );

  function whyWithoutEffect(): string {
    const known = event.reason === undefined ? undefined : words.event.reason[event.reason];
    if (event.outcome === 'late' && event.from_status !== undefined)
      return words.event.lateWhy(words.face[event.from_status].toLowerCase());
    return known ?? event.reason ?? '';
  }

  /** A report that took the card to another column than its status alone would. */
  function noteOf(of: TaskEvent, about: Act): string | null {
    if (about.is !== 'report' || of.to_stage === undefined || of.to_stage === of.from_stage)
      return null;
    return about.type === 'progress' ? words.event.toStage(words.stage[of.to_stage]) : null;
  }
}

function Sentence({ event, act }: { event: TaskEvent; act: Act }) {
  const { words, format } = useSpeech();
  const said = words.event;
  switch (act.is) {
    case 'created':
      return said.created(words.stage[event.to_stage ?? 'todo']);
    case 'adopted':
    case 'retried':
    case 'retriedByItself':
    case 'cancelled':
    case 'agentRestarted':
    case 'repaired':
    case 'archived':
    case 'deadlineResent':
    case 'deadlineStale':
      return said[act.is];
    case 'asked':
    case 'answered':
    case 'noted':
      return said[act.is];
    case 'edited':
      return said.edited(partsOfEdit(event, said.editedPart));
    case 'moved':
      return said.moved(act.to === null ? '…' : words.stage[act.to]);
    case 'timeout':
      return said.deadlineTimeout(act.silent === null ? null : format.span(act.silent));
    case 'other':
      return said.other(act.type);
    case 'report':
      switch (act.type) {
        case 'progress':
          return said.progress(
            event.progress === undefined ? null : format.percent(event.progress),
          );
        case 'failed':
          return (
            <>
              {said.failed}
              {event.error_code && (
                <>
                  : <code className="plain">{visibleText(event.error_code)}</code>
                </>
              )}
            </>
          );
        default:
          return said[act.type];
      }
  }
}

function partsOfEdit(event: TaskEvent, part: Words['event']['editedPart']): readonly string[] {
  return [
    event.new_title === undefined ? '' : part.title,
    event.new_instructions === true ? part.instructions : '',
    event.new_agent_id === undefined ? '' : part.agent(visibleText(event.new_agent_id)),
  ].filter(Boolean);
}

const BY_PEOPLE: ReadonlySet<Act['is']> = new Set<Act['is']>([
  'retried',
  'moved',
  'answered',
  'noted',
  'edited',
]);

function iconOf(act: Act, face: Face | null): IconName {
  if (act.is === 'asked') return 'ask';
  if (face !== null) return act.is === 'cancelled' ? 'person' : `s-${face}`;
  return act.is === 'created' ? 'plus' : BY_PEOPLE.has(act.is) ? 'person' : 'dash';
}
