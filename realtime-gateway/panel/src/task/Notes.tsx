import { useIsPast, useNow, usePanel } from '../app/panel';
import { SayField } from '../questions/SayField';
import { forgetSaying, noteKey, say, typeSaying, useSaying } from '../questions/sayings';
import { Icon } from '../ui/Icon';
import { useSpeech } from '../words/words';
import { visibleLines } from '../words/visible-text';
import { api } from '../wire/api';
import type { PersonMessage } from '../wire/dialogue';
import type { Task } from '../wire/task';

/** What people have said and the agent has not confirmed, and where to say more. */
export function Notes({ task }: { task: Task }) {
  const { words } = useSpeech();
  const isPast = useIsPast();
  const messages = task.dialogue?.messages ?? [];
  const mayNote = task.status !== 'done' && task.archived_at === undefined && !isPast;
  return (
    <>
      {messages.length > 0 && (
        <ul className="messages" aria-label={words.note.waiting}>
          {messages.map((message) => (
            <Message key={message.id} message={message} />
          ))}
        </ul>
      )}
      {mayNote && <NoteField task={task} />}
    </>
  );
}

function Message({ message }: { message: PersonMessage }) {
  const { words, format } = useSpeech();
  const now = useNow(15);
  const at = Date.parse(message.sent_at);
  const clock =
    format.dayUnlessToday(at, now) === null ? format.minute(at) : format.moment(at, now);
  return (
    <li>
      <Icon name={message.kind === 'answer' ? 'ask' : 'edit'} />
      <div>
        <p className="asked plain">
          <b>{words.note.kind[message.kind]}:</b> {visibleLines(message.text)}
        </p>
        <p className="sub" title={format.exact(at)}>
          {words.note.pending(clock)}
        </p>
      </div>
    </li>
  );
}

function NoteField({ task }: { task: Task }) {
  const { words } = useSpeech();
  const { toaster } = usePanel();
  const key = noteKey(task.task_id);
  const saying = useSaying(key);
  const send = async (text: string) => {
    const taken = await say(key, text, null, (said, idempotencyKey) =>
      api.note(task.task_id, said, idempotencyKey),
    );
    if (!taken) return;
    forgetSaying(key);
    toaster.show({ text: words.note.sent, tone: 'plain' });
  };
  return (
    <SayField
      saying={saying}
      label={words.note.field}
      placeholder={words.note.field}
      submit={words.note.send}
      onType={(text) => typeSaying(key, text, null)}
      onSend={(text) => void send(text)}
    />
  );
}
