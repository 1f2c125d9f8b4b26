import {
  closestCenter,
  DndContext,
  DragOverlay,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
  type CollisionDetection,
  type DragEndEvent,
  type KeyboardCoordinateGetter,
} from '@dnd-kit/core';
import {
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
  type ReactNode,
  type RefObject,
} from 'react';
import { useFrozen, usePanel, useTask } from '../app/panel';
import { useTaskActions } from '../task/use-task-actions';
import type { Words } from '../words/pt';
import { useWords } from '../words/words';
import { visibleText } from '../words/visible-text';
import type { Stage } from '../wire/task';
import { Card } from './Card';
import { moveHindrance, nextLegal } from './moves';

/** The card being moved, and the column it is over. */
export interface Drag {
  readonly id: string;
  readonly over: Stage | null;
}

const NO_DRAG: Drag | null = null;

// The library tells every card anew when it is given other objects, so these are always the same.
const MOUSE = { activationConstraint: { distance: 6 } };
const TOUCH = { activationConstraint: { delay: 250, tolerance: 8 } };

/**
 * Moving cards by mouse, touch and keyboard. The target is a column, never a place in it. What is said to screen
 * readers goes through the panel's own polite region: the library's is assertive.
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
  const [drag, setDrag] = useState(NO_DRAG);
  const titleOf = (id: string) => visibleText(board.task(id)?.title ?? id);
  const sensors = useSensors(
    useSensor(CardMouse, MOUSE),
    useSensor(CardTouch, TOUCH),
    useSensor(KeyboardSensor, useKeys()),
  );
  useEndByItself(drag, () => drag && announcer.answer(words.drag.ended(titleOf(drag.id))));

  const begin = (id: string) => {
    const stage = board.task(id)!.stage;
    setDrag({ id, over: stage });
    announcer.answer(words.drag.lifted(titleOf(id), words.stage[stage]));
    navigator.vibrate?.(10);
  };
  const end = ({ active, over }: DragEndEvent) => {
    setDrag(null);
    const id = String(active.id);
    const task = board.task(id);
    const to = over?.id as Stage | undefined;
    if (task === undefined || to === undefined || moveHindrance(task, to) !== null) {
      return announcer.answer(words.drag.gaveUp(titleOf(id)));
    }
    announcer.answer(words.drag.dropped(titleOf(id), words.stage[to]));
    const at = active.rect.current.translated;
    void actions.move(
      id,
      to,
      at === null ? undefined : new DOMRect(at.left, at.top, at.width, at.height),
    );
  };
  const cancel = (id: string) => {
    setDrag(null);
    announcer.answer(words.drag.gaveUp(titleOf(id)));
  };

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={columnUnder}
      autoScroll={{
        canScroll: (element) => element === strip.current,
        threshold: { x: 0.12, y: 0 },
      }}
      accessibility={{
        announcements: SILENT,
        screenReaderInstructions: { draggable: words.drag.instructions },
      }}
      onDragStart={({ active }) => begin(String(active.id))}
      onDragOver={({ active, over }) => {
        const stage = (over?.id as Stage | undefined) ?? null;
        if (stage !== null && stage !== drag?.over)
          announcer.answer(words.drag.over(words.stage[stage]));
        setDrag({ id: String(active.id), over: stage });
      }}
      onDragEnd={end}
      onDragCancel={({ active, activatorEvent }) => {
        if (activatorEvent instanceof MouseEvent) swallowClick();
        cancel(String(active.id));
      }}
    >
      {children(drag)}
      <DragOverlay dropAnimation={null}>
        {drag && <Card id={drag.id} opened={false} look="lifted" title={plainTitle} />}
      </DragOverlay>
    </DndContext>
  );
}

/** The mouse is still held when a drag is cancelled; letting it go is no click on what it is over. */
function swallowClick(): void {
  const over = new AbortController();
  const { signal } = over;
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener('click', swallow, { capture: true, signal });
  document.addEventListener('pointerup', () => setTimeout(() => over.abort()), { signal });
  document.addEventListener('pointerdown', () => over.abort(), { capture: true, signal });
}

const plainTitle = (text: string) => text;

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

const KEYS = { start: ['Space'], cancel: ['Escape'], end: ['Space'] };

function useKeys() {
  const coordinateGetter = useStepper();
  return useMemo(() => ({ keyboardCodes: KEYS, coordinateGetter }), [coordinateGetter]);
}

/** Nothing said by the library: `undefined` keeps its own live region silent. */
const SILENT = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
};

const columnUnder: CollisionDetection = (args) =>
  args.pointerCoordinates === null ? closestCenter(args) : pointerWithin(args);

/** Left and right go to the next column that takes the card; other keys do nothing. */
function useStepper(): KeyboardCoordinateGetter {
  const { board } = usePanel();
  return useMemo(
    () =>
      (event, { active, context, currentCoordinates }) => {
        const step = event.code === 'ArrowLeft' ? -1 : event.code === 'ArrowRight' ? 1 : 0;
        const task = board.task(String(active));
        if (step === 0 || task === undefined) return undefined;
        event.preventDefault();
        const from = (context.over?.id as Stage | undefined) ?? task.stage;
        const rect = context.droppableRects.get(nextLegal(task, from, step));
        return rect === undefined
          ? undefined
          : {
              x: rect.left + (rect.width - (context.collisionRect?.width ?? rect.width)) / 2,
              y: currentCoordinates.y,
            };
      },
    [board],
  );
}

/** A task that its agent finishes under the hand cannot be moved any more, nor any on a board that stopped: the drag ends by itself. */
function useEndByItself(drag: Drag | null, onFinished: () => void): void {
  const task = useTask(drag?.id ?? '');
  const frozen = useFrozen() && drag !== null;
  const finished = drag !== null && (task === undefined || task.status === 'done');
  const tell = useEffectEvent(onFinished);
  useEffect(() => {
    if (!finished && !frozen) return;
    // Sensors have no other way to be told.
    document.dispatchEvent(new KeyboardEvent('keydown', { code: 'Escape', key: 'Escape' }));
    if (finished) tell();
  }, [finished, frozen]);
}

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, [popover], input') !== null;

class CardMouse extends MouseSensor {
  static override activators: typeof MouseSensor.activators = [
    {
      eventName: 'onMouseDown',
      handler: ({ nativeEvent }) => nativeEvent.button === 0 && !isControl(nativeEvent.target),
    },
  ];
}

class CardTouch extends TouchSensor {
  static override activators: typeof TouchSensor.activators = [
    {
      eventName: 'onTouchStart',
      handler: ({ nativeEvent }) =>
        nativeEvent.touches.length === 1 && !isControl(nativeEvent.target),
    },
  ];
}
