import { memo, type ReactNode, type Ref } from 'react';
import { useAgent, useBoard, useNow, usePanel, useTask } from '../app/panel';
import { Avatar } from '../ui/Avatar';
import { Icon } from '../ui/Icon';
import { StatusIcon } from '../ui/StatusMark';
import { useSpeech } from '../words/words';
import { visibleText } from '../words/visible-text';
import { CANCELLED, type Agent, type Task } from '../wire/task';
import { cardWords } from './card-words';
import { AttemptChip, AwayChip, ClockChip } from './Chips';
import { faceOf, timeLeft, timeToRetry } from './facts';

interface CardProps {
  readonly id: string;
  readonly opened: boolean;
  /** Draws the title; the board makes it a link, the copy under the pointer does not. */
  readonly title: (text: string, name: string) => ReactNode;
  readonly look?: 'ghost' | 'lifted' | undefined;
  readonly frame?: Ref<HTMLElement>;
  /** Listeners that start a drag, and those for the focus. */
  readonly handlers?: object | undefined;
  readonly children?: ReactNode;
}

/** The face of one task. What can be done with it is put round it by the board. */
export const Card = memo(function Card({ id, ...rest }: CardProps) {
  const task = useTask(id);
  const agent = useAgent(task?.agent_id ?? '');
  return task && <CardFace task={task} agent={agent} {...rest} />;
});

function CardFace({
  task,
  agent,
  opened,
  title,
  look,
  frame,
  handlers,
  children,
}: Omit<CardProps, 'id'> & { task: Task; agent: Agent | undefined }) {
  const { words, format } = useSpeech();
  const { board } = usePanel();
  const near =
    timeLeft(task, agent, board.now()) !== null || timeToRetry(task, board.now()) !== null;
  const now = useNow(near ? 1 : 15);
  const moving = useBoard((store) => store.intent(task.task_id) !== undefined);
  const said = cardWords(task, agent, now, words, format);
  const face = faceOf(task);
  const code =
    task.status === 'failed' && task.error_code !== CANCELLED ? task.error_code : undefined;
  const classes = [
    'card',
    `s-${face}`,
    said.clock?.quiet === false && 'late',
    opened && 'opened',
    moving && 'moving',
    look,
  ];
  return (
    <article ref={frame} className={classes.filter(Boolean).join(' ')} {...handlers}>
      <div className="ct">
        <span className="st">
          <StatusIcon face={face} />
          <span className="ell">{words.face[face]}</span>
          {said.progress !== null && <span className="pct">{format.percent(said.progress)}</span>}
        </span>
        <span className="age" title={said.ageTitle}>
          {said.age}
        </span>
      </div>
      <h3>{title(said.title, said.name)}</h3>
      {code && (
        <p className="err">
          <code className="plain">{visibleText(code)}</code>
        </p>
      )}
      {said.asks && (
        <p className="asks">
          <Icon name="ask" />
          <span className="ell plain">{said.asks}</span>
        </p>
      )}
      {said.message && <p className="msg">{said.message}</p>}
      {said.silence && <p className="silence">{said.silence}</p>}
      {said.retry && (
        <p className="again" title={words.card.untilRetry}>
          <Icon name="retry" />
          {said.retry}
        </p>
      )}
      {said.progress !== null && (
        <ProgressBar percent={said.progress} label={words.card.progress} />
      )}
      <div className="cf">
        <span className="ag">
          <Avatar agentId={task.agent_id} signal={said.signal} />
          <span className="ell plain">{task.agent_id}</span>
          {said.signal && <span className="vh">, {words.signal[said.signal]}</span>}
        </span>
        <span className="chips">
          <AwayChip away={said.away} />
          <AttemptChip attempt={task.attempt} />
          <ClockChip clock={said.clock} />
        </span>
      </div>
      {children}
      {board.rings(task.task_id) && <i key={task.version} className="ring" />}
    </article>
  );
}

export function ProgressBar({ percent, label }: { percent: number; label: string }) {
  return (
    <span
      className="bar"
      role="progressbar"
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-label={label}
    >
      <i style={{ width: `${percent}%` }} />
    </span>
  );
}
