import type { Words } from '../words/pt';
import type { FieldProblem } from '../wire/http';
import { MAX_INSTRUCTIONS } from '../task/edits';
import {
  faultsOf,
  MAX_TITLE,
  MOST,
  type Draft,
  type DraftFault,
  type DraftField,
  type LimitField,
} from './draft';
import { jsonFault, type JsonFault } from './json-fault';

/** What is wrong with which field, in words. */
export type Faults = ReadonlyMap<DraftField, string>;
export const NO_FAULTS: Faults = new Map();

export function withPayloadFault(faults: Faults, draft: Draft, words: Words): Faults {
  const fault = faultsOf(draft).get('payload');
  return fault === undefined
    ? faults
    : new Map(faults).set('payload', explain(fault, 'payload', draft, words));
}

export function explain(
  fault: DraftFault,
  field: DraftField,
  draft: { readonly payload?: string },
  words: Words,
): string {
  switch (fault) {
    case 'outOfRange':
      return words.create.outOfRange(MOST[field as LimitField]);
    case 'required':
      return words.create.required;
    case 'titleTooLong':
      return words.create.titleTooLong(MAX_TITLE);
    case 'instructionsTooLong':
      return words.create.titleTooLong(MAX_INSTRUCTIONS);
    case 'agentSyntax':
      return words.create.agentSyntax;
    case 'payloadNotObject':
      return words.create.payloadObject;
    case 'payloadFault': {
      const found = jsonFault(draft.payload ?? '');
      return found === null
        ? words.create.payloadObject
        : words.json.at(found.line, explainJson(found, words));
    }
  }
}

function explainJson(fault: JsonFault, { json }: Words): string {
  switch (fault.kind) {
    case 'trailingComma':
    case 'unclosed':
    case 'duplicateKey':
      return json[fault.kind](fault.mark);
    default:
      return json[fault.kind];
  }
}

const FIELD_OF: Readonly<Record<string, DraftField>> = {
  title: 'title',
  instructions: 'instructions',
  agent_id: 'agent',
  stage: 'stage',
  payload: 'payload',
  max_attempts: 'maxAttempts',
  ack_timeout: 'ackTimeout',
  running_timeout: 'runningTimeout',
  answer_timeout: 'answerTimeout',
};
const fieldOf = (error: FieldProblem): DraftField | undefined =>
  FIELD_OF[error.pointer.split('/')[1] ?? ''];

export function fieldsOf(errors: readonly FieldProblem[]): Faults {
  const found = new Map<DraftField, string>();
  for (const error of errors) {
    const field = fieldOf(error);
    if (field !== undefined && !found.has(field)) found.set(field, error.detail);
  }
  return found;
}

export const otherOf = (errors: readonly FieldProblem[]): string | undefined =>
  errors.find((error) => fieldOf(error) === undefined)?.detail;
