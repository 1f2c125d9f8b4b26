import { describe, expect, it } from 'vitest';
import { momentIn } from './moment';

const asked = (at: string) => momentIn(new URLSearchParams(`at=${at}`));

describe('the moment in the address', () => {
  it('is the present where none is named', () => {
    expect(momentIn(new URLSearchParams('q=at'))).toBeNull();
  });

  it.each([
    '2026-11-22T10:00:00Z',
    '2026-11-22T12:00:00%2B02:00',
    '2026-11-22T12:00:00+02:00',
    '2026-11-22T08:00:00.000-02:00',
    '2026-11-22t10:00:00.000000z',
  ])('is read from %s', (text) => {
    expect(asked(text)).toBe(Date.parse('2026-11-22T10:00:00Z'));
  });

  it('may leave out what a person would', () => {
    expect(asked('2026-11-22')).toBe(Date.parse('2026-11-22T00:00:00Z'));
    expect(asked('2026-11-22T10:00')).toBe(new Date(2026, 10, 22, 10).getTime());
  });

  it.each(['', 'now', 'yesterday 5', '5', '2026', '2026-13-01', '0000-01-01', '2026-11-22T25:00Z'])(
    'is none in “%s”',
    (text) => {
      expect(asked(text)).toBe('unreadable');
    },
  );
});
