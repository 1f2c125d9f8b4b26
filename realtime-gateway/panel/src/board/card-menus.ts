import { Cell, useCell } from '../ui/cell';

/**
 * The menu of a card that is open. It is drawn at the board and not in its card, so that it stays open when a push
 * takes the card to another column.
 */
export interface OpenMenu {
  readonly id: string;
  readonly shows: 'actions' | 'stages';
}

const open = new Cell<OpenMenu | null>(null);

export const openCardMenu = (id: string, shows: OpenMenu['shows']): void => open.set({ id, shows });
export const closeCardMenu = (): void => open.set(null);
export const useOpenCardMenu = (): OpenMenu | null => useCell(open, (menu) => menu);

/** Whether this card's actions are shown. */
export const useActionsAreOpen = (id: string): boolean =>
  useCell(open, (menu) => menu?.id === id && menu.shows === 'actions');
