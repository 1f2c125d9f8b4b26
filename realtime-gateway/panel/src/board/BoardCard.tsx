import { useDraggable } from '@dnd-kit/core';
import { useCallback, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { useBoard, useFrozen, usePanel } from '../app/panel';
import { go, isPlainClick, taskPath } from '../app/router';
import type { Stage } from '../wire/task';
import { Card } from './Card';
import { CardMenu } from './CardMenu';
import { useRoving } from './board-context';
import { mayLift } from './moves';

/** A card on the board: its link, its place in the tab order, its menu. */
export function BoardCard({ id, stage, opened }: { id: string; stage: Stage; opened: boolean }) {
  const roving = useRoving();
  const active = useSyncExternalStore(roving.subscribe, () => roving.active === id);
  const link = useRef<HTMLAnchorElement | null>(null);
  const frame = useRef<HTMLElement | null>(null);
  const { flights } = usePanel();
  const frozen = useFrozen();
  const liftable = useBoard((board) => {
    const task = board.task(id);
    return task !== undefined && mayLift(task);
  });
  // Its `attributes` would make a button of the card, which has a link and a button inside; so they are left out.
  const { listeners, setNodeRef, setActivatorNodeRef, isDragging } = useDraggable({
    id,
    disabled: frozen || !liftable,
  });

  useLayoutEffect(() => {
    if (frame.current !== null) flights.land(id, frame.current);
  }, [flights, id]);

  useLayoutEffect(() => {
    const claim = roving.claims(id);
    if (claim === null || link.current === null || link.current === document.activeElement) return;
    // A push that moved the card must not scroll the page; the person's own step must.
    link.current.focus({ preventScroll: claim === 'stay' });
  });

  const title = useCallback(
    (text: string, name: string) => (
      <a
        ref={(element) => {
          link.current = element;
          setActivatorNodeRef(element);
        }}
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
    [active, id, roving, stage, setActivatorNodeRef],
  );
  const setFrame = useCallback(
    (element: HTMLElement | null) => {
      frame.current = element;
      setNodeRef(element);
    },
    [setNodeRef],
  );
  return (
    <Card
      id={id}
      opened={opened}
      title={title}
      frame={setFrame}
      handlers={listeners}
      look={isDragging ? 'ghost' : undefined}
    >
      <CardMenu id={id} tabIndex={active ? 0 : -1} />
    </Card>
  );
}
