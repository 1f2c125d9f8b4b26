import { useLayoutEffect, useRef, type RefObject } from 'react';

/** What the last render was given, for callbacks that outlive it and are no effects: those have `useEffectEvent`. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
