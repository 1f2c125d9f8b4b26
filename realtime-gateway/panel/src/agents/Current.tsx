import { useNow } from '../app/panel';
import { Link, taskPath } from '../app/router';
import { ProgressBar } from '../board/Card';
import { faceOf, silenceOf } from '../board/facts';
import { boardOf } from '../board/filter';
import { StatusIcon } from '../ui/StatusMark';
import { useSpeech } from '../words/words';
import { visibleText } from '../words/visible-text';
import type { Agent, Task } from '../wire/task';
import type { AgentRow } from './agent-rows';

/** So many of an agent's tasks are told in its row; the board has them all. */
const SHOWN = 2;

/** What an agent does: each task that it works at, or the first that waits for it. */
export function Current({ row: { agent, working, waiting, signal } }: { row: AgentRow }) {
  const { words } = useSpeech();
  const told = working.length > 0 ? working.slice(0, SHOWN) : waiting.slice(0, 1);
  if (told.length === 0) return <span className="muted">{words.agents.idle}</span>;
  const isAway = signal === 'offline' || signal === 'left';
  const more = working.length + waiting.length - told.length;
  const note =
    isAway && waiting.length > 0
      ? words.agents.waiting(waiting.length)
      : more > 0
        ? words.agents.plus(more)
        : null;
  return (
    <div className="cur">
      {told.map((task, index) => (
        <CurrentTask
          key={task.task_id}
          task={task}
          agent={agent}
          more={index === told.length - 1 ? note : null}
        />
      ))}
    </div>
  );
}

/** One task: how far, since when, and whether it has fallen silent. */
function CurrentTask({
  task,
  agent,
  more,
}: {
  task: Task;
  agent: Agent;
  /** What is said of those that are not told; leads to them. */
  more: string | null;
}) {
  const { words, format } = useSpeech();
  const now = useNow(15);
  const face = faceOf(task);
  const progress = task.status === 'running' ? task.progress : undefined;
  const silent = silenceOf(task, agent, now);
  const since = Date.parse(task.status_since);
  const notes = [
    progress !== undefined
      ? format.percent(progress)
      : task.status === 'running'
        ? words.agents.noProgress
        : words.face[face].toLowerCase(),
    words.agents.forAge(format.age(now - since)),
  ];
  return (
    <div className="cur-task">
      <span className={`st s-${face}`}>
        <StatusIcon face={face} />
        <Link className="ell plain" href={taskPath(task.task_id)}>
          {visibleText(task.title)}
        </Link>
      </span>
      {progress !== undefined && <ProgressBar percent={progress} label={words.card.progress} />}
      <small title={format.exact(since)}>
        {notes.join(' · ')}
        {silent !== null && (
          <>
            {' · '}
            <span className="silent">{words.card.noNews(format.age(silent))}</span>
          </>
        )}
        {more !== null && (
          <>
            {' · '}
            <Link
              href={boardOf(agent.agent_id)}
              aria-label={`${more}: ${words.agents.seeTasks(agent.agent_id)}`}
            >
              {more}
            </Link>
          </>
        )}
      </small>
    </div>
  );
}
