/** What screen readers are told. Polite words wait their turn, at most one in five seconds; urgent ones do not. */
export class Announcer {
  polite = '';
  urgent = '';
  private waiting: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** The newest word wins: an older one that still waits is not worth hearing. */
  say(text: string): void {
    if (this.timer !== undefined) {
      this.waiting = text;
      return;
    }
    this.speak(text);
  }

  /** An answer to what the person does right now, such as a drag: not held back. */
  answer(text: string): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.speak(text);
  }

  /** Only for a failure of the person's own act. */
  warn(text: string): void {
    this.urgent = text === this.urgent ? `${text}\u00a0` : text;
    this.tell();
  }

  /** Takes back what was said and what waits. */
  clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = null;
    this.polite = this.urgent = '';
    this.tell();
  }

  private speak(text: string): void {
    // A region that is given the same words again says nothing, so the words differ by a blank.
    this.polite = text === this.polite ? `${text}\u00a0` : text;
    this.waiting = null;
    this.tell();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.waiting !== null) this.speak(this.waiting);
    }, APART);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

const APART = 5_000;
