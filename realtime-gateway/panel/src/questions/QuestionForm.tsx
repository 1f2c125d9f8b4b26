import { useEffect, useRef } from 'react';
import { usePanel, useIsPast } from '../app/panel';
import { useFrozenWhy } from '../board/use-frozen-why';
import { Icon } from '../ui/Icon';
import { useSpeech } from '../words/words';
import { visibleLines, visibleText } from '../words/visible-text';
import { api } from '../wire/api';
import type { OpenQuestion } from '../wire/dialogue';
import type { Task } from '../wire/task';
import { SayField } from './SayField';
import { answerKey, forgetSaying, say, typeSaying, useSaying, type Asked } from './sayings';

interface QuestionFormProps {
  readonly task: Task;
  readonly open: OpenQuestion;
  /** The question has its answer, and this form nothing left to do. */
  readonly onAnswered: () => void;
}

/** What an agent asks, and how a person answers: with one of its options at once, or in other words. */
export function QuestionForm({ task, open: { question }, onAnswered }: QuestionFormProps) {
  const { words } = useSpeech();
  const { toaster } = usePanel();
  const isPast = useIsPast();
  const frozenWhy = useFrozenWhy();
  const asked: Asked = { taskId: task.task_id, commandId: task.command_id, question };
  const key = answerKey(asked);
  const saying = useSaying(key);
  useForgottenOnceSent(key, saying.state === 'sent');

  const send = async (text: string) => {
    const taken = await say(key, text, asked, (said, idempotencyKey) =>
      api.answer(
        task.task_id,
        { command_id: task.command_id, question_id: question.id, text: said },
        idempotencyKey,
      ),
    );
    if (!taken) return;
    toaster.show({ text: words.ask.sent, tone: 'plain' });
    onAnswered();
  };
  const text = <p className="asked plain">{visibleLines(question.text)}</p>;
  if (isPast) return text;
  if (saying.state === 'sent')
    return (
      <>
        {text}
        <p className="muted" role="status">
          {words.note.waiting}
        </p>
      </>
    );
  return (
    <SayField
      saying={saying}
      label={words.ask.answer}
      placeholder={words.ask.ownWords}
      submit={words.ask.send}
      onType={(typed) => typeSaying(key, typed, asked)}
      onSend={(typed) => void send(typed)}
    >
      {text}
      {question.options.length > 0 && (
        <div className="say-options" role="group" aria-label={words.ask.suggested}>
          {question.options.map((option) => (
            <button
              key={option}
              type="button"
              className="btn"
              disabled={saying.state === 'sending' || frozenWhy !== null}
              title={frozenWhy ?? undefined}
              onClick={() => void send(option)}
            >
              <span className="plain">{visibleText(option)}</span>
              {saying.state === 'sending' && saying.unsettled?.text === option && (
                <Icon name="send" />
              )}
            </button>
          ))}
        </div>
      )}
    </SayField>
  );
}

/** Asked again later, the same question may be answered again. */
function useForgottenOnceSent(key: string, sent: boolean): void {
  const isSent = useRef(sent);
  useEffect(() => {
    isSent.current = sent;
  }, [sent]);
  useEffect(
    () => () => {
      if (isSent.current) forgetSaying(key);
    },
    [key],
  );
}
