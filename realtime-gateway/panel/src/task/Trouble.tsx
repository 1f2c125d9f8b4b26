import { useAgent, useNow } from '../app/panel';
import { clockSetAt, openQuestionOf, timeLeft, timeToRetry } from '../board/facts';
import { Icon } from '../ui/Icon';
import { LongText } from '../ui/LongText';
import { countdown } from '../words/format';
import { useSpeech } from '../words/words';
import { visibleText } from '../words/visible-text';
import { isCancelled, type Task } from '../wire/task';

/** What is wrong, since when, on which attempt; nothing when nothing is. */
export function Trouble({ task }: { task: Task }) {
  const { words, format } = useSpeech();
  const agent = useAgent(task.agent_id);
  const now = useNow(1);
  const left = timeLeft(task, agent, now);
  const since = format.age(now - Date.parse(task.status_since));
  if (left !== null) {
    const said =
      task.status === 'queued'
        ? { near: words.drawer.nearAck, since: words.drawer.sentAgo }
        : openQuestionOf(task) !== undefined
          ? { near: words.ask.untilTimeout, since: words.ask.askedAgo }
          : { near: words.drawer.nearDeadline, since: words.drawer.lastNews };
    return (
      <div className="alert clock">
        <Icon name="clock" />
        <div>
          <p>{left > 0 ? said.near(countdown(left)) : words.card.runningOut}</p>
          <p className="sub">{said.since(format.age(now - clockSetAt(task)))}</p>
        </div>
      </div>
    );
  }
  if (isCancelled(task) || (task.status !== 'failed' && task.status !== 'timeout')) return null;
  const timedOut = task.status === 'timeout';
  const rest = timeToRetry(task, now);
  return (
    <div className={timedOut ? 'alert clock' : 'alert'}>
      <Icon name={timedOut ? 's-timeout' : 's-failed'} />
      <div>
        <p className="plain">
          {!timedOut && task.error_code && <code>{visibleText(task.error_code)}</code>}
          {!timedOut && task.error_code && task.message && ' · '}
          {task.message ? <LongText text={task.message} /> : timedOut && words.face.timeout}
        </p>
        <p className="sub">
          {timedOut
            ? words.drawer.timedOutAgo(since, task.attempt)
            : words.drawer.failedAgo(since, task.attempt)}
        </p>
        {rest !== null && (
          <p className="sub">
            {rest > 0
              ? words.drawer.retriesIn(countdown(rest), task.attempt + 1, task.max_attempts ?? null)
              : words.card.retriesNow}
          </p>
        )}
      </div>
    </div>
  );
}

/** The agent's last word, unless it is told as what went wrong or waits for an answer. */
export function LatestMessage({ task }: { task: Task }) {
  const { words } = useSpeech();
  const isTrouble = task.status === 'failed' || task.status === 'timeout';
  if (!task.message || isTrouble || openQuestionOf(task) !== undefined) return null;
  return (
    <section className="part">
      <h3>{words.drawer.latest}</h3>
      <p className="plain">
        <LongText text={task.message} />
      </p>
    </section>
  );
}
