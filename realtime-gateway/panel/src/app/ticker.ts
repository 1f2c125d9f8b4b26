/**
 * One clock for every age and countdown on the screen. It beats each second while anybody listens; most listen only to
 * each fifteenth beat, so that a thousand cards do not render to say “4 min” again.
 */
export type Period = 1 | 15;

const listeners = { 1: new Set<() => void>(), 15: new Set<() => void>() } as const;
let beats = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function beat(): void {
  beats += 1;
  for (const listener of listeners[1]) listener();
  if (beats % 15 === 0) tellSome([...listeners[15]]);
}

/** A full screen of cards that all say their age anew at once would hold up a frame; a few at a time do not. */
const AT_ONCE = 12;

function tellSome(waiting: (() => void)[]): void {
  for (const listener of waiting.splice(0, AT_ONCE)) if (listeners[15].has(listener)) listener();
  if (waiting.length > 0) setTimeout(() => tellSome(waiting), 0);
}

export function onBeat(period: Period, listener: () => void): () => void {
  listeners[period].add(listener);
  timer ??= setInterval(beat, 1_000);
  return () => {
    listeners[period].delete(listener);
    if (listeners[1].size + listeners[15].size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Grows by one with each period; equal values mean that nothing needs to be said anew. */
export const beatsOf = (period: Period): number => Math.floor(beats / period);
