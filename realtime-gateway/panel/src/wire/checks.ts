/** What of a record the panel reckons with is checked where it comes in, so that nothing wrong is ever kept. */

/** A frame that cannot be believed: the copy may have a hole from here on. */
export class UnreadableFrame extends Error {
  override readonly name = 'UnreadableFrame';
}

export function objectOf(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnreadableFrame(`${name}: expected an object`);
  }
  return value as Record<string, unknown>;
}

export function listOf<T>(value: unknown, read: (item: unknown) => T): T[] {
  if (!Array.isArray(value)) throw new UnreadableFrame('expected a list');
  return value.map(read);
}

export function stringOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new UnreadableFrame(`${name}: expected a string`);
  return value;
}

export function numberOf(value: unknown, name: string): number {
  if (typeof value !== 'number') throw new UnreadableFrame(`${name}: expected a number`);
  return value;
}

export function instantOf(value: unknown, name: string): string {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) {
    throw new UnreadableFrame(`${name}: expected an instant`);
  }
  return value;
}
