import { recall, remember } from '../app/preferences';
import { queryOf } from '../app/router';
import { Cell, useCell } from '../ui/cell';
import { readFilter, writeFilter } from './filter';
import { readLook, writeLook } from './look';

/** A filter and a look of the board under a name. They are kept by this browser; what is sent to others is the link. */
export interface SavedView {
  readonly name: string;
  /** As `viewIn` writes it, so that equal views have equal queries. */
  readonly query: string;
}

/** What of an address is the view: not the moment, nor what nobody knows. */
export function viewIn(search: URLSearchParams): string {
  const filtered = writeFilter(readFilter(search), new URLSearchParams());
  return queryOf(writeLook(readLook(search), filtered));
}

/** The address of the board in this view. */
export const pathOfView = (query: string): string => `/${query}`;

const views = new Cell<readonly SavedView[] | null>(null);

export function savedViews(): readonly SavedView[] {
  const known = views.get();
  if (known !== null) return known;
  const kept = keptViews();
  views.set(kept);
  return kept;
}

export const useSavedViews = (): readonly SavedView[] =>
  useCell(views, (list) => list ?? savedViews());

/** Keeps the view under the name, in place of the one that had it. */
export function saveView(view: SavedView): void {
  const others = savedViews().filter(({ name }) => name !== view.name);
  keep([...others, view]);
}

/** A name that another view has is not taken from it. */
export function renameView(from: string, to: string): boolean {
  if (savedViews().some(({ name }) => name === to)) return from === to;
  keep(savedViews().map((view) => (view.name === from ? { ...view, name: to } : view)));
  return true;
}

export const deleteView = (name: string): void =>
  keep(savedViews().filter((view) => view.name !== name));

function keep(list: readonly SavedView[]): void {
  views.set(list);
  remember('views', JSON.stringify(list));
}

/** What was kept may be of another version, or of another hand. */
function keptViews(): readonly SavedView[] {
  let kept: unknown;
  try {
    kept = JSON.parse(recall('views') ?? '[]');
  } catch {
    return []; // What cannot be read is as good as nothing; the next save replaces it.
  }
  return Array.isArray(kept) ? kept.filter(isSavedView) : [];
}

const isSavedView = (value: unknown): value is SavedView =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as SavedView).name === 'string' &&
  typeof (value as SavedView).query === 'string';
