import { useEffect, useRef, useState } from 'react';
import { linkOf } from '../board/flights';

/** What had the focus; a card by its task, for it may come back as another element. */
interface Place {
  readonly element: HTMLElement;
  readonly task: string | undefined;
}

/**
 * The past takes the place of the board, and with it the focus: gives it back to what had it before, or to the board.
 * True when the past was entered on this page, so that the focus is to go there, and not with the page itself.
 */
export function usePastFocus(past: boolean): boolean {
  const [cameWithPage, setCameWithPage] = useState(past);
  if (cameWithPage && !past) setCameWithPage(false);
  const place = useRef<Place | null>(null);
  useEffect(() => {
    if (past) return () => giveBack(place.current);
    const note = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement) place.current = placeOf(target);
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [past]);
  return past && !cameWithPage;
}

const placeOf = (element: HTMLElement): Place => ({
  element,
  task: element.closest<HTMLElement>('[data-task]')?.dataset.task,
});

/** Where the person has gone on to another place of the page, it stays there. */
function giveBack(place: Place | null): void {
  if (document.activeElement !== null && document.activeElement !== document.body) return;
  const before = place?.element.isConnected ? place.element : linkOf(place?.task ?? '');
  (before ?? tabStop() ?? document.getElementById('content'))?.focus();
}

const tabStop = () => document.querySelector<HTMLElement>('#content .card a[tabindex="0"]');
