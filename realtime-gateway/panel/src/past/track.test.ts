import { describe, expect, it } from 'vitest';
import { bars, neighbour, rangeFor } from './track';

describe('the track of the scrubber', () => {
  it('counts each fact once, and none outside the span', () => {
    expect(bars([-1, 0, 9, 10, 99, 100], { from: 0, to: 100 }, 10)).toEqual([
      2, 1, 0, 0, 0, 0, 0, 0, 0, 1,
    ]);
  });

  it('takes the shortest range that reaches back to the moment', () => {
    expect(rangeFor(0, 60_000)).toBe(900);
    expect(rangeFor(0, 3_600_000)).toBe(3_600);
    expect(rangeFor(0, 30 * 86_400_000)).toBe(604_800);
  });

  it('steps from fact to fact and stops at the last one known', () => {
    const facts = [10, 20, 30];
    expect(neighbour(facts, 20, -1)).toBe(10);
    expect(neighbour(facts, 20, 1)).toBe(30);
    expect(neighbour(facts, 25, -1)).toBe(20);
    expect(neighbour(facts, 10, -1)).toBeNull();
    expect(neighbour(facts, 30, 1)).toBeNull();
  });
});
