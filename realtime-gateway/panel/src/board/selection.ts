import { Cell, useCell } from '../ui/cell';

/** The cards that a person has picked to do one thing with all of them. */
const picked = new Cell<ReadonlySet<string>>(new Set());

export function toggleSelected(id: string): void {
  const next = new Set(picked.get());
  if (!next.delete(id)) next.add(id);
  picked.set(next);
}

export const clearSelection = (): void => picked.set(new Set());
export const useSelection = (): ReadonlySet<string> => useCell(picked, (ids) => ids);
export const useIsSelected = (id: string): boolean => useCell(picked, (ids) => ids.has(id));
