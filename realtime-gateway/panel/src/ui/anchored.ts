import { useEffectEvent, useLayoutEffect, type RefObject } from 'react';

type Place = RefObject<HTMLElement | null>;

interface Anchored {
  readonly element: Place;
  readonly anchor: Place;
  /** What in the element takes the focus. */
  readonly first: (element: HTMLElement) => HTMLElement | null | undefined;
  readonly onLeave: () => void;
}

/**
 * Shows the element in the top layer at its anchor for as long as it is on the page. It stays where it is in the
 * document, so that a modal drawer does not make it inert. A press elsewhere leaves it, as does a window of another
 * width; another height may only be the keyboard of a phone.
 */
export function useAnchored({ element, anchor, first, onLeave }: Anchored): void {
  const leave = useEffectEvent(onLeave);
  const focusOn = useEffectEvent(first);
  useLayoutEffect(() => {
    const shown = element.current!;
    const settle = () => {
      place(shown, anchor.current);
      if (!shown.contains(document.activeElement)) focusOn(shown)?.focus({ preventScroll: true });
    };
    shown.showPopover();
    settle();
    // What is shown may be exchanged as a whole: the new needs its own room, and one of it the focus.
    const exchanged = new MutationObserver(settle);
    exchanged.observe(shown, { childList: true });
    const outside = (event: Event) => {
      const target = event.target as Node;
      if (!shown.contains(target) && !anchor.current?.contains(target)) leave();
    };
    document.addEventListener('pointerdown', outside, true);
    const width = innerWidth;
    const resized = () => (innerWidth === width ? place(shown, anchor.current) : leave());
    window.addEventListener('resize', resized);
    return () => {
      exchanged.disconnect();
      document.removeEventListener('pointerdown', outside, true);
      window.removeEventListener('resize', resized);
    };
  }, [element, anchor]);
}

/** Below the button with the right edges in line; above it, or shifted, where the window ends; never beyond its edges. */
function place(menu: HTMLElement, anchor: HTMLElement | null): void {
  if (anchor === null) return;
  const edge = 8;
  const at = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const lowest = innerHeight - edge - height;
  const top = at.bottom + 4 <= lowest ? at.bottom + 4 : at.top - 4 - height;
  const alignRight = at.left + width > innerWidth - edge || at.width < 64;
  const left = alignRight ? at.right - width : at.left;
  menu.style.left = `${Math.max(edge, Math.min(left, innerWidth - width - edge))}px`;
  menu.style.top = `${Math.max(edge, Math.min(top, lowest))}px`;
}
