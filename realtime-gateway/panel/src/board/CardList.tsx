import {
  startTransition,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import {
  BEYOND,
  GAP,
  GUESSED_HEIGHT,
  isInUse,
  SCROLL_STEP,
  topOf,
  windowOf,
  type View,
} from './window';

interface CardListProps {
  readonly ids: readonly string[];
  readonly density: 'comfortable' | 'compact';
  /** Rendered wherever they are: the card with the focus, the card being dragged. */
  readonly kept: readonly string[];
  readonly labelledBy: string;
  readonly card: (id: string) => ReactNode;
  readonly head?: ReactNode;
  /** What stands after the last card. */
  readonly foot?: ReactNode;
}

/** The card at the top edge of the view, and where it stands. */
interface Held {
  readonly id: string;
  /** From the top of the view to the top of the card (px). */
  readonly offset: number;
  /** How far the column was scrolled then (px). */
  readonly scrollTop: number;
}

interface Measured {
  readonly density: CardListProps['density'];
  /** Of the cards that were rendered so far, by their ids (px). */
  readonly heights: ReadonlyMap<string, number>;
}

const NO_HEIGHTS: ReadonlyMap<string, number> = new Map();

/**
 * A column's cards, of which only those near the view are rendered. Heights are guessed until measured. While the
 * column is scrolled, or has the pointer or the focus, the card at its top edge stays where it is, whatever comes and
 * goes above it.
 */
export function CardList({ ids, density, kept, labelledBy, card, head, foot }: CardListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [measured, setMeasured] = useState<Measured>({ density, heights: NO_HEIGHTS });
  const [view, setView] = useState<View>(() => ({ top: 0, height: innerHeight, beyond: 0 }));
  const held = useRef<Held | null>(null);

  const guess = GUESSED_HEIGHT[density];
  if (measured.density !== density) setMeasured({ density, heights: NO_HEIGHTS });
  const heights = ids.map((id) => measured.heights.get(id) ?? guess);
  const { placed, below } = windowOf(heights, view, keptIndices(ids, kept));

  const observer = useObserver(
    useCallback((seen) => setMeasured((before) => withHeights(before, seen)), []),
  );

  const look = useCallback(() => {
    const { scrollTop: top, clientHeight: height } = list.current!;
    setView((before) =>
      Math.abs(before.top - top) < SCROLL_STEP &&
      before.height === height &&
      before.beyond === BEYOND &&
      top !== 0
        ? before
        : { top, height, beyond: BEYOND },
    );
  }, []);
  // After the first paint: a person waits for what is seen, and only for that.
  useEffect(() => {
    const lookLater = () => startTransition(look);
    // A tab in the background draws no frames, and so observes nothing.
    lookLater();
    const resized = new ResizeObserver(lookLater);
    resized.observe(list.current!);
    return () => resized.disconnect();
  }, [look]);

  useLayoutEffect(() => {
    const element = list.current!;
    const { current } = held;
    const index = current === null ? -1 : ids.indexOf(current.id);
    // Scrolled since, by hand or to the card that got the focus: that is where it is meant to be, and to stay from now on.
    const untouched = current !== null && element.scrollTop === current.scrollTop;
    if (untouched && index >= 0 && isInUse(element)) {
      const top = itemOf(element, current.id)?.offsetTop ?? topOf(heights, index);
      const drift = top - element.scrollTop - current.offset;
      if (Math.abs(drift) >= 1) element.scrollTop += drift;
    }
    held.current = holdIn(element);
  });

  return (
    <ul
      ref={list}
      className="cards"
      aria-labelledby={labelledBy}
      onScroll={() => {
        held.current = holdIn(list.current!);
        look();
      }}
    >
      {head}
      {placed.map(({ index, above }) => {
        const id = ids[index]!;
        return (
          <li
            key={id}
            ref={observer}
            data-task={id}
            aria-setsize={ids.length}
            aria-posinset={index + 1}
            style={above === 0 ? undefined : { marginTop: above }}
          >
            {card(id)}
          </li>
        );
      })}
      {below > 0 && <li aria-hidden="true" style={{ height: below - GAP }} />}
      {foot}
    </ul>
  );
}

function keptIndices(ids: readonly string[], kept: readonly string[]): number[] {
  return kept.map((id) => ids.indexOf(id)).filter((index) => index >= 0);
}

const itemsOf = (list: HTMLElement) =>
  ([...list.children] as HTMLElement[]).filter((item) => item.dataset.task !== undefined);

const itemOf = (list: HTMLElement, id: string) =>
  itemsOf(list).find((item) => item.dataset.task === id);

function holdIn(list: HTMLElement): Held | null {
  const { scrollTop } = list;
  const item = itemsOf(list).find((each) => each.offsetTop + each.offsetHeight > scrollTop);
  return item === undefined
    ? null
    : { id: item.dataset.task!, offset: item.offsetTop - scrollTop, scrollTop };
}

function withHeights(before: Measured, seen: ReadonlyMap<string, number>): Measured {
  const isKnown = [...seen].every(([id, height]) => before.heights.get(id) === height);
  return isKnown ? before : { ...before, heights: new Map([...before.heights, ...seen]) };
}

/** A ref for list items that tells their heights, once for all that changed together. */
function useObserver(tell: (heights: ReadonlyMap<string, number>) => void) {
  const observer = useRef<ResizeObserver | null>(null);
  const get = useCallback(
    () =>
      (observer.current ??= new ResizeObserver((entries) => {
        const heights = new Map<string, number>();
        for (const { target } of entries) {
          const item = target as HTMLElement;
          if (item.isConnected) heights.set(item.dataset.task!, item.offsetHeight);
        }
        tell(heights);
      })),
    [tell],
  );
  useEffect(() => () => observer.current?.disconnect(), []);
  return useCallback(
    (item: HTMLLIElement | null) => {
      if (item === null) return;
      get().observe(item);
      return () => get().unobserve(item);
    },
    [get],
  );
}
