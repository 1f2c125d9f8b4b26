import { useSyncExternalStore } from 'react';

/**
 * The menu of a card that is open. It is drawn at the board and not in its card, so that it stays open when a push
 * takes the card to another column.
 */
export interface OpenMenu {
  readonly id: string;
  readonly shows: 'actions' | 'stages';
}

let open: OpenMenu | null = null;
const listeners = new Set<() => void>();

function set(menu: OpenMenu | null): void {
  open = menu;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const openCardMenu = (id: string, shows: OpenMenu['shows']): void => set({ id, shows });
export const closeCardMenu = (): void => set(null);
export const useOpenCardMenu = (): OpenMenu | null => useSyncExternalStore(subscribe, () => open);

/** Whether this card's actions are shown. */
export const useActionsAreOpen = (id: string): boolean =>
  useSyncExternalStore(subscribe, () => open?.id === id && open.shows === 'actions');
