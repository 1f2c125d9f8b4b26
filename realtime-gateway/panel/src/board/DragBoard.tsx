import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react';
import { useFrozen, usePanel, useTask } from '../app/panel';
import { useTaskActions } from '../task/use-task-actions';
import type { Words } from '../words/pt';
import { useWords } from '../words/words';
import { visibleText } from '../words/visible-text';
import type { Stage, Task } from '../wire/task';
import { Card } from './Card';
import { mayLift, moveHindrance, nextLegal } from './moves';
import { useCarry } from './use-carry';

/** The card being moved, and the column it is over. */
export interface Drag {
  readonly id: string;
  readonly over: Stage | null;
  /** How wide the card was where it stood (px). */
  readonly width: number;
}

/** The words that say how a card is moved by keys, for all cards. */
export const HOW_TO_DRAG = 'how-to-drag';

/**
 * Moving cards by mouse, touch and keyboard. The target is a column, never a place in it.
 */
export function DragBoard({
  strip,
  children,
}: {
  strip: RefObject<HTMLElement | null>;
  children: (drag: Drag | null) => ReactNode;
}) {
  const words = useWords();
  const { board, announcer } = usePanel();
  const actions = useTaskActions();
  const [drag, setDrag] = useState<Drag | null>(null);
  /** The same, before it is rendered: one step of the hand may follow the other sooner. */
  const held = useRef<Drag | null>(null);
  const copy = useRef<HTMLDivElement>(null);
  const place = useRef({ left: 0, top: 0 });
  const titleOf = (id: string) => visibleText(board.task(id)?.title ?? id);
  const standAt = () => {
    const { left, top } = place.current;
    if (copy.current !== null) copy.current.style.translate = `${left}px ${top}px`;
  };
  const hold = (next: Drag | null) => {
    held.current = next;
    setDrag(next);
  };
  const end = () => {
    const { current } = held;
    hold(null);
    return current!;
  };
  const letGo = useCarry(strip, {
    mayLift: (id) => {
      const task = board.task(id);
      return !board.frozen && task !== undefined && mayLift(task);
    },
    onLift: (id, { width }) => {
      const stage = board.task(id)!.stage;
      hold({ id, over: stage, width });
      announcer.answer(words.drag.lifted(titleOf(id), words.stage[stage]));
      navigator.vibrate?.(10);
    },
    onPlace: (left, top) => {
      place.current = { left, top };
      standAt();
    },
    onOver: (stage) => {
      const { current } = held;
      const task = current && board.task(current.id);
      const over = stage && task && isOpenTo(task, stage) ? stage : null;
      if (current === null || over === current.over) return;
      if (over !== null) announcer.answer(words.drag.over(words.stage[over]));
      hold({ ...current, over });
    },
    beside: (step) => {
      const { id, over } = held.current!;
      const task = board.task(id)!;
      return nextLegal(task, over ?? task.stage, step);
    },
    onDrop: () => {
      const from = copy.current?.getBoundingClientRect();
      const { id, over } = end();
      const task = board.task(id);
      if (task === undefined || over === null || moveHindrance(task, over) !== null)
        return announcer.answer(words.drag.gaveUp(titleOf(id)));
      announcer.answer(words.drag.dropped(titleOf(id), words.stage[over]));
      void actions.move(id, over, from);
    },
    onCancel: () => announcer.answer(words.drag.gaveUp(titleOf(end().id))),
  });
  useEndByItself(drag, (finished) => {
    letGo();
    const { id } = end();
    announcer.answer((finished ? words.drag.ended : words.drag.gaveUp)(titleOf(id)));
  });
  useLayoutEffect(standAt, [drag?.id]);

  return (
    <>
      <p id={HOW_TO_DRAG} hidden>
        {words.drag.instructions}
      </p>
      {children(drag)}
      {drag && (
        <div ref={copy} className="carried" style={{ width: drag.width }}>
          <Card id={drag.id} opened={false} look="lifted" title={plainTitle} />
        </div>
      )}
    </>
  );
}

const plainTitle = (text: string) => text;

/** Its own column is where a drag can be given up. */
function isOpenTo(task: Task, stage: Stage): boolean {
  const hindrance = moveHindrance(task, stage);
  return hindrance === null || hindrance === 'alreadyThere';
}

/** What a column is to the card being moved. */
export interface DropRole {
  readonly is: 'home' | 'target' | 'over' | 'closed';
  readonly says: string | null;
}

export function useDropRole(stage: Stage, drag: Drag | null, words: Words): DropRole | null {
  const task = useTask(drag?.id ?? '');
  return useMemo(() => {
    if (drag === null || task === undefined) return null;
    const hindrance = moveHindrance(task, stage);
    if (hindrance === 'alreadyThere') return { is: 'home', says: null };
    if (hindrance !== null) return { is: 'closed', says: words.hindrance[hindrance] };
    return drag.over === stage
      ? { is: 'over', says: words.dropIn(words.stage[stage]) }
      : { is: 'target', says: null };
  }, [drag, task, stage, words]);
}

/** A task that its agent finishes under the hand cannot be moved any more, nor any on a board that stopped: the drag ends by itself. */
function useEndByItself(drag: Drag | null, onEnd: (finished: boolean) => void): void {
  const task = useTask(drag?.id ?? '');
  const frozen = useFrozen() && drag !== null;
  const finished = drag !== null && (task === undefined || task.status === 'done');
  const tell = useEffectEvent(onEnd);
  useEffect(() => {
    if (finished || frozen) tell(finished);
  }, [finished, frozen]);
}
