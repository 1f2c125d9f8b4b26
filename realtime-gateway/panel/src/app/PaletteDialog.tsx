import { useId, useLayoutEffect, useState, type KeyboardEvent } from 'react';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { stepTo } from '../ui/Menu';
import { useWords } from '../words/words';
import { closeDialog } from './dialogs';
import type { Item } from './palette-items';
import { isPaletteKey } from './use-shortcuts';
import { usePaletteGroups } from './use-palette';

/** A field in which one types where to go or what to do. The focus stays in it; the arrows lead through what fits. */
export function PaletteDialog() {
  const words = useWords();
  const id = useId();
  const [text, setText] = useState('');
  const [next, setNext] = useState<string | null>(null);
  const groups = usePaletteGroups(text);
  const items = groups.flatMap((group) => group.items);
  // What fits may change with a push; the choice stays on its item, wherever that is by now.
  const at = Math.max(
    0,
    items.findIndex((item) => item.id === next),
  );
  const chosen = items[at];
  const optionId = (item: Item) => `${id}-${items.indexOf(item)}`;
  useLayoutEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, at, text]);

  const choose = (item: Item) => {
    closeDialog();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys that finish a word in an input method choose nothing.
    if (event.nativeEvent.isComposing) return;
    const inText = event.key === 'Home' || event.key === 'End';
    const step = inText ? undefined : stepTo(event.key, at, items.length);
    if (step !== undefined) setNext(items[step]?.id ?? null);
    else if (event.key === 'Enter' && chosen !== undefined) choose(chosen);
    else if (isPaletteKey(event.nativeEvent)) closeDialog();
    else return;
    event.preventDefault();
  };
  return (
    <Dialog label={words.palette.title} className="palette" onClose={closeDialog}>
      <div className="head">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          value={text}
          placeholder={words.palette.placeholder}
          aria-label={words.palette.placeholder}
          autoComplete="off"
          spellCheck={false}
          aria-autocomplete="list"
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen && optionId(chosen)}
          onChange={(event) => {
            setText(event.target.value);
            setNext(null);
          }}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className="btn quiet icon m-only"
          aria-label={words.close}
          onClick={closeDialog}
        >
          <Icon name="x" />
        </button>
        <kbd aria-hidden="true">Esc</kbd>
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={words.palette.title} tabIndex={-1}>
        {groups.map((group, index) => (
          <div key={group.label} role="group" aria-labelledby={`${id}-group-${index}`}>
            <p id={`${id}-group-${index}`} className="label" role="presentation">
              {group.label}
            </p>
            {group.items.map((item) => (
              <div
                key={item.id}
                id={optionId(item)}
                role="option"
                aria-selected={item === chosen}
                // The field keeps the focus.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(item)}
              >
                <Icon
                  name={item.icon}
                  {...(item.iconClass === undefined ? {} : { className: item.iconClass })}
                />
                <span className="ell plain">{item.label}</span>
                {item.hint !== undefined && <span className="hint ell">{item.hint}</span>}
                {item.key !== undefined && <kbd>{item.key}</kbd>}
              </div>
            ))}
          </div>
        ))}
      </div>
      <p role="status" className={items.length === 0 ? 'none' : 'vh'}>
        {items.length === 0 ? words.palette.none : words.palette.found(items.length)}
      </p>
    </Dialog>
  );
}
