import { useNow } from '../app/panel';
import { openQuestionOf } from '../board/facts';
import { LeftOvers } from '../questions/LeftOver';
import { QuestionForm } from '../questions/QuestionForm';
import { Icon } from '../ui/Icon';
import { useSpeech } from '../words/words';
import { visibleText } from '../words/visible-text';
import type { Task } from '../wire/task';

/** In the task that asks: the question, and the way to answer it. */
export function Question({ task }: { task: Task }) {
  const { words, format } = useSpeech();
  const now = useNow(15);
  const open = openQuestionOf(task);
  return (
    <>
      <LeftOvers task={task} />
      {open && (
        <section className="ask-box">
          <h3>
            <Icon name="ask" />
            <span className="plain">{words.ask.asks(visibleText(task.agent_id))}</span>
            <span className="when">
              {words.ask.ago(format.age(now - Date.parse(open.asked_at)))}
            </span>
          </h3>
          <QuestionForm
            key={`${task.command_id} ${open.question.id}`}
            task={task}
            open={open}
            onAnswered={() => document.getElementById('drawer-title')?.focus()}
          />
        </section>
      )}
    </>
  );
}
