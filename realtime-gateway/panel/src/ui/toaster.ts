/** Short notices at the foot of the screen, and what can be done about each. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'bad';
  readonly actions?: readonly ToastAction[];
}

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
  /** Asked with each change of the live board: it is offered for as long as it would do what it says. */
  readonly holds?: () => boolean;
}

/** Undo is offered for this long (ms); reading a failure takes no longer. */
export const TOAST_STAYS = 8_000;
/** More than this many at once are not read; the oldest goes. */
const MOST = 3;

export class Toaster {
  toasts: readonly Toast[] = [];
  private next = 1;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  show(toast: Omit<Toast, 'id'>): void {
    this.set([...this.toasts, { ...toast, id: this.next++ }].slice(-MOST));
  }

  dismiss(id: number): void {
    this.set(this.toasts.filter((toast) => toast.id !== id));
  }

  clear(): void {
    this.set([]);
  }

  private set(toasts: readonly Toast[]): void {
    this.toasts = toasts;
    for (const listener of this.listeners) listener();
  }
}
