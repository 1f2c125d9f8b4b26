import { useEffect, useLayoutEffect } from 'react';
import { useBoard } from '../app/panel';
import { STAGES } from '../wire/task';

interface Place {
  readonly left: number;
  readonly top: number;
}

let kept: ReadonlyMap<string, Place> = new Map();

/** What scrolls by itself: a view, the strip of columns, each column. */
const SCROLLERS = ['#content', ...STAGES.map((stage) => `#col-${stage} .cards`)];

/** When the session ends all views are taken away; once there is a session again they are scrolled to where they were. */
export function useKeptPlaces(): void {
  const loaded = useBoard((board) => board.loaded);
  useLayoutEffect(
    () => () => {
      kept = new Map(
        SCROLLERS.flatMap((scroller) => {
          const element = document.querySelector(scroller);
          return element === null
            ? []
            : [[scroller, { left: element.scrollLeft, top: element.scrollTop }] as const];
        }),
      );
    },
    [],
  );
  useEffect(() => {
    if (!loaded) return;
    for (const [scroller, { left, top }] of kept)
      document.querySelector(scroller)?.scrollTo({ left, top, behavior: 'instant' });
    kept = new Map();
  }, [loaded]);
}
