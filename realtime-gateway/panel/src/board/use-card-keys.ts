import type { KeyboardEvent } from 'react';
import { lettersAreOn } from '../app/preferences';
import { usePanel } from '../app/panel';
import { go, taskPath } from '../app/router';
import { useTaskActions } from '../task/use-task-actions';
import { useRoving } from './board-context';
import { openCardMenu } from './card-menus';
import { isWalkKey, type WalkKey } from './roving';
import { toggleSelected } from './selection';

/**
 * The keys of a card, and of a row: its menu, retry, select, and the way to the next one. While a task is open beside
 * them, the way leads from one open task to the other.
 */
export function useCardKeys(
  opened: string | null,
  walk: (from: string, key: WalkKey) => string | null,
): (event: KeyboardEvent) => void {
  const { board } = usePanel();
  const roving = useRoving();
  const actions = useTaskActions();
  return (event) => {
    const id = (event.target as Element).closest<HTMLElement>('[data-task]')?.dataset.task;
    if (id === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const letter = lettersAreOn() ? event.key.toLowerCase() : null;
    if (letter === 'm') openCardMenu(id, 'stages');
    else if (letter === 'r') void actions.retryIfAllowed(board.task(id));
    else if (letter === 'x' && !board.isPast) toggleSelected(id);
    else if (isWalkKey(event.key)) {
      const next = walk(id, event.key);
      if (next !== null) {
        roving.want(next);
        if (opened !== null) go(taskPath(next) + location.search, { replace: true });
      }
    } else return;
    event.preventDefault();
  };
}
