import { instantOf, listOf, objectOf, stringOf } from './checks';

/** What an agent wants to know of a person before it goes on. */
export interface Question {
  readonly id: string;
  readonly text: string;
  /** Suggested answers; a person may always answer in other words. */
  readonly options: readonly string[];
}

export interface OpenQuestion {
  readonly question: Question;
  readonly asked_at: string;
}

/** What a person has said, and its agent has not acknowledged yet. */
export interface PersonMessage {
  readonly id: string;
  readonly kind: 'answer' | 'note';
  /** Of an answer: what it answers. */
  readonly question_id?: string;
  readonly text: string;
  readonly sent_at: string;
}

export interface Dialogue {
  readonly open?: OpenQuestion;
  /** The oldest first. */
  readonly messages: readonly PersonMessage[];
}

/** Of an answer, and of a note, in code points. */
export const MAX_PERSON_TEXT = 2_000;

/** Null when nothing has been said. */
export function readDialogue(value: unknown): Dialogue | null {
  if (isAbsent(value)) return null;
  const { open, messages } = objectOf(value, 'dialogue');
  return {
    ...(isAbsent(open) ? {} : { open: openQuestionOf(open) }),
    messages: isAbsent(messages) ? [] : listOf(messages, personMessageOf),
  };
}

function openQuestionOf(value: unknown): OpenQuestion {
  const open = objectOf(value, 'dialogue.open');
  return { question: readQuestion(open.question), asked_at: instantOf(open.asked_at, 'asked_at') };
}

function readQuestion(value: unknown): Question {
  const { id, text, options } = objectOf(value, 'question');
  return {
    id: stringOf(id, 'question.id'),
    text: stringOf(text, 'question.text'),
    options: isAbsent(options) ? [] : listOf(options, (option) => stringOf(option, 'option')),
  };
}

/** A kind that only a newer server knows is shown as the least that it can mean: somebody said something. */
function personMessageOf(value: unknown): PersonMessage {
  const { id, kind, question_id, text, sent_at } = objectOf(value, 'message');
  return {
    id: stringOf(id, 'message.id'),
    kind: stringOf(kind, 'message.kind') === 'answer' ? 'answer' : 'note',
    ...(isAbsent(question_id) ? {} : { question_id: stringOf(question_id, 'question_id') }),
    text: stringOf(text, 'message.text'),
    sent_at: instantOf(sent_at, 'sent_at'),
  };
}

const isAbsent = (value: unknown): value is null | undefined =>
  value === null || value === undefined;
