import { Cell, useCell } from '../ui/cell';

/** Those that need to be told nothing. */
type Plain = 'create' | 'help' | 'palette' | 'views';

/** The dialogs that any view, key or button may open; one at a time. A push that moves a card does not take them away. */
export type OpenDialog =
  | { readonly name: Plain }
  /** Asks whether these tasks are to be cancelled. */
  | { readonly name: 'cancel'; readonly tasks: readonly string[] }
  /** Changes what is asked of this task, or only of whom. */
  | { readonly name: 'edit'; readonly task: string; readonly reassigns: boolean }
  /** Makes another task of this one. */
  | { readonly name: 'duplicate'; readonly task: string }
  /** Asks whether this agent is to leave the list. */
  | { readonly name: 'retire'; readonly agent: string };

const open = new Cell<OpenDialog | null>(null);

export const openDialog = (name: Plain): void => open.set({ name });
export const askToCancel = (tasks: readonly string[]): void => open.set({ name: 'cancel', tasks });
export const openEdit = (task: string, reassigns = false): void =>
  open.set({ name: 'edit', task, reassigns });
export const openDuplicate = (task: string): void => open.set({ name: 'duplicate', task });
export const askToRetire = (agent: string): void => open.set({ name: 'retire', agent });
export const closeDialog = (): void => open.set(null);
export const useOpenDialog = (): OpenDialog | null => useCell(open, (dialog) => dialog);
