/** Keys that follow one another within this time spell one beginning (ms). */
const TOGETHER = 1_000;

/** Letters typed in a list lead to the item that begins with them, as in the menus of the system. */
export class TypeAhead {
  private typed = '';
  private last = -Infinity;

  /** Whether the key belongs to what is typed. A space does only after other keys, since alone it chooses. */
  takes(key: string, now: number): boolean {
    if (now - this.last > TOGETHER) this.typed = '';
    if (key.length !== 1 || (key === ' ' && this.typed === '')) return false;
    this.typed += key;
    this.last = now;
    return true;
  }

  /** The next label from the one at the given place, round the end; one letter again and again walks its labels. */
  find(labels: readonly string[], at: number): number | undefined {
    const [first = ''] = this.typed;
    const repeats = this.typed === first.repeat(this.typed.length);
    const from = repeats ? at + 1 : Math.max(0, at);
    const places = labels.map((_, step) => (from + step) % labels.length);
    const startingWith = (beginning: string) =>
      places.find((place) => startsWith(labels[place]!, beginning));
    return startingWith(this.typed) ?? (repeats ? startingWith(first) : undefined);
  }
}

const startsWith = (label: string, beginning: string): boolean =>
  label.slice(0, beginning.length).localeCompare(beginning, undefined, { sensitivity: 'base' }) ===
  0;
