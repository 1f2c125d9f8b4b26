import { useRef, useState, type FormEvent } from 'react';
import { closeDialog } from '../app/dialogs';
import { usePanel } from '../app/panel';
import { go, taskPath } from '../app/router';
import { InstructionsField, TitleField } from '../task/BriefFields';
import { curlToPost } from '../task/curl';
import { refusal } from '../task/use-task-actions';
import { copyText } from '../ui/copy';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { MAC } from '../ui/mac';
import { useWords } from '../words/words';
import { api, newId } from '../wire/api';
import { writeExact } from '../wire/exact-json';
import { Advanced } from './Advanced';
import { AgentField } from './AgentField';
import { emptyDraft, faultsOf, LIMITS, taskOf, type Draft, type DraftField } from './draft';
import { explain, fieldsOf, NO_FAULTS, otherOf, withPayloadFault, type Faults } from './faults';
import { Field } from './Field';
import { AskAboutAgent, useStranger } from './Stranger';

/** Outlive the dialog: closing it by mistake loses nothing. A copy of a task has a draft of its own, by the task's id. */
const kept = new Map<string, Draft>();
const NEW = '';

export function forgetDraft(): void {
  kept.clear();
}

interface CreateDialogProps {
  /** The task that is to be done again, as a draft. */
  readonly copy?: { readonly of: string; readonly draft: Draft };
}

export function CreateDialog({ copy }: CreateDialogProps) {
  const words = useWords();
  const { toaster } = usePanel();
  const name = copy?.of ?? NEW;
  const [draft, setDraft] = useState(() => kept.get(name) ?? copy?.draft ?? emptyDraft());
  const [faults, setFaults] = useState(NO_FAULTS);
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const stranger = useStranger(draft.agent);
  const form = useRef<HTMLFormElement>(null);

  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    kept.set(name, next);
    setDraft(next);
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
    if (!stranger.mustAsk()) await send();
  };
  const send = async () => {
    setSending(true);
    const answer = await api.create(taskOf(draft));
    setSending(false);
    switch (answer.kind) {
      case 'ok': {
        kept.delete(name);
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
        return refuse(NO_FAULTS, words.create.unanswered);
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
        <TitleField
          title={draft.title}
          fault={faults.get('title')}
          onChange={(title) => change({ title })}
        />
        <InstructionsField
          instructions={draft.instructions}
          fault={faults.get('instructions')}
          onChange={(instructions) => change({ instructions })}
        />
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
        <Advanced
          draft={draft}
          faults={faults}
          onChange={change}
          onPayloadLeft={() => setFaults(withPayloadFault(faults, draft, words))}
        />
        {problem !== null && (
          <p className="form-error" role="alert">
            <Icon name="warn" />
            {problem}
          </p>
        )}
        {stranger.asks && (
          <AskAboutAgent
            confirm={words.create.strangerCreate}
            form={form}
            onConfirm={() => {
              if (sending || !checked()) return;
              stranger.confirm();
              void send();
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
          <button type="submit" className="btn primary" disabled={sending || stranger.asks}>
            {sending ? words.create.submitting : words.create.submit}
            <kbd aria-hidden="true">{MAC ? '⌘↵' : 'Ctrl ↵'}</kbd>
          </button>
        </div>
      </form>
    </Dialog>
  );
}

const FIELDS: readonly DraftField[] = [
  'title',
  'instructions',
  'agent',
  'stage',
  'payload',
  ...LIMITS,
];
