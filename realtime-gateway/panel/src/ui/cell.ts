import { useSyncExternalStore } from 'react';

/** One value that any view, key or button may read and set; who shows it renders again when it is another one. */
export class Cell<T> {
  private value: T;
  private readonly listeners = new Set<() => void>();

  constructor(value: T) {
    this.value = value;
  }

  readonly get = (): T => this.value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  set(value: T): void {
    this.value = value;
    for (const listener of this.listeners) listener();
  }
}

export function useCell<T, S>(cell: Cell<T>, read: (value: T) => S): S {
  return useSyncExternalStore(cell.subscribe, () => read(cell.get()));
}
