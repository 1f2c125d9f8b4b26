import { useCallback, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { go, isPlainClick, taskPath } from '../app/router';
import type { Stage } from '../wire/task';
import { Card } from './Card';
import { CardMenu } from './CardMenu';
import { useRoving } from './board-context';

/** A card on the board: its link, its place in the tab order, its menu. */
export function BoardCard({ id, stage, opened }: { id: string; stage: Stage; opened: boolean }) {
  const roving = useRoving();
  const active = useSyncExternalStore(roving.subscribe, () => roving.active === id);
  const link = useRef<HTMLAnchorElement>(null);

  useLayoutEffect(() => {
    const claim = roving.claims(id);
    if (claim === null || link.current === null || link.current === document.activeElement) return;
    // A push that moved the card must not scroll the page; the person's own step must.
    link.current.focus({ preventScroll: claim === 'stay' });
  });

  const title = useCallback(
    (text: string, name: string) => (
      <a
        ref={link}
        href={taskPath(id) + location.search}
        aria-label={name}
        tabIndex={active ? 0 : -1}
        draggable={false}
        onFocus={() => roving.entered(id, stage)}
        onBlur={(event) => {
          if (event.currentTarget.isConnected && document.hasFocus()) roving.left();
        }}
        onClick={(event) => {
          if (!isPlainClick(event)) return;
          event.preventDefault();
          go(taskPath(id) + location.search, { fromBoard: true });
        }}
      >
        {text}
      </a>
    ),
    [active, id, roving, stage],
  );
  return (
    <Card id={id} opened={opened} title={title}>
      <CardMenu id={id} tabIndex={active ? 0 : -1} />
    </Card>
  );
}
