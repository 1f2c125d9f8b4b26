import { useState, type FocusEvent, type PointerEvent } from 'react';
import { idsOf, inHeldOrder, type AgentRow } from './agent-rows';

/** While the pointer or the focus is in the table its rows stay where they are; newcomers stand at the end. */
export function useSteadyRows(sorted: readonly AgentRow[]) {
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const rows = held === null ? sorted : inHeldOrder(sorted, held);
  const come = held === null ? [] : idsOf(rows).filter((id) => !held.includes(id));
  if (held !== null && come.length > 0) setHeld([...held, ...come]);
  const hold = () => setHeld((before) => before ?? idsOf(sorted));
  const table = {
    onPointerEnter: hold,
    onFocus: hold,
    onPointerLeave: ({ currentTarget }: PointerEvent<HTMLElement>) => {
      if (!currentTarget.contains(document.activeElement)) setHeld(null);
    },
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
      if (!currentTarget.contains(relatedTarget) && !currentTarget.matches(':hover')) setHeld(null);
    },
  };
  return { rows, table };
}
