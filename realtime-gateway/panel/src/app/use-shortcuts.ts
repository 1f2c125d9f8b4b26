import { useEffect } from 'react';
import type { Words } from '../words/pt';
import { useWords } from '../words/words';
import { openDialog } from './dialogs';
import { usePanel } from './panel';
import { lettersAreOn } from './preferences';
import { go, pathOf, queryOf, routeOf, VIEWS } from './router';
import { FIRST_STEP, momentIn, travel } from '../past/moment';
import { readFilter, writeFilter } from '../board/filter';

/** After `G`, the letter of a view is awaited for this long (ms). */
const SEQUENCE = 1_500;

/** The keys that work everywhere; those of a card are with the board. */
export function useShortcuts(): void {
  const words = useWords();
  const { board, live } = usePanel();
  useEffect(() => {
    let awaitsView = 0;
    const onKey = (event: KeyboardEvent) => {
      // In a field, too: no text has this key, and what is typed there stays.
      if (isPaletteKey(event) && !event.defaultPrevented) {
        event.preventDefault();
        if (document.querySelector('dialog:modal') === null) openDialog('palette');
        return;
      }
      if (
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event.target)
      )
        return;
      if (document.querySelector('dialog:modal') !== null) return;
      if (event.key === 'Escape') return leave();
      if (!lettersAreOn()) return;
      const key = event.key.toLowerCase();
      const view = Date.now() < awaitsView ? viewOf(key, words) : undefined;
      awaitsView = key === 'g' ? Date.now() + SEQUENCE : 0;
      if (view !== undefined) go(pathOf(view));
      else if (key === '/') focusSearch();
      else if (key === 'n' && !board.frozen) openDialog('create');
      else if (key === 'a') document.querySelector<HTMLElement>('.tools .warn')?.click();
      else if (key === 'q') document.querySelector<HTMLElement>('.tools .ask')?.click();
      else if (key === '?') openDialog('help');
      else if (key === 't' && routeOf(location.pathname).view === 'board' && live.loaded)
        travel(board.isPast ? null : live.now() - FIRST_STEP);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [words, board, live]);
}

/** The one key of the panel with a modifier: it acts though single letters are switched off. */
export const isPaletteKey = (event: KeyboardEvent): boolean =>
  event.key.toLowerCase() === 'k' &&
  (event.ctrlKey || event.metaKey) &&
  !event.altKey &&
  !event.shiftKey;

const viewOf = (key: string, words: Words) =>
  VIEWS.find((view) => words.keys.viewLetters[view] === key);

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !SLIDES_AND_TICKS.has(inputType(target))));

/** Fields that take no letters. */
const SLIDES_AND_TICKS: ReadonlySet<string> = new Set(['range', 'checkbox']);
const inputType = (target: HTMLElement): string =>
  target instanceof HTMLInputElement ? target.type : '';

/** Escape closes what is open first; when nothing is, it clears the search, and then leaves the past. */
function leave(): void {
  const search = new URLSearchParams(location.search);
  if (
    routeOf(location.pathname).task !== null ||
    document.querySelector('.menu, .board.dragging') !== null
  )
    return;
  if (!search.has('q')) {
    if (momentIn(search) !== null) travel(null);
    return;
  }
  go(location.pathname + queryOf(writeFilter({ ...readFilter(search), text: '' }, search)), {
    replace: true,
  });
}

function focusSearch(): void {
  const field = document.getElementById('search');
  if (field instanceof HTMLInputElement) field.select();
  else go('/');
}
