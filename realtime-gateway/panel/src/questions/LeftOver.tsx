import { usePanel } from '../app/panel';
import { useFrozenWhy } from '../board/use-frozen-why';
import { copyText } from '../ui/copy';
import { Icon } from '../ui/Icon';
import { useWords } from '../words/words';
import { visibleLines, visibleText } from '../words/visible-text';
import { api } from '../wire/api';
import type { Task } from '../wire/task';
import { SayingFaultLine } from './SayingFaultLine';
import {
  answerKey,
  firstAnswer,
  forgetSaying,
  noteKey,
  say,
  useSaying,
  useUnsent,
  type Saying,
} from './sayings';

/** Answers that came too late: each says so, and keeps what was typed until a person decides about it. */
export function LeftOvers({ task }: { task: Task }) {
  return useUnsent(task).map((saying) => (
    <LeftOver key={answerKey(saying.answers!)} task={task} saying={saying} />
  ));
}

function LeftOver({ task, saying }: { task: Task; saying: Saying }) {
  const words = useWords();
  const { toaster } = usePanel();
  const frozenWhy = useFrozenWhy();
  const asked = saying.answers!;
  const key = answerKey(asked);
  const keyOfNote = `${noteKey(task.task_id)} instead of ${key}`;
  const note = useSaying(keyOfNote);
  const first = firstAnswer(task, asked);
  const leaveAsNote = async () => {
    const taken = await say(keyOfNote, saying.text.trim(), null, (text, idempotencyKey) =>
      api.note(task.task_id, text, idempotencyKey),
    );
    if (!taken) return;
    forgetSaying(keyOfNote);
    forgetSaying(key);
    toaster.show({ text: words.note.sent, tone: 'plain' });
  };
  const copy = async () => {
    const copied = await copyText(saying.text);
    toaster.show({ text: copied ? words.copied : words.notCopied, tone: copied ? 'plain' : 'bad' });
  };
  return (
    <section className="ask-box over">
      <p className="asked plain muted">{visibleLines(asked.question.text)}</p>
      <p role="alert">
        {first === undefined ? words.ask.notOpen : words.ask.answeredFirst(visibleText(first))}
      </p>
      <div>
        <h4>{words.ask.notSent}</h4>
        <p className="asked plain">{visibleLines(saying.text)}</p>
      </div>
      {note.fault && <SayingFaultLine fault={note.fault} />}
      <div className="row">
        {task.status !== 'done' && (
          <button
            type="button"
            className="btn"
            disabled={frozenWhy !== null || note.state === 'sending'}
            title={frozenWhy ?? undefined}
            onClick={() => void leaveAsNote()}
          >
            {words.ask.asNote}
          </button>
        )}
        <button type="button" className="btn" onClick={() => void copy()}>
          <Icon name="copy" />
          {words.copy}
        </button>
        <button type="button" className="btn quiet" onClick={() => forgetSaying(key)}>
          {words.ask.discard}
        </button>
      </div>
    </section>
  );
}
