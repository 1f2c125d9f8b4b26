import { useSyncExternalStore } from 'react';

/** The dialogs that any view, key or button may open; one at a time. */
export type DialogName = 'create' | 'help';

let open: DialogName | null = null;
const listeners = new Set<() => void>();

function set(name: DialogName | null): void {
  open = name;
  for (const listener of listeners) listener();
}

export const openDialog = (name: DialogName): void => set(name);
export const closeDialog = (): void => set(null);

export function useOpenDialog(): DialogName | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => open,
  );
}
