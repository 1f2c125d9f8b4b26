import {
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
  type FocusEvent,
} from 'react';
import { useBoard, useFrozen, useIsPast, usePanel } from '../app/panel';
import { go, isPlainClick, taskPath } from '../app/router';
import { visibleText } from '../words/visible-text';
import { useWords } from '../words/words';
import type { Stage } from '../wire/task';
import { Card } from './Card';
import { CardMenuButton } from './CardMenu';
import { useRoving } from './board-context';
import { HOW_TO_DRAG } from './DragBoard';
import { mayLift } from './moves';
import { toggleSelected, useIsSelected } from './selection';

/** A card on the board: its link, its place in the tab order, its menu. */
export function BoardCard({
  id,
  stage,
  opened,
  lifted,
}: {
  id: string;
  stage: Stage;
  opened: boolean;
  /** It is carried: what stays in its place is its ghost. */
  lifted: boolean;
}) {
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
  const howToDrag = !frozen && liftable ? HOW_TO_DRAG : undefined;

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

  const title = useCallback(
    (text: string, name: string) => (
      <a
        ref={link}
        href={taskPath(id) + location.search}
        aria-label={name}
        aria-describedby={howToDrag}
        tabIndex={active ? 0 : -1}
        draggable={false}
        onClick={(event) => {
          if (!isPlainClick(event)) return;
          event.preventDefault();
          go(taskPath(id) + location.search, { fromBoard: true });
        }}
      >
        {text}
      </a>
    ),
    [active, howToDrag, id],
  );
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
  return (
    <Card
      id={id}
      opened={opened}
      title={title}
      frame={frame}
      handlers={handlers}
      look={lifted ? 'ghost' : undefined}
    >
      <SelectBox id={id} tabIndex={active ? 0 : -1} />
      <CardMenuButton id={id} tabIndex={active ? 0 : -1} />
    </Card>
  );
}

/** Picks the card, to do one thing with several. The past has nothing to be done. */
function SelectBox({ id, tabIndex }: { id: string; tabIndex: number }) {
  const words = useWords();
  const selected = useIsSelected(id);
  const title = useBoard((board) => board.task(id)?.title ?? id);
  if (useIsPast()) return null;
  return (
    <input
      type="checkbox"
      className="pick"
      tabIndex={tabIndex}
      checked={selected}
      aria-label={words.select.card(visibleText(title))}
      onChange={() => toggleSelected(id)}
    />
  );
}
