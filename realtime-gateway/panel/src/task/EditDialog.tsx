import { useEffect, useRef, useState, type FormEvent } from 'react';
import { closeDialog } from '../app/dialogs';
import { usePanel, useTask } from '../app/panel';
import { useRemote } from '../app/use-remote';
import { linkOf } from '../board/flights';
import { AgentField } from '../create/AgentField';
import { briefFaultsOf, type BriefField } from '../create/draft';
import { explain, fieldsOf, NO_FAULTS, otherOf, type Faults } from '../create/faults';
import { AskAboutAgent, useStranger } from '../create/Stranger';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { LoadFault } from '../ui/LoadFault';
import { MAC } from '../ui/mac';
import { useWords } from '../words/words';
import { visibleText } from '../words/visible-text';
import { api } from '../wire/api';
import { isFinished, type Task } from '../wire/task';
import { beginsAnother, briefOf, editOf, type Brief } from './edits';
import { InstructionsField, TitleField } from './BriefFields';
import { useSaveEdit } from './use-save-edit';

interface EditDialogProps {
  readonly id: string;
  /** Only who does it, and not what. */
  readonly reassigns: boolean;
}

/** Changes what is asked of a task, or of whom, as it stands on the server now. */
export function EditDialog({ id, reassigns }: EditDialogProps) {
  const words = useWords();
  const full = useRemote(id, (signal) => api.task(id, signal));
  const title = reassigns ? words.edit.reassignTitle : words.edit.title;
  return (
    <Dialog label={title} onClose={closeDialog} returnTo={() => linkOf(id)}>
      {full.value === null ? (
        <div className="stack">
          <h2>{title}</h2>
          {full.fault ? <LoadFault fault={full.fault} /> : <span className="skel w60" />}
        </div>
      ) : (
        <EditForm task={full.value} heading={title} reassigns={reassigns} />
      )}
    </Dialog>
  );
}

interface EditFormProps {
  readonly task: Task;
  readonly heading: string;
  readonly reassigns: boolean;
}

const FIELDS: readonly BriefField[] = ['title', 'instructions', 'agent'];

function EditForm({ task, heading, reassigns }: EditFormProps) {
  const words = useWords();
  const { toaster } = usePanel();
  const [base, setBase] = useState(task);
  const [draft, setDraft] = useState(() => briefOf(task));
  const [faults, setFaults] = useState<Faults>(NO_FAULTS);
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const stranger = useStranger(draft.agent);
  const save = useSaveEdit(task.task_id);
  const form = useRef<HTMLFormElement>(null);
  const edit = editOf(briefOf(base), draft);
  // The form comes when the task is loaded, long after the dialog gave the focus to itself.
  useEffect(() => form.current?.querySelector<HTMLElement>('[name]')?.focus(), []);

  const change = (part: Partial<Brief>) => {
    setDraft({ ...draft, ...part });
    setFaults(new Map([...faults].filter(([field]) => !(field in part))));
  };
  const refuse = (found: Faults, text: string | null) => {
    setFaults(found);
    setProblem(text);
    const first = FIELDS.find((field) => found.has(field));
    if (first !== undefined) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };
  const send = async () => {
    if (edit === null) return;
    setSending(true);
    const saved = await save(base, edit);
    setSending(false);
    switch (saved.is) {
      case 'saved':
        closeDialog();
        return toaster.show({
          text: saved.another ? words.edit.savedAnother : words.edit.saved,
          tone: 'plain',
        });
      case 'changed':
        // What the person did not touch is as it is by now; what they wrote stays.
        setDraft(merged(briefOf(base), draft, briefOf(saved.task)));
        setBase(saved.task);
        return setProblem(words.edit.changedFirst(base.version, saved.task.version));
      case 'refused':
        return refuse(fieldsOf(saved.errors), otherOf(saved.errors) ?? saved.why);
      case 'signedOut':
        return;
    }
  };
  const checked = (): boolean => {
    const found = new Map(
      [...briefFaultsOf(draft)].map(([field, fault]) => [field, explain(fault, field, {}, words)]),
    );
    refuse(found, null);
    return found.size === 0;
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (sending || edit === null || !checked()) return;
    if (edit.agent_id === undefined || !stranger.mustAsk()) void send();
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
      }}
    >
      <div>
        <h2>{heading}</h2>
        {reassigns && <p className="plain muted">{visibleText(base.title)}</p>}
      </div>
      {!reassigns && (
        <>
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
        </>
      )}
      <AgentField
        agent={draft.agent}
        fault={faults.get('agent')}
        onChange={(agent) => change({ agent })}
      />
      {edit !== null && <Consequence base={base} edit={edit} />}
      {problem !== null && (
        <p className="form-error" role="alert">
          <Icon name="warn" />
          {problem}
        </p>
      )}
      {stranger.asks && (
        <AskAboutAgent
          confirm={words.edit.strangerAssign}
          form={form}
          onConfirm={() => {
            if (sending || !checked()) return;
            stranger.confirm();
            void send();
          }}
        />
      )}
      <div className="acts">
        <button type="button" className="btn" onClick={closeDialog}>
          {words.back}
        </button>
        <button
          type="submit"
          className="btn primary"
          disabled={sending || edit === null || stranger.asks}
        >
          {sending ? words.edit.saving : reassigns ? words.edit.reassign : words.edit.save}
          <kbd aria-hidden="true">{MAC ? '⌘↵' : 'Ctrl ↵'}</kbd>
        </button>
      </div>
    </form>
  );
}

/** What saving does to the attempt, said before it is done. */
function Consequence({ base, edit }: { base: Task; edit: NonNullable<ReturnType<typeof editOf>> }) {
  const words = useWords();
  const task = useTask(base.task_id) ?? base;
  if (!beginsAnother(task, edit)) return null;
  const agent = visibleText(task.agent_id);
  return (
    <p className="form-note" role="status">
      <Icon name="retry" />
      {isFinished(task) ? words.edit.another : words.edit.anotherStops(agent)}
    </p>
  );
}

function merged(before: Brief, typed: Brief, now: Brief): Brief {
  const pick = (field: keyof Brief) => (typed[field] === before[field] ? now[field] : typed[field]);
  return { title: pick('title'), instructions: pick('instructions'), agent: pick('agent') };
}
