import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** Reads the style sheet itself, so that a colour cannot be changed without its contrast being measured again. */
const sheet = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

type Theme = 'light' | 'dark';

function colour(token: string, theme: Theme): string {
  const match = new RegExp(`--${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(
    sheet,
  );
  if (match === null) throw new Error(`no token --${token}`);
  return match[theme === 'light' ? 1 : 2]!;
}

const channels = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);

/** Relative luminance as WCAG 2 defines it. */
function luminance([red, green, blue]: readonly number[]): number {
  const [r, g, b] = [red!, green!, blue!].map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: readonly number[], other: readonly number[]): number {
  const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright! + 0.05) / (dark! + 0.05);
}

/** What `filter: grayscale(1)` makes of a colour. */
function grey(hex: string): number[] {
  const [r, g, b] = channels(hex);
  const level = 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  return [level, level, level];
}

const TEXT = 4.5;
const SHAPE = 3;
const GROUNDS = ['surface', 'canvas', 'sunken', 'hover'];

const pairs: readonly (readonly [string, readonly string[], number])[] = [
  ['ink', [...GROUNDS, 'raised', 'timeout-bg', 'failed-bg'], TEXT],
  ['ink-2', [...GROUNDS, 'raised', 'queued-bg', 'failed-bg', 'timeout-bg'], TEXT],
  ['ink-3', [...GROUNDS, 'raised', 'queued-bg', 'past-bg'], TEXT],
  ['on-ink', ['action', 'action-hover'], TEXT],
  ...['queued', 'ack', 'running', 'done', 'timeout', 'failed', 'past'].map(
    (state) => [state, [...GROUNDS, `${state}-bg`], TEXT] as const,
  ),
  ['line-strong', [...GROUNDS, 'queued-bg'], SHAPE],
  ['focus', [...GROUNDS, 'raised', 'past-bg'], SHAPE],
];

describe.each<Theme>(['light', 'dark'])('in the %s theme', (theme) => {
  test.each(
    pairs.flatMap(([ink, grounds, least]) =>
      grounds.map((ground) => [ink, ground, least] as const),
    ),
  )('%s on %s has a contrast of %f or more', (ink, ground, least) => {
    expect(
      contrast(channels(colour(ink, theme)), channels(colour(ground, theme))),
    ).toBeGreaterThanOrEqual(least);
  });

  test.each(['ink', 'ink-2', 'ink-3', 'queued', 'ack', 'running', 'done', 'timeout', 'failed'])(
    '%s stays readable on a stale board',
    (ink) => {
      for (const ground of ['canvas', 'sunken', 'queued-bg']) {
        expect(
          contrast(grey(colour(ink, theme)), grey(colour(ground, theme))),
        ).toBeGreaterThanOrEqual(TEXT);
      }
    },
  );
});

test('no other style sheet names a colour', () => {
  for (const file of ['base', 'shell', 'board', 'drawer', 'dialogue', 'views', 'forms']) {
    const text = readFileSync(new URL(`./${file}.css`, import.meta.url), 'utf8').replace(
      /\/\*[^]*?\*\//g,
      '',
    );
    expect([file, text.match(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(/gi) ?? []]).toEqual([
      file,
      [],
    ]);
  }
});
