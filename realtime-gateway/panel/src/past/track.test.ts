import { describe, expect, it } from 'vitest';
import { BARS, placeOn, rangeFor, RANGES, spanFor, unknownOf } from './track';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-22T12:00:00.123Z');

describe('the track of the scrubber', () => {
  it('takes the shortest range that reaches back to the moment', () => {
    expect(rangeFor(0, 60_000)).toBe(900);
    expect(rangeFor(0, 3_600_000)).toBe(3_600);
    expect(rangeFor(0, 30 * DAY)).toBe(604_800);
  });

  it.each(RANGES)('of %i s ends with the bar that is filling now', (range) => {
    const span = spanFor(NOW - 1_000, range, NOW);
    const bar = (range * 1_000) / BARS;
    expect(span.to - span.from).toBe(range * 1_000);
    expect(span.to % bar).toBe(0);
    expect(span.to).toBeGreaterThanOrEqual(NOW);
    expect(span.to - bar).toBeLessThan(NOW);
    expect(spanFor(NOW - 1_000, range, span.to)).toEqual(span);
  });

  it('of a moment beyond the range is around it, and stays while it is in it', () => {
    const moment = NOW - 30 * DAY;
    const span = spanFor(moment, 3_600, NOW);
    expect(span.from).toBeLessThan(moment);
    expect(span.to).toBeGreaterThan(moment);
    expect(spanFor(span.from, 3_600, NOW, span)).toEqual(span);
    expect(spanFor(span.to, 3_600, NOW, span)).toEqual(span);
    expect(spanFor(span.to + 1, 3_600, NOW, span).from).toBeGreaterThan(span.from);
    expect(spanFor(moment, 900, NOW, span)).not.toEqual(span);
    expect(spanFor(NOW - 1_000, 3_600, NOW, span)).toEqual(spanFor(NOW, 3_600, NOW));
  });

  it('knows nothing of what is in no answer', () => {
    const span = { from: 100, to: 200 };
    expect(unknownOf(span, null)).toEqual([span]);
    expect(unknownOf(span, { from: 0, to: 300 })).toEqual([]);
    expect(unknownOf(span, { from: 120, to: 190 })).toEqual([
      { from: 100, to: 120 },
      { from: 190, to: 200 },
    ]);
    expect(unknownOf(span, { from: 200, to: 300 })).toEqual([span]);
    expect(unknownOf(span, { from: 300, to: 200 })).toEqual([span]);
  });

  it('has each moment at its place', () => {
    expect([100, 125, 200].map((at) => placeOn({ from: 100, to: 200 }, at))).toEqual([0, 25, 100]);
  });
});
