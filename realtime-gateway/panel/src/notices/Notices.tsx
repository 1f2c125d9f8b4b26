import { useEffect, useRef } from 'react';
import { go, taskPath } from '../app/router';
import { usePanel } from '../app/panel';
import { onBeat } from '../app/ticker';
import type { BoardStore } from '../board/board-store';
import { faceOf, isFailure, isLeftInHand, needsAttention } from '../board/facts';
import { visibleText } from '../words/visible-text';
import { useSpeech } from '../words/words';
import type { Words } from '../words/pt';
import type { Task } from '../wire/task';
import { canNotify, setNotices } from './notices';

/** More than this at once are told as one. */
const AT_ONCE = 3;

/** Tells, while nobody looks at the page, of each task that newly needs a person. */
export function Notices() {
  const { words, format } = useSpeech();
  const { live, toaster } = usePanel();
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const look = () => {
      if (!live.loaded) return;
      const needing = new Map(needingOf(live).map((task) => [causeOf(task), task]));
      const before = known.current;
      known.current = new Set(needing.keys());
      if (before === null || !document.hidden || !mayNotify()) return;
      const fresh = [...needing].filter(([cause]) => !before.has(cause));
      if (fresh.length === 0) return;
      const told =
        fresh.length > AT_ONCE
          ? tell(words.notices.several(format.number(fresh.length)), '/?attention=1', {
              tag: 'several',
              lang: words.lang,
            })
          : fresh.every(([cause, task]) =>
              tell(visibleText(task.title), taskPath(task.task_id), {
                tag: cause,
                body: bodyOf(task, live, words),
                lang: words.lang,
              }),
            );
      if (told) return;
      setNotices(false);
      toaster.show({ text: words.notices.impossible, tone: 'plain' });
    };
    look();
    return onBeat(1, look);
  }, [live, toaster, words, format]);
  return null;
}

const mayNotify = () => canNotify() && Notification.permission === 'granted';

const needingOf = (board: BoardStore): readonly Task[] =>
  [...board.replica.tasks.values()].filter((task) =>
    needsAttention(task, board.agent(task.agent_id)),
  );

/** The same in every tab, so that the browser shows it once; another one as soon as there is another reason. */
const causeOf = (task: Task): string =>
  `${task.task_id} ${task.attempt} ${task.status} ${task.stage}`;

function bodyOf(task: Task, board: BoardStore, words: Words): string {
  const agent = board.agent(task.agent_id);
  const why = isFailure(task)
    ? words.face[faceOf(task)]
    : isLeftInHand(task, agent)
      ? words.notices.agentGone
      : words.stage[task.stage];
  return [why, task.agent_id].join(' · ');
}

/** False where the browser has notifications but not for pages, as on a phone. */
function tell(title: string, path: string, options: NotificationOptions): boolean {
  try {
    const notice = new Notification(title, { icon: '/favicon.svg', ...options });
    notice.onclick = () => {
      window.focus();
      go(path);
      notice.close();
    };
    return true;
  } catch (fault) {
    if (fault instanceof TypeError) return false;
    throw fault;
  }
}
