import type { Section } from './sections';

/** Where the rows of a long list are: plain arithmetic, since all rows are of one height, and so are all heads (px). */
export interface Heights {
  readonly head: number;
  readonly row: number;
  /** Below the rows of a section. */
  readonly gap: number;
}

/** Rendered beyond what is seen, so that a scroll finds rows in place (px). */
const BEYOND = 400;

/** From the top of the list to the top of each section. */
export function topsOf(sections: readonly Section[], { head, row, gap }: Heights): number[] {
  let next = 0;
  return sections.map(({ ids }) => {
    const top = next;
    next += head + ids.length * row + gap;
    return top;
  });
}

/** The places of those rows of a section that are rendered: near the view, or kept wherever they are. */
export function placesIn(
  { ids }: Section,
  top: number,
  { head, row }: Heights,
  view: { readonly top: number; readonly height: number },
  kept: ReadonlySet<string>,
): number[] {
  const first = Math.max(0, Math.floor((view.top - BEYOND - top - head) / row));
  const end = Math.min(ids.length, Math.ceil((view.top + view.height + BEYOND - top - head) / row));
  const places: number[] = [];
  for (let index = first; index < end; index++) places.push(index);
  for (const id of kept) {
    const index = ids.indexOf(id);
    if (index >= 0 && (index < first || index >= end)) places.push(index);
  }
  return places.sort((one, other) => one - other);
}

/** From the top of the list to the top of the row; null when there is none of this id. */
export function topOfRow(
  id: string,
  sections: readonly Section[],
  tops: readonly number[],
  { head, row }: Heights,
): number | null {
  for (const [at, { ids }] of sections.entries()) {
    const index = ids.indexOf(id);
    if (index >= 0) return tops[at]! + head + index * row;
  }
  return null;
}

/** The first row that is seen whole under the head that sticks to the top. */
export function rowAt(
  scrollTop: number,
  sections: readonly Section[],
  tops: readonly number[],
  { head, row }: Heights,
): string | null {
  for (const [at, { ids }] of sections.entries()) {
    const index = Math.max(0, Math.ceil((scrollTop - tops[at]!) / row));
    if (index < ids.length && tops[at]! + head + ids.length * row > scrollTop) return ids[index]!;
  }
  return null;
}
