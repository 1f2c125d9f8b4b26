import {
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
  type FocusEvent,
  type RefObject,
} from 'react';
import { usePanel } from '../app/panel';
import type { Stage } from '../wire/task';
import { useRoving } from './board-context';

export interface RovingCard {
  /** It is the one that Tab reaches. */
  readonly active: boolean;
  readonly link: RefObject<HTMLAnchorElement | null>;
  readonly frame: RefObject<HTMLElement | null>;
  /** Listeners for the frame. */
  readonly handlers: object;
}

/** A card's, or a row's, place in the tab order, and the focus that is meant for it. */
export function useRovingCard(id: string, stage: Stage): RovingCard {
  const roving = useRoving();
  const active = useSyncExternalStore(roving.subscribe, () => roving.active === id);
  const link = useRef<HTMLAnchorElement>(null);
  const frame = useRef<HTMLElement>(null);
  const { flights } = usePanel();

  useLayoutEffect(() => {
    if (frame.current !== null) flights.land(id, frame.current);
  }, [flights, id]);

  useLayoutEffect(() => {
    const claim = roving.claims(id);
    if (claim === null || link.current === null) return;
    if (frame.current?.contains(document.activeElement) === true && claim === 'stay') return;
    // A push that moved the card must not scroll the page; the person's own step must, until the whole card is seen.
    link.current.focus({ preventScroll: true });
    if (claim === 'go') frame.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  // The card's button has the focus for its card, too: what it does may carry the card to another column.
  const handlers = useMemo(
    () => ({
      onFocus: () => roving.entered(id, stage),
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
        const stays = currentTarget.contains(relatedTarget);
        if (!stays && currentTarget.isConnected && document.hasFocus()) roving.left();
      },
    }),
    [id, roving, stage],
  );
  return { active, link, frame, handlers };
}
