import { useRef, type KeyboardEvent, type RefObject } from 'react';
import { usePanel, useNow } from '../app/panel';
import { Link, taskPath } from '../app/router';
import { openQuestionOf } from '../board/facts';
import { useAnchored } from '../ui/anchored';
import { Avatar } from '../ui/Avatar';
import { Icon } from '../ui/Icon';
import { useSpeech } from '../words/words';
import { visibleText } from '../words/visible-text';
import type { Task } from '../wire/task';
import { useAsking } from './asking';
import { LeftOvers } from './LeftOver';
import { QuestionForm } from './QuestionForm';
import { useTasksWithUnsent } from './sayings';

interface QuestionsPanelProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** Every question that waits for a person, the longest wait first, each with the way to answer it. */
export function QuestionsPanel({ anchor, onClose }: QuestionsPanelProps) {
  const { words } = useSpeech();
  const { board } = usePanel();
  const element = useRef<HTMLDivElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const asking = useAsking();
  const leftOver = [...useTasksWithUnsent()].flatMap((id) => board.task(id) ?? []);
  useAnchored({ element, anchor, first: () => title.current, onLeave: onClose });

  const close = () => {
    onClose();
    anchor.current?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    close();
  };
  return (
    <div
      ref={element}
      className="menu questions"
      role="dialog"
      popover="manual"
      aria-label={words.ask.title}
      onKeyDown={onKeyDown}
    >
      <div className="head">
        <h2 ref={title} tabIndex={-1}>
          {words.ask.title}
        </h2>
        <span className="grow" />
        <button type="button" className="btn quiet icon" aria-label={words.close} onClick={close}>
          <Icon name="x" />
        </button>
      </div>
      <div className="list">
        {leftOver.map((task) => (
          <LeftOvers key={task.task_id} task={task} />
        ))}
        {asking.length === 0 ? (
          <div className="none">
            <Icon name="ask" />
            <p>{words.ask.none}</p>
            <p className="muted">{words.ask.noneWhat}</p>
          </div>
        ) : (
          <ol>
            {asking.map((task) => (
              <OneQuestion
                key={`${task.task_id} ${task.command_id} ${openQuestionOf(task)!.question.id}`}
                task={task}
                onOpen={onClose}
                onAnswered={() => title.current?.focus()}
              />
            ))}
          </ol>
        )}
      </div>
    </div>
  );
}

interface OneQuestionProps {
  readonly task: Task;
  readonly onOpen: () => void;
  readonly onAnswered: () => void;
}

function OneQuestion({ task, onOpen, onAnswered }: OneQuestionProps) {
  const { words, format } = useSpeech();
  const now = useNow(15);
  const open = openQuestionOf(task)!;
  return (
    <li>
      <div className="of">
        <h3>
          <Link
            className="link plain"
            href={taskPath(task.task_id) + location.search}
            onClick={onOpen}
          >
            {visibleText(task.title)}
          </Link>
        </h3>
        <p className="by">
          <Avatar agentId={task.agent_id} signal={null} />
          <span className="ell plain">{words.ask.asks(visibleText(task.agent_id))}</span>
          <span className="when">{words.ask.ago(format.age(now - Date.parse(open.asked_at)))}</span>
        </p>
      </div>
      <QuestionForm task={task} open={open} onAnswered={onAnswered} />
    </li>
  );
}
