import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { isInUse, SCROLL_STEP } from '../window';
import { rowAt, topOfRow, type Heights } from './rows';
import type { Section } from './sections';

/** The row at the top of the view, and where it stands. */
interface Held {
  readonly id: string;
  /** From the top of the view to the top of the row (px). */
  readonly offset: number;
  /** How far the list was scrolled then (px). */
  readonly scrollTop: number;
}

/**
 * What is in sight. While the list is scrolled, or has the pointer or the focus, the row at its top stays where it is,
 * whatever comes and goes above it.
 */
export function useSight(sections: readonly Section[], tops: readonly number[], heights: Heights) {
  const list = useRef<HTMLElement>(null);
  const [view, setView] = useState({ top: 0, height: 900 });
  const held = useRef<Held | null>(null);

  const hold = () => {
    const { scrollTop } = list.current!;
    const id = rowAt(scrollTop, sections, tops, heights);
    const top = id === null ? null : topOfRow(id, sections, tops, heights);
    held.current = id === null || top === null ? null : { id, offset: top - scrollTop, scrollTop };
  };
  const look = useCallback(() => {
    const element = list.current!;
    setView((before) =>
      Math.abs(before.top - element.scrollTop) < SCROLL_STEP &&
      before.height === element.clientHeight &&
      element.scrollTop !== 0
        ? before
        : { top: element.scrollTop, height: element.clientHeight },
    );
  }, []);
  useLayoutEffect(() => {
    look();
    const resized = new ResizeObserver(look);
    resized.observe(list.current!);
    return () => resized.disconnect();
  }, [look]);

  useLayoutEffect(() => {
    const element = list.current!;
    const { current } = held;
    const top = current && topOfRow(current.id, sections, tops, heights);
    // Scrolled since, by hand or to the row that got the focus: that is where it is meant to be.
    const untouched = current !== null && element.scrollTop === current.scrollTop;
    if (untouched && top !== null && isInUse(element)) {
      const drift = top - element.scrollTop - current.offset;
      if (drift !== 0) element.scrollTop += drift;
    }
    hold();
  });
  return {
    list,
    view,
    onScroll: () => {
      hold();
      look();
    },
  };
}
