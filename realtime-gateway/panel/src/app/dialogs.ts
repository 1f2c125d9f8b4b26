import { useSyncExternalStore } from 'react';

/** The dialogs that any view, key or button may open; one at a time. A push that moves a card does not take them away. */
export type OpenDialog =
  | { readonly name: 'create' | 'help' }
  /** Asks whether this task is to be cancelled. */
  | { readonly name: 'cancel'; readonly task: string };

let open: OpenDialog | null = null;
const listeners = new Set<() => void>();

function set(dialog: OpenDialog | null): void {
  open = dialog;
  for (const listener of listeners) listener();
}

export const openDialog = (name: 'create' | 'help'): void => set({ name });
export const askToCancel = (task: string): void => set({ name: 'cancel', task });
export const closeDialog = (): void => set(null);

export function useOpenDialog(): OpenDialog | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => open,
  );
}
