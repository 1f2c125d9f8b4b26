import { MAX_INSTRUCTIONS, type Brief } from '../task/edits';
import { newId, type NewTask } from '../wire/api';
import { readExact, writeExact } from '../wire/exact-json';
import type { Task } from '../wire/task';
import { jsonFault } from './json-fault';

/** What is being written in the create dialog. Kept when the dialog is closed, so that nothing typed is ever lost. */
export interface Draft extends Brief {
  readonly stage: 'backlog' | 'todo';
  readonly payload: string;
  /** As typed; empty: the system's own. Times in seconds. */
  readonly maxAttempts: string;
  readonly ackTimeout: string;
  readonly runningTimeout: string;
  readonly answerTimeout: string;
  /** Chosen with the draft and not with the sending: sending again can never make a second task. */
  readonly commandId: string;
}

export const LIMITS = ['maxAttempts', 'ackTimeout', 'runningTimeout', 'answerTimeout'] as const;
export type LimitField = (typeof LIMITS)[number];
export type BriefField = keyof Brief;
export type DraftField = BriefField | 'stage' | 'payload' | LimitField;
export type DraftFault =
  | 'required'
  | 'titleTooLong'
  | 'instructionsTooLong'
  | 'agentSyntax'
  | 'payloadFault'
  | 'payloadNotObject'
  | 'outOfRange';

/** The least is 1 for all of them; times in seconds. */
export const MOST: Readonly<Record<LimitField, number>> = {
  maxAttempts: 20,
  ackTimeout: 604_800,
  runningTimeout: 604_800,
  answerTimeout: 604_800,
};

export const MAX_TITLE = 200;
export const EMPTY_PAYLOAD = '{}';
const ID = /^[A-Za-z0-9_.:-]{1,128}$/;

export const emptyDraft = (agent = ''): Draft => ({
  title: '',
  instructions: '',
  agent,
  stage: 'todo',
  payload: EMPTY_PAYLOAD,
  maxAttempts: '',
  ackTimeout: '',
  runningTimeout: '',
  answerTimeout: '',
  commandId: newId('cmd'),
});

/** Another task with what was asked of this one. */
export const draftOf = (task: Task): Draft => ({
  ...emptyDraft(task.agent_id),
  title: task.title,
  instructions: task.instructions ?? '',
  stage: task.stage === 'backlog' ? 'backlog' : 'todo',
  payload: writeExact(task.payload ?? {}, 2),
  maxAttempts: asTyped(task.max_attempts),
  ackTimeout: asTyped(task.ack_timeout),
  runningTimeout: asTyped(task.running_timeout),
  answerTimeout: asTyped(task.answer_timeout),
});

const asTyped = (limit: number | undefined): string => (limit === undefined ? '' : String(limit));

/** The faults of what a person may change later, too. */
export function briefFaultsOf(brief: Brief): ReadonlyMap<BriefField, DraftFault> {
  const faults = new Map<BriefField, DraftFault>();
  if (brief.title.trim() === '') faults.set('title', 'required');
  else if (brief.title.length > MAX_TITLE) faults.set('title', 'titleTooLong');
  if ([...brief.instructions.trim()].length > MAX_INSTRUCTIONS)
    faults.set('instructions', 'instructionsTooLong');
  if (brief.agent.trim() === '') faults.set('agent', 'required');
  else if (!ID.test(brief.agent.trim())) faults.set('agent', 'agentSyntax');
  return faults;
}

/** The faults that can be told without the server. A payload that cannot be read is explained by `jsonFault`. */
export function faultsOf(draft: Draft): ReadonlyMap<DraftField, DraftFault> {
  const faults = new Map<DraftField, DraftFault>(briefFaultsOf(draft));
  if (jsonFault(draft.payload) !== null) faults.set('payload', 'payloadFault');
  else if (!draft.payload.trimStart().startsWith('{')) faults.set('payload', 'payloadNotObject');
  for (const field of LIMITS) {
    const text = draft[field].trim();
    if (text !== '' && !(/^\d{1,7}$/.test(text) && +text >= 1 && +text <= MOST[field]))
      faults.set(field, 'outOfRange');
  }
  return faults;
}

/** Only of a draft without faults. */
export function taskOf(draft: Draft): NewTask {
  return {
    title: draft.title.trim(),
    agent_id: draft.agent.trim(),
    stage: draft.stage,
    ...(draft.instructions.trim() === '' ? {} : { instructions: draft.instructions.trim() }),
    payload: readExact(draft.payload),
    command_id: draft.commandId,
    ...(draft.maxAttempts.trim() === '' ? {} : { max_attempts: Number(draft.maxAttempts) }),
    ...(draft.ackTimeout.trim() === '' ? {} : { ack_timeout: Number(draft.ackTimeout) }),
    ...(draft.runningTimeout.trim() === ''
      ? {}
      : { running_timeout: Number(draft.runningTimeout) }),
    ...(draft.answerTimeout.trim() === '' ? {} : { answer_timeout: Number(draft.answerTimeout) }),
  };
}
