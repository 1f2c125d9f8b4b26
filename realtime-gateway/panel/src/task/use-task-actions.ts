import { useMemo } from 'react';
import { usePanel, type Panel } from '../app/panel';
import { taskPath } from '../app/router';
import { copyText } from '../ui/copy';
import type { Words } from '../words/pt';
import { useWords } from '../words/words';
import { api, type Changed } from '../wire/api';
import type { Answer } from '../wire/http';
import type { Stage } from '../wire/task';
import { curlToRead } from './curl';

export interface TaskActions {
  move(id: string, to: Stage): Promise<void>;
  retry(id: string): Promise<void>;
  cancel(id: string): Promise<void>;
  copyLink(id: string): Promise<void>;
  copyCurl(id: string): Promise<void>;
}

/** What people do with a task, and what they are told of it. */
export function useTaskActions(): TaskActions {
  const panel = usePanel();
  const words = useWords();
  return useMemo(() => actionsOf(panel, words), [panel, words]);
}

function actionsOf({ board, toaster, announcer }: Panel, words: Words): TaskActions {
  const fail = (text: string, action?: { label: string; run: () => void }) =>
    toaster.show({ text, tone: 'bad', ...(action === undefined ? {} : { action }) });

  /** The card is shown in its new column at once; the server's word then settles or undoes it. */
  async function move(id: string, to: Stage, undoes = false): Promise<void> {
    const task = board.replica.tasks.get(id);
    if (task === undefined || board.frozen) return;
    const from = task.stage;
    board.intend(id, to);
    const answer = await api.move(id, to, task.version);
    switch (answer.kind) {
      case 'ok':
        if (answer.body.version !== undefined) board.confirm(id, answer.body.version);
        announcer.answer(words.moved(words.stage[to]));
        return toaster.show(
          undoes
            ? { text: words.movedBack(words.stage[to]), tone: 'plain' }
            : {
                text: words.moved(words.stage[to]),
                tone: 'plain',
                action: { label: words.act.undo, run: () => void move(id, from, true) },
              },
        );
      case 'refused': {
        board.withdraw(id);
        const now = board.replica.tasks.get(id);
        const back = words.stage[now?.stage ?? from];
        if (answer.status !== 412) return fail(words.notMoved(reasonOf(answer, words), back));
        const newer = now !== undefined && now.version > task.version ? now.version : null;
        return fail(words.notMovedVersion(task.version, newer, back));
      }
      case 'unanswered':
        // Not known whether it took effect: the card stays dashed until the next version, whichever that is.
        board.confirm(id, task.version + 1);
        return fail(words.noAnswer, { label: words.act.tryAgain, run: () => void move(id, to, undoes) });
      case 'signedOut':
        return board.withdraw(id);
    }
  }

  async function order(id: string, ask: (id: string, version: number) => Promise<Answer<Changed>>, done: string): Promise<void> {
    const task = board.replica.tasks.get(id);
    if (task === undefined || board.frozen) return;
    const answer = await ask(id, task.version);
    switch (answer.kind) {
      case 'ok':
        return toaster.show({ text: done, tone: 'plain' });
      case 'refused':
        return fail(reasonOf(answer, words));
      case 'unanswered':
        return fail(words.noAnswer, { label: words.act.tryAgain, run: () => void order(id, ask, done) });
      case 'signedOut':
        return;
    }
  }

  async function copy(text: string, copied: string): Promise<void> {
    if (await copyText(text)) toaster.show({ text: copied, tone: 'plain' });
    else fail(words.notCopied);
  }

  return {
    move: (id, to) => move(id, to),
    retry: (id) => order(id, api.retry, words.retried),
    cancel: (id) => order(id, api.cancel, words.cancelled),
    copyLink: (id) => copy(location.origin + taskPath(id), words.linkCopied),
    copyCurl: (id) => copy(curlToRead(location.origin, id), words.curlCopied),
  };
}

/** The server's own sentence where it gave one: it knows why. */
export function reasonOf(answer: Extract<Answer<unknown>, { kind: 'refused' }>, words: Words): string {
  const { problem, status } = answer;
  return problem.detail ?? problem.errors[0]?.detail ?? (problem.title || words.refusedWith(status));
}
