/**
 * Where a card stood before a person's move took it elsewhere, so that it can settle from there. A card that a push
 * moves has no flight: it leaves at once and appears at once.
 */
export class Flights {
  private readonly from = new Map<string, DOMRect>();

  /** Remembers the place to settle from: the given one, or where the card is seen now. */
  takeOff(id: string, at: DOMRect | null = seenAt(id)): void {
    if (at === null || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.from.set(id, at);
    // A card that does not land in the next frames is not on the page; its flight must not begin later.
    setTimeout(() => this.from.delete(id), LANDS_WITHIN);
  }

  /** The card is in its new place: moves it there from where it was. */
  land(id: string, card: HTMLElement): void {
    const from = this.from.get(id);
    if (from === undefined) return;
    this.from.delete(id);
    const to = card.getBoundingClientRect();
    card.animate(
      [
        { transform: `translate(${from.left - to.left}px, ${from.top - to.top}px)`, zIndex: 1 },
        { transform: 'none', zIndex: 1 },
      ],
      { duration: SETTLES_IN, easing: 'cubic-bezier(.2,0,0,1)' },
    );
  }
}

const SETTLES_IN = 180;
const LANDS_WITHIN = 300;

export const cardOf = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-task="${CSS.escape(id)}"] > article`);

/** Its title, which takes the focus for the card. */
export const linkOf = (id: string): HTMLElement | null =>
  cardOf(id)?.querySelector<HTMLElement>('h3 a') ?? null;

const seenAt = (id: string): DOMRect | null => cardOf(id)?.getBoundingClientRect() ?? null;
