import {
  useEffect,
  useId,
  useRef,
  useState,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useBoard, usePanel } from '../app/panel';
import { closeDialog } from '../app/dialogs';
import { go, taskPath } from '../app/router';
import { curlToPost } from '../task/curl';
import { refusal } from '../task/use-task-actions';
import { copyText } from '../ui/copy';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { MAC } from '../ui/mac';
import type { Words } from '../words/pt';
import { useWords } from '../words/words';
import { api, newId } from '../wire/api';
import { writeExact } from '../wire/exact-json';
import type { FieldProblem } from '../wire/http';
import { AgentField } from './AgentField';
import {
  emptyDraft,
  faultsOf,
  LIMITS,
  MAX_TITLE,
  MOST,
  taskOf,
  type Draft,
  type DraftFault,
  type DraftField,
  type LimitField,
} from './draft';
import { jsonFault, type JsonFault } from './json-fault';

/** Outlives the dialog: closing it by mistake loses nothing. */
let kept: Draft | null = null;

export function forgetDraft(): void {
  kept = null;
}

type Faults = ReadonlyMap<DraftField, string>;
const NONE: Faults = new Map();

export function CreateDialog() {
  const words = useWords();
  const { toaster } = usePanel();
  const [draft, setDraft] = useState(() => kept ?? emptyDraft());
  const [faults, setFaults] = useState(NONE);
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const isKnown = useBoard((board) => board.agent(draft.agent.trim()) !== undefined);
  /** An agent that the board does not know is asked about once. */
  const [asked, setAsked] = useState<string | null>(null);
  const [confirmed, setConfirmed] = useState<string | null>(null);
  const asks = asked === draft.agent.trim() && !isKnown && confirmed !== asked;
  const form = useRef<HTMLFormElement>(null);

  const change = (part: Partial<Draft>) => {
    kept = { ...draft, ...part };
    setDraft(kept);
    setFaults(new Map([...faults].filter(([field]) => !(field in part))));
  };
  /** Focus goes to the first field that is wrong, in the order of the form. */
  const refuse = (found: Faults, text: string | null) => {
    setFaults(found);
    setProblem(text);
    const first = FIELDS.find((field) => found.has(field));
    if (first !== undefined) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };
  const checked = (): boolean => {
    const found = new Map(
      [...faultsOf(draft)].map(([field, fault]) => [field, explain(fault, field, draft, words)]),
    );
    refuse(found, null);
    return found.size === 0;
  };

  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (sending || !checked()) return;
    const agent = draft.agent.trim();
    if (!isKnown && confirmed !== agent) return setAsked(agent);
    await send();
  };
  const createAnyway = () => {
    if (sending || !checked()) return;
    setConfirmed(asked);
    void send();
  };
  const send = async () => {
    setSending(true);
    const answer = await api.create(taskOf(draft));
    setSending(false);
    switch (answer.kind) {
      case 'ok': {
        kept = null;
        closeDialog();
        const id = answer.body.task_id;
        return toaster.show({
          text: answer.body.version === undefined ? words.create.accepted : words.create.created,
          tone: 'plain',
          ...(id === undefined
            ? {}
            : { actions: [{ label: words.create.see, run: () => go(taskPath(id)) }] }),
        });
      }
      case 'refused':
        // The first sending did take effect, and this is another task by now: the next one gets an id of its own.
        if (answer.problem.reason === 'already_exists') change({ commandId: newId('cmd') });
        return refuse(
          fieldsOf(answer.problem.errors),
          otherOf(answer.problem.errors) ??
            (answer.problem.errors.length > 0 ? null : refusal(answer, words)),
        );
      case 'unanswered':
        return refuse(NONE, words.create.unanswered);
      case 'signedOut':
        return;
    }
  };

  const copyCurl = async () => {
    if (!checked()) return;
    const copied = await copyText(
      curlToPost(location.origin, '/api/dashboard/tasks', writeExact(taskOf(draft), 2)),
    );
    toaster.show(
      copied ? { text: words.curlCopied, tone: 'plain' } : { text: words.notCopied, tone: 'bad' },
    );
  };

  return (
    <Dialog label={words.newTask} onClose={closeDialog}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => void submit(event)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
        }}
      >
        <h2>{words.newTask}</h2>
        <Field label={words.create.title} fault={faults.get('title')}>
          {(props) => (
            <input
              {...props}
              name="title"
              value={draft.title}
              maxLength={MAX_TITLE}
              autoComplete="off"
              onChange={(event) => change({ title: event.target.value })}
            />
          )}
        </Field>
        <div className="two">
          <AgentField
            agent={draft.agent}
            fault={faults.get('agent')}
            onChange={(agent) => change({ agent })}
          />
          <Field
            label={words.create.stage}
            help={words.create.stageHelp[draft.stage]}
            fault={faults.get('stage')}
          >
            {(props) => (
              <span className="selectbox">
                <select
                  {...props}
                  name="stage"
                  value={draft.stage}
                  onChange={(event) => change({ stage: event.target.value as Draft['stage'] })}
                >
                  <option value="todo">{words.stage.todo}</option>
                  <option value="backlog">{words.stage.backlog}</option>
                </select>
                <Icon name="chev" />
              </span>
            )}
          </Field>
        </div>
        <Field label={words.create.payload} fault={faults.get('payload')}>
          {(props) => (
            <textarea
              {...props}
              name="payload"
              value={draft.payload}
              rows={5}
              spellCheck={false}
              onChange={(event) => change({ payload: event.target.value })}
              onBlur={() => setFaults(withPayloadFault(faults, draft, words))}
              onKeyDown={indent}
            />
          )}
        </Field>
        <details
          className="more-fields"
          open={LIMITS.some((field) => draft[field] !== '' || faults.has(field)) || undefined}
        >
          <summary>
            <Icon name="next" />
            {words.create.limits}
          </summary>
          <div className="three">
            {LIMITS.map((field) => (
              <Field
                key={field}
                label={words.create.limit[field]}
                help={words.create.limitHelp[field]}
                fault={faults.get(field)}
              >
                {(props) => (
                  <input
                    {...props}
                    name={field}
                    value={draft[field]}
                    inputMode="numeric"
                    autoComplete="off"
                    onChange={(event) => change({ [field]: event.target.value })}
                  />
                )}
              </Field>
            ))}
          </div>
        </details>
        {problem !== null && (
          <p className="form-error" role="alert">
            <Icon name="warn" />
            {problem}
          </p>
        )}
        {asks && (
          <AskAboutAgent
            onCreate={createAnyway}
            onChange={() => {
              const field = form.current?.querySelector<HTMLInputElement>('[name="agent"]');
              field?.focus();
              field?.select();
            }}
          />
        )}
        <div className="acts">
          <button type="button" className="btn quiet" onClick={() => void copyCurl()}>
            <Icon name="copy" />
            {words.act.copyCurl}
          </button>
          <span className="grow" />
          <button type="button" className="btn" onClick={closeDialog}>
            {words.back}
          </button>
          <button type="submit" className="btn primary" disabled={sending || asks}>
            {sending ? words.create.submitting : words.create.submit}
            <kbd aria-hidden="true">{MAC ? '⌘↵' : 'Ctrl ↵'}</kbd>
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Stands apart from the form's own button, so that a second press of that one does not answer. */
function AskAboutAgent({ onCreate, onChange }: { onCreate: () => void; onChange: () => void }) {
  const { create } = useWords();
  const question = useId();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <div className="form-ask" role="alertdialog" aria-labelledby={question}>
      <Icon name="warn" />
      <p id={question}>{create.strangerQuestion}</p>
      <button ref={first} type="button" className="btn" onClick={onChange}>
        {create.strangerChange}
      </button>
      <button type="button" className="btn" onClick={onCreate}>
        {create.strangerCreate}
      </button>
    </div>
  );
}

const FIELDS: readonly DraftField[] = ['title', 'agent', 'stage', 'payload', ...LIMITS];

interface FieldProps {
  readonly label: string;
  readonly help?: string;
  readonly fault: string | undefined;
  readonly children: (props: {
    id: string;
    'aria-invalid': boolean;
    'aria-describedby': string;
  }) => ReactNode;
}

/** A label, its control, and one line below it: what is wrong, or else what it means. */
export function Field({ label, help, fault, children }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': fault !== undefined, 'aria-describedby': `${id}-note` })}
      <p id={`${id}-note`} className={fault === undefined ? 'help' : 'error'}>
        {fault !== undefined && <Icon name="warn" />}
        {fault ?? help}
      </p>
    </div>
  );
}

/** Tab leaves the editor, as everywhere; a new line keeps the indent of the one above. */
function indent(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { value, selectionStart } = event.currentTarget;
  const line = value.slice(value.lastIndexOf('\n', selectionStart - 1) + 1, selectionStart);
  const spaces = /^ */.exec(line)![0] + (/[{[]\s*$/.test(line) ? '  ' : '');
  if (spaces === '') return;
  event.preventDefault();
  // The only way in that the browser's own undo still knows.
  document.execCommand('insertText', false, `\n${spaces}`);
}

function withPayloadFault(faults: Faults, draft: Draft, words: Words): Faults {
  const fault = faultsOf(draft).get('payload');
  return fault === undefined
    ? faults
    : new Map(faults).set('payload', explain(fault, 'payload', draft, words));
}

function explain(fault: DraftFault, field: DraftField, draft: Draft, words: Words): string {
  switch (fault) {
    case 'outOfRange':
      return words.create.outOfRange(MOST[field as LimitField]);
    case 'required':
      return words.create.required;
    case 'titleTooLong':
      return words.create.titleTooLong(MAX_TITLE);
    case 'agentSyntax':
      return words.create.agentSyntax;
    case 'payloadNotObject':
      return words.create.payloadObject;
    case 'payloadFault': {
      const found = jsonFault(draft.payload);
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
  agent_id: 'agent',
  stage: 'stage',
  payload: 'payload',
  max_attempts: 'maxAttempts',
  ack_timeout: 'ackTimeout',
  running_timeout: 'runningTimeout',
};
const fieldOf = (error: FieldProblem): DraftField | undefined =>
  FIELD_OF[error.pointer.split('/')[1] ?? ''];

function fieldsOf(errors: readonly FieldProblem[]): Faults {
  const found = new Map<DraftField, string>();
  for (const error of errors) {
    const field = fieldOf(error);
    if (field !== undefined && !found.has(field)) found.set(field, error.detail);
  }
  return found;
}

const otherOf = (errors: readonly FieldProblem[]): string | undefined =>
  errors.find((error) => fieldOf(error) === undefined)?.detail;
