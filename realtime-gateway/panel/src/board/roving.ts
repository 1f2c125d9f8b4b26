import type { Columns } from './columns';
import { STAGES, type Stage } from '../wire/task';

/** Where the board's one tab stop is. Each column remembers its card. */
export class Roving {
  /** The card that Tab reaches. */
  active: string | null = null;
  /** The card that has the focus now, or had it when it was taken from the page. */
  private focused: string | null = null;
  private wanted: string | null = null;
  private readonly remembered = new Map<Stage, string>();
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** The focus has come to a card. */
  entered(id: string, stage: Stage): void {
    this.focused = id;
    this.remembered.set(stage, id);
    this.activate(id);
  }

  /** The focus has left the cards by the person's own doing. */
  left(): void {
    this.focused = null;
  }

  /** Asks for the focus; the card takes it as soon as it is on the page. */
  want(id: string): void {
    this.wanted = id;
    this.activate(id);
  }

  /** The card asks whether the focus is meant for it: wanted, or its own before a push carried it off. */
  claims(id: string): 'go' | 'stay' | null {
    if (this.wanted === id) {
      this.wanted = null;
      return 'go';
    }
    return this.focused === id ? 'stay' : null;
  }

  get holder(): string | null {
    return this.focused;
  }

  activate(id: string | null): void {
    if (this.active === id) {
      if (this.wanted === null) return;
    }
    this.active = id;
    for (const listener of this.listeners) listener();
  }

  recall(stage: Stage): string | undefined {
    return this.remembered.get(stage);
  }
}

export type WalkKey = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End';

export const isWalkKey = (key: string): key is WalkKey =>
  ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key);

/** The card a key leads to from the given one; null when there is none that way. */
export function walk(
  columns: Columns,
  from: string,
  key: WalkKey,
  remembered: (stage: Stage) => string | undefined,
): string | null {
  const stage = STAGES.find((each) => columns[each].includes(from));
  if (stage === undefined) return null;
  const ids = columns[stage];
  const at = ids.indexOf(from);
  switch (key) {
    case 'ArrowUp':
      return ids[at - 1] ?? null;
    case 'ArrowDown':
      return ids[at + 1] ?? null;
    case 'Home':
      return at === 0 ? null : (ids[0] ?? null);
    case 'End':
      return at === ids.length - 1 ? null : (ids.at(-1) ?? null);
    case 'ArrowLeft':
      return beside(columns, stage, at, -1, remembered);
    case 'ArrowRight':
      return beside(columns, stage, at, 1, remembered);
  }
}

/** The column's own card if it remembers one, else the one at the same height, over empty columns to the next. */
function beside(
  columns: Columns,
  stage: Stage,
  at: number,
  step: -1 | 1,
  remembered: (stage: Stage) => string | undefined,
): string | null {
  for (let index = STAGES.indexOf(stage) + step; STAGES[index] !== undefined; index += step) {
    const ids = columns[STAGES[index]!];
    if (ids.length === 0) continue;
    const known = remembered(STAGES[index]!);
    return known !== undefined && ids.includes(known) ? known : ids[Math.min(at, ids.length - 1)]!;
  }
  return null;
}

/** The card that takes the focus when the given one is gone: what stands at its place now, or before it, or anywhere. */
export function neighbour(columns: Columns, place: { stage: Stage; index: number }): string | null {
  const ids = columns[place.stage];
  return (
    ids[Math.min(place.index, ids.length - 1)] ??
    STAGES.map((stage) => columns[stage][0]).find(Boolean) ??
    null
  );
}
