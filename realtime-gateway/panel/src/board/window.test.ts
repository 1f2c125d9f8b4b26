import { expect, test } from 'vitest';
import { BEYOND, topOf, windowOf } from './window';

const heights = (count: number, height = 100) => Array.from({ length: count }, () => height);
const at = (top: number, beyond = BEYOND) => ({ top, height: 800, beyond });
const indices = (of: ReturnType<typeof windowOf>) => of.placed.map((card) => card.index);

test('a short column is rendered whole, without gaps', () => {
  const { placed, below } = windowOf(heights(4), at(0), []);
  expect(placed).toEqual([0, 1, 2, 3].map((index) => ({ index, above: 0 })));
  expect(below).toBe(0);
});

test('a long column renders what is near the view, however long it is', () => {
  for (const scrollTop of [0, 5_000, 50_000, 105_200]) {
    const rendered = windowOf(heights(1000), at(scrollTop), []).placed.length;
    expect(rendered).toBeGreaterThan(7);
    expect(rendered).toBeLessThan(23);
  }
});

test('the space left for the others keeps the column as long as it is', () => {
  const all = heights(1000);
  for (const kept of [[], [3], [999], [0, 500]]) {
    const { placed, below } = windowOf(all, at(20_000), kept);
    const shown = placed.reduce((sum, card) => sum + card.above + 100, 0) + (placed.length - 1) * 6;
    expect(shown + below).toBe(topOf(all, 1000) - 6);
  }
});

test('a kept card is rendered wherever it is, in its place', () => {
  const { placed } = windowOf(heights(1000), at(50_000), [2]);
  expect(placed[0]).toEqual({ index: 2, above: 2 * 106 });
  expect(placed[1]!.above).toBe(topOf(heights(1000), placed[1]!.index) - 3 * 106);
});

test('an empty column renders nothing', () => {
  expect(indices(windowOf([], at(0), [5]))).toEqual([]);
});

test('nothing is rendered beyond the view where nothing is asked for', () => {
  expect(indices(windowOf(heights(1000), at(10_600, 0), [])).at(0)).toBe(100);
  expect(indices(windowOf(heights(1000), at(10_600, 0), [])).at(-1)).toBe(107);
});
