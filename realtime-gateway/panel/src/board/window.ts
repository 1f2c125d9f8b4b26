/** Which cards of a long column are rendered: plain arithmetic over heights in px, measured or guessed. */

export const GUESSED_HEIGHT = { comfortable: 112, compact: 74 } as const;
/** Between cards (px), as in the style sheet. */
export const GAP = 6;
/** Rendered beyond what is seen, so that a scroll finds cards in place (px). */
export const BEYOND = 600;

export interface Placed {
  readonly index: number;
  /** Space left above the card for those that are not rendered (px, the list's own gap not counted). */
  readonly above: number;
}

/** What is seen of a column (px). */
export interface View {
  /** How far it is scrolled. */
  readonly top: number;
  readonly height: number;
  /** Rendered above and below it as well. */
  readonly beyond: number;
}

export interface Window {
  readonly placed: readonly Placed[];
  /** Space left below the last card. */
  readonly below: number;
}

/**
 * @param heights of each card in order
 * @param view what is seen of the column, and how far beyond it cards are rendered
 * @param kept indices that are rendered wherever they are, such as the card that holds the focus
 */
export function windowOf(heights: readonly number[], view: View, kept: readonly number[]): Window {
  const from = view.top - view.beyond;
  const to = view.top + view.height + view.beyond;
  const keep = new Set(kept);
  const placed: Placed[] = [];
  let top = 0;
  let skipped = 0;
  for (let index = 0; index < heights.length; index++) {
    const height = heights[index]!;
    const seen = top + height >= from && top <= to;
    if (seen || keep.has(index)) {
      placed.push({ index, above: skipped });
      skipped = 0;
    } else {
      skipped += height + GAP;
    }
    top += height + GAP;
  }
  return { placed, below: skipped };
}

/** Where the card begins, from the top of the list (px). */
export function topOf(heights: readonly number[], index: number): number {
  let top = 0;
  for (let before = 0; before < index; before++) top += heights[before]! + GAP;
  return top;
}

/** A smaller step of the scroll lets nothing new be seen that is not rendered already (px). */
export const SCROLL_STEP = 120;

/** Whether somebody is at a list, so that nothing may move under the hand. */
export const isInUse = (list: HTMLElement): boolean =>
  list.scrollTop > 0 || list.matches(':hover') || list.contains(document.activeElement);
