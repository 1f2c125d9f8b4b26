import { useEffect, useRef, useState, type FormEvent } from 'react';
import { usePanel } from '../app/panel';
import { Icon } from '../ui/Icon';
import { useSpeech } from '../words/words';
import { api } from '../wire/api';
import { takeRefusal } from './sign-in-link';

/** The token goes once to the gateway, which answers with a session cookie that no script can read. */
export function SignIn() {
  const { words, switchLanguage } = useSpeech();
  const { link } = usePanel();
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(
    takeRefusal() ? words.signIn.linkSpent : null,
  );
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const token = field.current!.value.trim();
    if (token === '') return refuse(words.signIn.empty);
    setBusy(true);
    const answer = await api.signIn(token);
    setBusy(false);
    switch (answer.kind) {
      case 'ok':
        field.current!.value = '';
        return link.connect();
      case 'signedOut':
        return refuse(words.signIn.bad);
      case 'refused':
        if (answer.status === 429) return refuse(words.signIn.wait(answer.retryAfterSeconds ?? 30));
        return refuse(answer.status < 500 ? words.signIn.bad : words.refusedWith(answer.status));
      case 'unanswered':
        return refuse(words.unreachable);
    }
  };
  const refuse = (text: string) => {
    setProblem(text);
    field.current?.focus();
  };

  return (
    <dialog
      ref={dialog}
      className="dialog sign"
      aria-labelledby="sign-title"
      onCancel={(event) => event.preventDefault()}
      onClose={() => dialog.current?.showModal()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <div className="brand">
          <svg viewBox="0 0 22 22" aria-hidden="true">
            <rect width="22" height="22" rx="5" />
            <path d="M6 6v6M11 6v10M16 6v8" strokeWidth="2.6" strokeLinecap="round" />
          </svg>
        </div>
        <div>
          <h1 id="sign-title">{words.signIn.title}</h1>
          <p className="lead">{words.signIn.lead}</p>
        </div>
        <div className="field">
          <label htmlFor="token">{words.signIn.token}</label>
          <input
            ref={field}
            id="token"
            className="mono"
            type="password"
            autoComplete="current-password"
            aria-invalid={problem !== null}
            aria-describedby="token-error token-help"
            onChange={() => setProblem(null)}
          />
          <p className="error" id="token-error" role="alert">
            {problem !== null && (
              <>
                <Icon name="warn" />
                {problem}
              </>
            )}
          </p>
          <p className="help" id="token-help">
            <code>./mc-sync up</code>
            {words.signIn.help}
          </p>
        </div>
        <button type="submit" className="btn primary" disabled={busy}>
          {words.signIn.submit}
        </button>
        <p className="lang">
          <span>{words.product}</span>
          <button
            type="button"
            className="link"
            lang={words.otherLanguage.lang}
            onClick={switchLanguage}
          >
            {words.otherLanguage.name}
          </button>
        </p>
      </form>
    </dialog>
  );
}
