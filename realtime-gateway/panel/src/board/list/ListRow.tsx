import { memo } from 'react';
import { useAgent, useBoard, useNow, usePanel, useTask } from '../../app/panel';
import { Avatar } from '../../ui/Avatar';
import { Icon } from '../../ui/Icon';
import { StatusIcon } from '../../ui/StatusMark';
import { useSpeech } from '../../words/words';
import { visibleText } from '../../words/visible-text';
import { CANCELLED, type Agent, type Task } from '../../wire/task';
import { cardWords, type CardWords } from '../card-words';
import { CardMenuButton } from '../CardMenu';
import { faceOf, needsAttention, timeLeft, timeToRetry } from '../facts';
import { SelectBox } from '../SelectBox';
import { TaskLink } from '../TaskLink';
import { AttemptChip, AwayChip, ClockChip } from '../Chips';
import { useRovingCard } from '../use-roving-card';

/** One task on one line; two on a phone. */
export const ListRow = memo(function ListRow({ id, opened }: { id: string; opened: boolean }) {
  const task = useTask(id);
  const agent = useAgent(task?.agent_id ?? '');
  return task && <Row task={task} agent={agent} opened={opened} />;
});

function Row({ task, agent, opened }: { task: Task; agent: Agent | undefined; opened: boolean }) {
  const { words, format } = useSpeech();
  const { board } = usePanel();
  const id = task.task_id;
  const { active, link, frame, handlers } = useRovingCard(id, task.stage);
  const tabIndex = active ? 0 : -1;
  const near =
    timeLeft(task, agent, board.now()) !== null || timeToRetry(task, board.now()) !== null;
  const now = useNow(near ? 1 : 15);
  const moving = useBoard((store) => store.intent(id) !== undefined);
  const said = cardWords(task, agent, now, words, format);
  const face = faceOf(task);
  const classes = ['task-row', `s-${face}`, opened && 'opened', moving && 'moving'];
  return (
    <article ref={frame} className={classes.filter(Boolean).join(' ')} {...handlers}>
      <span className="st">
        <StatusIcon face={face} />
        <span className="ell">{words.face[face]}</span>
        {said.progress !== null && <span className="pct">{format.percent(said.progress)}</span>}
      </span>
      <h3>
        <TaskLink ref={link} id={id} aria-label={said.name} tabIndex={tabIndex}>
          {said.title}
        </TaskLink>
      </h3>
      <Trouble task={task} agent={agent} said={said} />
      <span className="ag">
        <Avatar agentId={task.agent_id} signal={said.signal} />
        <span className="ell plain">{task.agent_id}</span>
        {said.signal && <span className="vh">, {words.signal[said.signal]}</span>}
      </span>
      <span className="in-stage">
        <Icon name={`g-${task.stage}`} />
        <span className="ell">{words.stage[task.stage]}</span>
      </span>
      <span className="age" title={said.ageTitle}>
        {said.age}
      </span>
      <SelectBox id={id} tabIndex={tabIndex} />
      <CardMenuButton id={id} tabIndex={tabIndex} />
      {board.rings(id) && <i key={task.version} className="ring" />}
    </article>
  );
}

/** Why somebody should look, or soon may have to. */
function Trouble({ task, agent, said }: { task: Task; agent: Agent | undefined; said: CardWords }) {
  const { words } = useSpeech();
  const code =
    task.status === 'failed' && task.error_code !== CANCELLED ? task.error_code : undefined;
  return (
    <span className="chips">
      {code && <code className="chip ell plain">{visibleText(code)}</code>}
      <AwayChip away={said.away} />
      <AttemptChip attempt={task.attempt} />
      {said.retry && (
        <span className="chip clock again" title={words.card.untilRetry}>
          <Icon name="retry" />
          {said.retry}
        </span>
      )}
      <ClockChip clock={said.clock} />
      {needsAttention(task, agent) && (
        <span className="needs" title={words.attention(1)}>
          <Icon name="warn" />
          <span className="vh">{words.attention(1)}</span>
        </span>
      )}
    </span>
  );
}
