import { useId, useRef, useState } from 'react';
import { closeDialog } from '../app/dialogs';
import { useSearch } from '../app/router';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { useWords } from '../words/words';
import { deleteView, renameView, saveView, useSavedViews, viewIn } from './saved-views';
import { useViewSaid } from './view-said';

/** A name is a line in a menu. */
const LONGEST_NAME = 60;

/** Gives the present view a name, and those that have one another, or none. */
export function ViewsDialog() {
  const words = useWords();
  const id = useId();
  const now = viewIn(useSearch());
  const views = useSavedViews();
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(() => views.find(({ query }) => query === now)?.name ?? '');
  const [missing, setMissing] = useState(false);
  const trimmed = name.trim();
  const said = useViewSaid(now);
  const replaces = views.find((view) => view.name === trimmed && view.query !== now);
  return (
    <Dialog label={words.saved.title} onClose={closeDialog}>
      <div className="stack">
        <h2>{words.saved.title}</h2>
        <form
          className="field"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (trimmed === '') {
              setMissing(true);
              return field.current?.focus();
            }
            saveView({ name: trimmed, query: now });
            closeDialog();
          }}
        >
          <label htmlFor={id}>{words.saved.name}</label>
          <div className="beside">
            <input
              ref={field}
              id={id}
              value={name}
              maxLength={LONGEST_NAME}
              autoComplete="off"
              aria-invalid={missing && trimmed === ''}
              aria-describedby={`${id}-help`}
              onChange={(event) => setName(event.target.value)}
            />
            <button type="submit" className="btn primary">
              {words.saved.submit}
            </button>
          </div>
          <p id={`${id}-help`} className="help">
            {missing && trimmed === '' ? (
              <span className="error">{words.create.required}</span>
            ) : replaces === undefined ? (
              said
            ) : (
              words.saved.replaces
            )}
          </p>
        </form>
        {views.length > 0 && (
          <ul className="saved" aria-label={words.saved.title}>
            {views.map((view) => (
              <SavedRow
                key={view.name}
                {...view}
                onDelete={() => {
                  deleteView(view.name);
                  field.current?.focus();
                }}
              />
            ))}
          </ul>
        )}
        <p className="muted">{words.saved.where}</p>
        <div className="acts">
          <button type="button" className="btn" onClick={closeDialog}>
            {words.close}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function SavedRow({
  name,
  query,
  onDelete,
}: {
  name: string;
  query: string;
  onDelete: () => void;
}) {
  const words = useWords();
  const [text, setText] = useState(name);
  const said = useViewSaid(query);
  const rename = () => {
    const to = text.trim();
    if (to === '' || !renameView(name, to)) setText(name);
  };
  return (
    <li>
      <div className="field">
        <input
          value={text}
          maxLength={LONGEST_NAME}
          aria-label={words.saved.rename(name)}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          onBlur={rename}
          onKeyDown={(event) => {
            if (event.key === 'Enter') rename();
          }}
        />
        <p className="help">{said}</p>
      </div>
      <button
        type="button"
        className="btn quiet icon"
        aria-label={words.saved.delete(name)}
        title={words.saved.delete(name)}
        onClick={onDelete}
      >
        <Icon name="x" />
      </button>
    </li>
  );
}
