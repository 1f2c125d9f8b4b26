import { describe, expect, it } from 'vitest';
import type { Health } from '../wire/health';
import { byGroup, concerns, inBuckets, inOneLine, rates } from './measures';

const WELL: Health = {
  as_of: '2026-11-22T12:00:00Z',
  flow: { window_seconds: 600, bucket_seconds: 10, buckets: [] },
  lag: [],
  deadlines: { fired: 0, bucket_ms: 100, counts: [0, 0], window_seconds: 600 },
  discord: { window_seconds: 86_400, sent: 1, coalesced: 0, suppressed: 0, waiting: 1, dead: 0 },
  jobs: [],
  reconcile: [],
  rejected: { total: 0, newest: [] },
};
const DEADLINES = { fired: 1, bucket_ms: 100, counts: [0, 1], window_seconds: 600 };
const bucket = (second: number, applied: number) => ({
  at: new Date(second * 1_000).toISOString(),
  applied,
  late: 0,
  refused: 0,
});

describe('the measures of the health view', () => {
  it('tells facts a second and leaves out the bucket that still fills', () => {
    const buckets = [bucket(0, 100), bucket(10, 50), bucket(20, 1)];
    expect(rates({ window_seconds: 600, bucket_seconds: 10, buckets })).toEqual([10, 5]);
  });

  it('sorts times into buckets that their own end belongs to, and all beyond the limit into the last', () => {
    expect(inBuckets([0, 0.4, 20, 21, 200, 201, 9_000], 20, 10)).toEqual([
      3, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2,
    ]);
  });

  it('puts the reader that is furthest behind first', () => {
    const lag = [
      { group: 'notifier', topic: 'b', partition: 0, lag: 1 },
      { group: 'processor', topic: 'a', partition: 1, lag: 7 },
      { group: 'processor', topic: 'a', partition: 0, lag: 0 },
    ];
    expect(byGroup(lag).map(({ group, most }) => [group, most])).toEqual([
      ['processor', 7],
      ['notifier', 1],
    ]);
    expect(byGroup(lag)[0]!.partitions.map((entry) => entry.partition)).toEqual([0, 1]);
  });

  it('is concerned by what breaks a promise and by nothing else', () => {
    expect(concerns(WELL)).toEqual([]);
    expect(concerns({ as_of: WELL.as_of, unavailable: ['lag'] })).toEqual([]);
    expect(
      concerns({
        ...WELL,
        lag: [{ group: 'g', topic: 't', partition: 0, lag: 1_001 }],
        deadlines: { ...DEADLINES, max_ms: 1_001 },
        reconcile: [{ checked_at: WELL.as_of, ok: false }],
        discord: { ...WELL.discord!, dead: 1 },
      }),
    ).toEqual(['lag', 'deadlines', 'reconcile', 'discord']);
  });

  it('says a result in one line without what is zero', () => {
    expect(inOneLine({ checked: 3, fixed: 0, ids: ['a', 'b'], ok: true })).toBe(
      'checked 3, ids a, b, ok true',
    );
    expect(inOneLine({ drift: { tasks: 0 }, took: null, run: 1 })).toBe('run 1');
    expect(inOneLine(null)).toBe('');
  });
});
