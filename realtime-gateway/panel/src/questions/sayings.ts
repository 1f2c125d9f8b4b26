import { useMemo } from 'react';
import { Cell, useCell } from '../ui/cell';
import { newId, type Changed } from '../wire/api';
import type { Question } from '../wire/dialogue';
import type { Answer } from '../wire/http';
import type { Task } from '../wire/task';

/** What a person is about to say to an agent. It outlives its field, so that nothing typed is ever lost. */
export interface Saying {
  /** As typed. */
  readonly text: string;
  readonly state: 'typing' | 'sending' | 'sent';
  /** Why it was not taken, as far as that is known. */
  readonly fault: SayingFault | null;
  /** What was sent and may have been taken: sent again it is the same fact. */
  readonly unsettled: { readonly text: string; readonly key: string } | null;
  /** Of an answer. */
  readonly answers: Asked | null;
}

export type SayingFault =
  | { readonly is: 'unanswered' | 'accepted' }
  | { readonly is: 'refused'; readonly answer: Extract<Answer<unknown>, { kind: 'refused' }> };

export interface Asked {
  readonly taskId: string;
  readonly commandId: string;
  readonly question: Question;
}

const NOTHING: Saying = {
  text: '',
  state: 'typing',
  fault: null,
  unsettled: null,
  answers: null,
};

const sayings = new Cell<ReadonlyMap<string, Saying>>(new Map());

/** A question's id is its attempt's own. */
export const answerKey = ({ taskId, commandId, question }: Asked): string =>
  `answer ${taskId} ${commandId} ${question.id}`;
export const noteKey = (taskId: string): string => `note ${taskId}`;

export const useSaying = (key: string): Saying =>
  useCell(sayings, (all) => all.get(key) ?? NOTHING);

/** The answers that were typed or sent and whose question the task does not ask any more. */
export function useUnsent(task: Task): readonly Saying[] {
  const all = useCell(sayings, (map) => map);
  return useMemo(
    () =>
      [...all.values()].filter(
        (saying) => saying.answers?.taskId === task.task_id && isLeftOver(saying, task),
      ),
    [all, task],
  );
}

/** Of which tasks there are such answers. */
export function useTasksWithUnsent(): ReadonlySet<string> {
  const all = useCell(sayings, (map) => map);
  return useMemo(
    () =>
      new Set(
        [...all.values()]
          .filter((saying) => saying.state === 'typing' && saying.text.trim() !== '')
          .flatMap((saying) => saying.answers?.taskId ?? []),
      ),
    [all],
  );
}

function isLeftOver({ answers, state, text, unsettled }: Saying, task: Task): boolean {
  if (answers === null || state !== 'typing' || text.trim() === '') return false;
  const open = task.dialogue?.open;
  if (open?.question.id === answers.question.id && task.command_id === answers.commandId)
    return false;
  // Sent without an answer it may have been taken after all.
  return unsettled === null || firstAnswer(task, answers) !== unsettled.text;
}

/** What was answered, for as long as the agent has not taken it up. */
export const firstAnswer = (task: Task, { commandId, question }: Asked): string | undefined =>
  task.command_id !== commandId
    ? undefined
    : task.dialogue?.messages.find((message) => message.question_id === question.id)?.text;

export function typeSaying(key: string, text: string, answers: Asked | null): void {
  const before = sayings.get().get(key) ?? NOTHING;
  put(key, { ...before, text, answers, fault: null, state: 'typing' });
}

/** Gives whether it was taken. */
export async function say(
  key: string,
  text: string,
  answers: Asked | null,
  send: (text: string, idempotencyKey: string) => Promise<Answer<Changed>>,
): Promise<boolean> {
  const before = sayings.get().get(key) ?? NOTHING;
  if (before.state === 'sending') return false;
  const unsettled =
    before.unsettled?.text === text ? before.unsettled : { text, key: newId('wish') };
  put(key, { ...before, answers, state: 'sending', fault: null, unsettled });
  const answer = await send(text, unsettled.key);
  const after = { ...(sayings.get().get(key) ?? before), answers, state: 'typing' } as const;
  switch (answer.kind) {
    case 'ok':
      if (answer.body.version === undefined) {
        put(key, { ...after, fault: { is: 'accepted' } });
        return false;
      }
      put(key, { ...NOTHING, answers, state: 'sent' });
      return true;
    case 'refused': {
      // A service that failed may have taken it before; a refusal is the last word on it.
      const isLast = answer.status < 500;
      put(key, {
        ...after,
        text: after.text.trim() === '' ? text : after.text,
        fault: { is: 'refused', answer },
        unsettled: isLast ? null : unsettled,
      });
      return false;
    }
    case 'unanswered':
      put(key, { ...after, fault: { is: 'unanswered' } });
      return false;
    case 'signedOut':
      put(key, after);
      return false;
  }
}

export function forgetSaying(key: string): void {
  put(key, null);
}

export function forgetSayings(): void {
  sayings.set(new Map());
}

function put(key: string, saying: Saying | null): void {
  const all = new Map(sayings.get());
  if (saying === null) all.delete(key);
  else all.set(key, saying);
  sayings.set(all);
}
