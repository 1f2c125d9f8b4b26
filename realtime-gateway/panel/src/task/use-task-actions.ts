import { useMemo } from 'react';
import { usePanel, type Panel } from '../app/panel';
import { canMoveBack, moveEffect, retryHindrance } from '../board/moves';
import { taskPath } from '../app/router';
import { momentIn } from '../past/moment';
import { copyText } from '../ui/copy';
import type { ToastAction } from '../ui/toaster';
import type { Words } from '../words/pt';
import { useWords } from '../words/words';
import { api, newId, type Wish } from '../wire/api';
import type { Answer } from '../wire/http';
import type { Stage, Task } from '../wire/task';
import { clearSelection } from '../board/selection';
import { doWithAll, openTo, type BulkAct } from './bulk';
import { curlToRead } from './curl';

export interface TaskActions {
  /** `from` is where the card was let go, if it was carried there. */
  move(id: string, to: Stage, from?: DOMRect): Promise<void>;
  /** The task as it is seen, on the board or in the archive. */
  retry(task: Task): Promise<void>;
  /** For a key, which is pressed without having seen whether it can be done. */
  retryIfAllowed(task: Task | undefined): Promise<void>;
  cancel(id: string): Promise<void>;
  archive(id: string): Promise<void>;
  /** What can be done with all of them: those that do not allow it are left as they are. */
  doWithAll(act: BulkAct, tasks: readonly Task[]): Promise<void>;
  copyLink(id: string): Promise<void>;
  copyCurl(id: string): Promise<void>;
}

/** What people do with a task, and what they are told of it. */
export function useTaskActions(): TaskActions {
  const panel = usePanel();
  const words = useWords();
  return useMemo(() => actionsOf(panel, words), [panel, words]);
}

function actionsOf({ board, toaster, flights }: Panel, words: Words): TaskActions {
  const fail = (text: string, ...actions: ToastAction[]) =>
    toaster.show({ text, tone: 'bad', actions });

  /** The card is shown in its new column at once; the server's word then settles or undoes it. */
  async function move(
    id: string,
    to: Stage,
    at?: DOMRect,
    wish = wishFor(id),
    undoes = false,
  ): Promise<void> {
    const task = board.replica.tasks.get(id);
    if (task === undefined || wish === null || board.frozen) return;
    const from = task.stage;
    flights.takeOff(id, at);
    board.intend(id, to);
    const answer = await api.move(id, to, wish);
    switch (answer.kind) {
      case 'ok': {
        if (answer.body.version !== undefined) board.confirm(id, answer.body.version);
        return undoes
          ? toaster.show({ text: words.movedBack(words.stage[to]), tone: 'plain' })
          : toaster.show({
              text: words.moved[moveEffect(task, to)](words.stage[to]),
              tone: 'plain',
              actions: afterMove(task, to),
            });
      }
      case 'refused': {
        flights.takeOff(id);
        board.withdraw(id);
        const back = words.stage[board.task(id)?.stage ?? from];
        return answer.status === 412
          ? fail(words.notMovedVersion(wish.version, answer.problem.version ?? null, back))
          : fail(words.notMoved(refusal(answer, words), back));
      }
      case 'unanswered':
        // Not known whether it took effect: the card stays dashed until the next version, whichever that is.
        board.confirm(id, wish.version + 1);
        return fail(words.noAnswer, {
          label: words.act.tryAgain,
          run: () => void move(id, to, undefined, wish, undoes),
        });
      case 'signedOut':
        return board.withdraw(id);
    }
  }

  /** A move that began or gave up an attempt cannot be taken back: moving the card again does something else. */
  function afterMove(before: Task, to: Stage): ToastAction[] {
    const id = before.task_id;
    const holds = () => canMoveBack(before, to, board.task(id));
    const undo = () => void move(id, before.stage, undefined, wishFor(id), true);
    const actions = {
      undo: { label: words.act.undo, run: undo, holds },
      retry: {
        label: words.act.retry,
        run: () => void retryIfAllowed(board.replica.tasks.get(id)),
        holds,
      },
    };
    switch (moveEffect(before, to)) {
      case 'cardOnly':
        return [actions.undo];
      case 'nothingRuns':
        return [actions.undo, actions.retry];
      case 'nextAttempt':
      case 'retryStops':
        return [];
    }
  }

  async function order(
    id: string,
    ask: typeof api.retry,
    done: string,
    wish = wishFor(id),
  ): Promise<void> {
    if (wish === null || board.frozen) return;
    const answer = await ask(id, wish);
    switch (answer.kind) {
      case 'ok':
        return toaster.show({ text: done, tone: 'plain' });
      case 'refused':
        return fail(refusal(answer, words));
      case 'unanswered':
        return fail(words.noAnswer, {
          label: words.act.tryAgain,
          run: () => void order(id, ask, done, wish),
        });
      case 'signedOut':
        return;
    }
  }

  async function doWithAllOf(act: BulkAct, tasks: readonly Task[]): Promise<void> {
    const open = openTo(act, tasks);
    if (open.length === 0 || board.frozen) return;
    const { done, others } = await doWithAll(act, open, wishOf);
    if (others.some((answer) => answer.kind === 'signedOut')) return;
    clearSelection();
    const what = words.bulk[act.is];
    if (others.length === 0) return toaster.show({ text: what(done), tone: 'plain' });
    const refused = others.find((answer) => answer.kind === 'refused');
    const why = refused === undefined ? words.noAnswer : refusal(refused, words);
    fail(`${what(done)} ${words.bulk.others(others.length, why)}`);
  }

  function wishFor(id: string): Wish | null {
    const task = board.replica.tasks.get(id);
    return task === undefined ? null : wishOf(task);
  }

  const retry = (task: Task) => order(task.task_id, api.retry, words.retried, wishOf(task));

  async function retryIfAllowed(task: Task | undefined): Promise<void> {
    if (task === undefined) return;
    const hindrance = retryHindrance(task);
    if (board.frozen || hindrance !== null)
      return fail(
        hindrance !== null
          ? words.hindrance[hindrance]
          : board.isPast
            ? words.pastHindrance
            : words.frozenHindrance,
      );
    return retry(task);
  }

  async function copy(text: string, copied: string): Promise<void> {
    if (await copyText(text)) toaster.show({ text: copied, tone: 'plain' });
    else fail(words.notCopied);
  }

  return {
    move: (id, to, from) => move(id, to, from),
    retry,
    retryIfAllowed,
    cancel: (id) => order(id, api.cancel, words.cancelled),
    archive: (id) => order(id, api.archiveTask, words.archived),
    doWithAll: doWithAllOf,
    copyLink: (id) => copy(location.origin + taskPath(id) + momentInAddress(), words.linkCopied),
    copyCurl: (id) => copy(curlToRead(location.origin, id), words.curlCopied),
  };
}

/** The moment that is shown belongs to what is shown; the filter is the reader's own. */
function momentInAddress(): string {
  const moment = momentIn(new URLSearchParams(location.search));
  return moment === null ? '' : `?at=${new Date(moment).toISOString()}`;
}

const wishOf = (task: Task): Wish => ({ key: newId('wish'), version: task.version });

/** Why the server said no: in the reader's words where the reason is known, else in the server's own. */
export function refusal({ problem, status }: Refused, words: Words): string {
  const known = problem.reason === undefined ? undefined : words.refusal[problem.reason];
  return known ?? problem.errors[0]?.detail ?? problem.detail ?? words.refusedWith(status);
}

type Refused = Extract<Answer<unknown>, { kind: 'refused' }>;
