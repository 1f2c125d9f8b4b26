import { useState } from 'react';
import { useBoard, useIsPast, usePanel } from '../app/panel';
import { go, isPlainClick, taskPath } from '../app/router';
import { useOlder } from '../app/use-older';
import { Avatar } from '../ui/Avatar';
import { LoadFault } from '../ui/LoadFault';
import { StatusIcon } from '../ui/StatusMark';
import { useSpeech } from '../words/words';
import { visibleText } from '../words/visible-text';
import { api, type ArchivePage } from '../wire/api';
import type { Stage, Task } from '../wire/task';
import { faceOf } from './facts';
import { matcher, type Filter } from './filter';
import { useFilter } from './use-filter';

/** At the end of a column: the tasks that have left it, by the page, when somebody asks for them. */
export function Archive({ stage }: { stage: Stage }) {
  const { filter } = useFilter();
  const text = longestWord(filter);
  // What was found for other words is no answer to these.
  return useIsPast() || filter.attention ? null : (
    <Pages key={text} stage={stage} text={text} filter={filter} />
  );
}

function Pages({ stage, text, filter }: { stage: Stage; text: string; filter: Filter }) {
  const { words, format } = useSpeech();
  const { board } = usePanel();
  const [read, setRead] = useState<readonly Task[]>([]);
  const [next, setNext] = useState<string | undefined>('');
  const take = (page: ArchivePage) => {
    setRead((before) => [...before, ...page.tasks]);
    setNext(page.next);
  };
  const older = useOlder(next, (before, signal) => api.archive(stage, text, before, signal), take);
  // One that came back has its card above.
  const onBoard = useBoard((store) => store.replica.tasks);
  const matches = matcher(filter, (id) => board.agent(id));
  const shown = read.filter((task) => !onBoard.has(task.task_id) && matches(task));
  const asked = next !== '';
  const lookedTo = text !== '' && next ? Date.parse(next.split('~')[0]!) : null;
  return (
    <>
      {asked && <li className="archive-head">{words.archive.title}</li>}
      {shown.map((task) => (
        <li key={task.task_id}>
          <ArchivedCard task={task} />
        </li>
      ))}
      {older.fault && (
        <li>
          <LoadFault fault={older.fault} text={() => words.archive.failed} />
        </li>
      )}
      {lookedTo !== null && (
        <li className="archive-note">{words.archive.lookedTo(format.day(lookedTo))}</li>
      )}
      <li>
        {next === undefined ? (
          <p className="archive-note" role="status">
            {shown.length === 0 && text !== '' ? words.archive.noneFound : words.archive.none}
          </p>
        ) : (
          <button
            type="button"
            className="btn quiet more"
            aria-disabled={older.loading}
            onClick={older.load}
          >
            {older.loading
              ? words.archive.loading
              : text === ''
                ? words.archive.load
                : words.archive.seek}
          </button>
        )}
      </li>
    </>
  );
}

/** A line rather than a card: it is read and opened, and neither moved nor dragged. */
function ArchivedCard({ task }: { task: Task }) {
  const { words, format } = useSpeech();
  const face = faceOf(task);
  const ended = Date.parse(task.status_since);
  return (
    <a
      className={`archived s-${face}`}
      href={taskPath(task.task_id) + location.search}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        go(taskPath(task.task_id) + location.search, { fromBoard: true });
      }}
    >
      <StatusIcon face={face} />
      <span className="vh">{words.face[face]}: </span>
      <span className="ell plain">{visibleText(task.title)}</span>
      <Avatar agentId={task.agent_id} signal={null} />
      <time dateTime={task.status_since} title={format.exact(ended)}>
        {format.day(ended)}
      </time>
    </a>
  );
}

/** The service looks for one text; the words that are left are looked for among what it found. */
function longestWord(filter: Filter): string {
  return filter.text
    .split(/\s+/)
    .reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}
