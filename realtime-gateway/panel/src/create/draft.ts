import { newId, type NewTask } from '../wire/api';
import { readExact } from '../wire/exact-json';
import { jsonFault } from './json-fault';

/** What is being written in the create dialog. Kept when the dialog is closed, so that nothing typed is ever lost. */
export interface Draft {
  readonly title: string;
  readonly agent: string;
  readonly stage: 'backlog' | 'todo';
  readonly payload: string;
  /** As typed; empty: the system's own. Times in seconds. */
  readonly maxAttempts: string;
  readonly ackTimeout: string;
  readonly runningTimeout: string;
  /** Chosen with the draft and not with the sending: sending again can never make a second task. */
  readonly commandId: string;
}

export const LIMITS = ['maxAttempts', 'ackTimeout', 'runningTimeout'] as const;
export type LimitField = (typeof LIMITS)[number];
export type DraftField = 'title' | 'agent' | 'stage' | 'payload' | LimitField;
export type DraftFault =
  'required' | 'titleTooLong' | 'agentSyntax' | 'payloadFault' | 'payloadNotObject' | 'outOfRange';

/** The least is 1 for all of them; times in seconds. */
export const MOST: Readonly<Record<LimitField, number>> = {
  maxAttempts: 20,
  ackTimeout: 604_800,
  runningTimeout: 604_800,
};

export const MAX_TITLE = 200;
const ID = /^[A-Za-z0-9_.:-]{1,128}$/;

export const emptyDraft = (agent = ''): Draft => ({
  title: '',
  agent,
  stage: 'todo',
  payload: '{}',
  maxAttempts: '',
  ackTimeout: '',
  runningTimeout: '',
  commandId: newId('cmd'),
});

/** The faults that can be told without the server. A payload that cannot be read is explained by `jsonFault`. */
export function faultsOf(draft: Draft): ReadonlyMap<DraftField, DraftFault> {
  const faults = new Map<DraftField, DraftFault>();
  if (draft.title.trim() === '') faults.set('title', 'required');
  else if (draft.title.length > MAX_TITLE) faults.set('title', 'titleTooLong');
  if (draft.agent.trim() === '') faults.set('agent', 'required');
  else if (!ID.test(draft.agent.trim())) faults.set('agent', 'agentSyntax');
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
    payload: readExact(draft.payload),
    command_id: draft.commandId,
    ...(draft.maxAttempts.trim() === '' ? {} : { max_attempts: Number(draft.maxAttempts) }),
    ...(draft.ackTimeout.trim() === '' ? {} : { ack_timeout: Number(draft.ackTimeout) }),
    ...(draft.runningTimeout.trim() === ''
      ? {}
      : { running_timeout: Number(draft.runningTimeout) }),
  };
}
