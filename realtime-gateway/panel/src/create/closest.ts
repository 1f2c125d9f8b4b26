/** Which of the known ids somebody may have meant. */

/** At most this many slips are taken for a mistyped id, and fewer in a short one: one for every so many characters. */
const MOST_SLIPS = 3;
const CHARACTERS_A_SLIP = 4;

/** The known id that is the fewest slips away, case aside; null when none is near. Of equals the first one given. */
export function closestId(typed: string, known: readonly string[]): string | null {
  const limit = Math.min(MOST_SLIPS, Math.ceil(typed.length / CHARACTERS_A_SLIP));
  const near = known
    .filter((id) => Math.abs(id.length - typed.length) <= limit)
    .map((id) => ({ id, slips: slipsBetween(typed.toLowerCase(), id.toLowerCase()) }))
    .filter(({ slips }) => slips <= limit)
    .toSorted((one, other) => one.slips - other.slips);
  return near[0]?.id ?? null;
}

/**
 * How many characters were left out, put in, exchanged, or swapped with their neighbour: the optimal string alignment
 * distance.
 */
export function slipsBetween(one: string, other: string): number {
  let twoBefore: readonly number[] = [];
  let before: readonly number[] = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      const swapped =
        row > 1 &&
        column > 1 &&
        one[row - 1] === other[column - 2] &&
        one[row - 2] === other[column - 1];
      current.push(
        Math.min(
          before[column]! + 1,
          current[column - 1]! + 1,
          before[column - 1]! + (same ? 0 : 1),
          swapped ? twoBefore[column - 2]! + 1 : Infinity,
        ),
      );
    }
    twoBefore = before;
    before = current;
  }
  return before[other.length]!;
}
