import { countdown, type Format } from '../words/format';
import type { Words } from '../words/pt';
import { visibleText } from '../words/visible-text';
import { isFinished, type Agent, type Task } from '../wire/task';
import {
  faceOf,
  isLeftInHand,
  openQuestionOf,
  signalOf,
  silenceOf,
  timeLeft,
  timeToRetry,
  waitsForAgent,
  type Signal,
} from './facts';

/** Everything a card says, in words; the markup only sets it. Null where nothing is to be said: never filler. */
export interface CardWords {
  readonly title: string;
  readonly message: string | null;
  /** What its agent waits for a person to answer. */
  readonly asks: string | null;
  /** How long its agent has said nothing, when that is about to end the attempt. */
  readonly silence: string | null;
  readonly age: string;
  readonly ageTitle: string;
  readonly progress: number | null;
  /** Near its end. A queue's clock is only ever quiet: when it ends, the task is sent again. */
  readonly clock: { readonly text: string; readonly title: string; readonly quiet: boolean } | null;
  /** Until it is tried again by itself. */
  readonly retry: string | null;
  readonly signal: Signal | null;
  /** Its agent is away while the task still needs it; quiet unless that may cost the attempt. */
  readonly away: 'quiet' | 'loud' | null;
  /** The name of the card's link: all of it in one breath. */
  readonly name: string;
}

export function cardWords(
  task: Task,
  agent: Agent | undefined,
  now: number,
  words: Words,
  format: Format,
): CardWords {
  const left = timeLeft(task, agent, now);
  const silent = silenceOf(task, agent, now);
  const rest = timeToRetry(task, now);
  const signal = agent === undefined ? null : signalOf(agent, now);
  const progress = task.status === 'running' && task.progress !== undefined ? task.progress : null;
  const since = Date.parse(task.stage_since);
  const title = visibleText(task.title);
  const asked = openQuestionOf(task)?.question.text;
  const question = asked === undefined ? null : visibleText(asked);
  return {
    title,
    message: question === null ? messageOf(task, agent, words) : null,
    asks: question === null ? null : words.card.waitsForYou(question),
    silence: silent === null ? null : words.card.noNews(format.age(silent)),
    age: format.age(now - since),
    ageTitle: words.card.inColumnSince(format.exact(since)),
    progress,
    clock:
      left === null
        ? null
        : {
            text: left > 0 ? countdown(left) : words.card.runningOut,
            title: task.status === 'queued' ? words.card.untilAck : words.card.untilTimeout,
            quiet: task.status === 'queued',
          },
    retry:
      rest === null
        ? null
        : rest > 0
          ? words.card.retriesIn(countdown(rest))
          : words.card.retriesNow,
    signal,
    away: awayOf(task, agent),
    name: [
      title,
      words.face[faceOf(task)].toLowerCase(),
      question === null ? '' : words.card.waitsForYou(beginningOf(question)),
      progress === null ? '' : format.percent(progress),
      signal === null ? task.agent_id : `${task.agent_id} ${words.signal[signal]}`,
      task.attempt > 1 ? words.card.attemptName(task.attempt) : '',
      left === null
        ? ''
        : left > 0
          ? spokenClock(task, spokenTime(left, words), words)
          : words.card.runningOut,
      rest === null
        ? ''
        : rest > 0
          ? words.card.retriesIn(spokenTime(rest, words))
          : words.card.retriesNow,
    ]
      .filter(Boolean)
      .join(', '),
  };
}

/** While a task waits, is under way or timed out, its agent's return would change something. */
function awayOf(task: Task, agent: Agent | undefined): CardWords['away'] {
  const isNeeded = task.status === 'timeout' || (!isFinished(task) && task.stage !== 'backlog');
  if (agent?.presence !== 'offline' || !isNeeded) return null;
  return task.status === 'timeout' || isLeftInHand(task, agent) ? 'loud' : 'quiet';
}

function spokenTime(left: number, words: Words): string {
  const seconds = Math.ceil(left / 1000);
  return words.card.spoken(Math.floor(seconds / 60), seconds % 60);
}

/** The end of the one is another sending, the end of the other that of the attempt. */
const spokenClock = (task: Task, left: string, { card }: Words): string =>
  task.status === 'queued' ? card.leftToAck(left) : card.runsOutIn(left);

/** So much of a question is read aloud on the way past its card (characters). */
const SPOKEN = 120;

const beginningOf = (text: string): string =>
  text.length <= SPOKEN ? text : `${[...text].slice(0, SPOKEN).join('')}…`;

function messageOf(task: Task, agent: Agent | undefined, words: Words): string | null {
  if (waitsForAgent(task, agent)) return words.card.waitsForAgent;
  if (task.status === 'queued' && task.stage !== 'backlog' && task.deliveries > 1) {
    return words.card.notAcknowledged(task.deliveries);
  }
  return task.message ? visibleText(task.message) : null;
}
