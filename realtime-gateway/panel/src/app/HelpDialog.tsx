import { useState } from 'react';
import { closeDialog } from './dialogs';
import { lettersAreOn, remember } from './preferences';
import { signOut } from '../session/sign-out';
import { NoticeSwitch } from '../notices/NoticeSwitch';
import { Dialog } from '../ui/Dialog';
import { useWords } from '../words/words';
import { usePanel } from './panel';

export function HelpDialog() {
  const words = useWords();
  const { keys } = words;
  const panel = usePanel();
  const [letters, setLetters] = useState(lettersAreOn);
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [keys.palette, ['Ctrl', 'K']],
    [keys.search, ['/']],
    [keys.create, ['N']],
    [keys.walk, ['←', '↑', '↓', '→']],
    [keys.open, ['Enter']],
    [keys.lift, [keys.space]],
    [keys.move, ['M']],
    [keys.select, ['X']],
    [keys.retry, ['R']],
    [keys.attention, ['A']],
    [keys.questions, ['Q']],
    [keys.past, ['T']],
    [keys.views, ['G', Object.values(keys.viewLetters).join(' ').toUpperCase()]],
    [keys.help, ['?']],
    [keys.escape, ['Esc']],
    [keys.send, ['Ctrl', 'Enter']],
  ];
  return (
    <Dialog label={keys.title} onClose={closeDialog}>
      <div className="stack">
        <h2>{keys.title}</h2>
        <div className="keys">
          {rows.map(([label, names]) => (
            <div key={label}>
              {label}
              <span>
                {names.map((name) => (
                  <kbd key={name}>{name}</kbd>
                ))}
              </span>
            </div>
          ))}
        </div>
        <label className="switch">
          <input
            type="checkbox"
            checked={letters}
            onChange={(event) => {
              setLetters(event.target.checked);
              remember('letters', event.target.checked ? 'on' : 'off');
            }}
          />
          {keys.letters}
        </label>
        <NoticeSwitch />
        <p>
          <a className="link" href="/docs">
            {keys.docs}
          </a>
        </p>
        <div className="acts">
          <button
            type="button"
            className="btn quiet"
            onClick={() => {
              closeDialog();
              void signOut(panel, words);
            }}
          >
            {words.signOut}
          </button>
          <span className="grow" />
          <button type="button" className="btn" onClick={closeDialog}>
            {words.close}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
