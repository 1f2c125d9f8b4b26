// @vitest-environment happy-dom
import { act } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { at, NOON, stage } from '../testing/stage';
import { LANGUAGES, speechOf } from '../testing/languages';
import type { Health } from '../wire/health';
import { HealthView } from './HealthView';

/** Of a day, the last hours. */
const hoursOf = (...last: number[]) => [...Array<number>(24 - last.length).fill(0), ...last];
/** Firing lags, the last ones beyond the limit. */
const within = (...first: number[]) => [...first, ...Array<number>(11 - first.length).fill(0)];

const health: Health = {
  as_of: at(0),
  flow: {
    window_seconds: 30,
    bucket_seconds: 10,
    buckets: [-30, -20, -10].map((second) => ({
      at: at(second * 1_000),
      applied: 20,
      late: 0,
      refused: 0,
    })),
  },
  lag: [{ group: 'processor', topic: 'mc.task-events', partition: 0, lag: 0 }],
  done: { since: at(-23 * 3_600_000), bucket_seconds: 3_600, counts: hoursOf(7, 0, 5) },
  deadlines: { fired: 0, bucket_ms: 100, counts: within(), window_seconds: 600 },
  discord: { window_seconds: 86_400, sent: 1, coalesced: 0, suppressed: 0, waiting: 0, dead: 0 },
  jobs: [],
  reconcile: [{ checked_at: at(-60_000), ok: true }],
  rejected: { total: 0, newest: [] },
};
const answers = () => health;

describe.each(LANGUAGES)('without the server, in %s', (language) => {
  const { words, format } = speechOf(language);
  const then = words.asOf(format.clock(NOON));

  test('that never answered, there is nothing but the fault', async () => {
    const { container } = await stage(<HealthView />, { language, server: () => null });
    expect(container.querySelector('.load-error')!.textContent).toBe(words.loadFailed(null, 2));
    expect(container.querySelector('.tile')).toBeNull();
    expect(container.textContent).not.toContain(words.health.well);
  });

  test.each(['gone', 'silent', 'signedOut'] as const)(
    'that answered and is %s, nothing is well of now, and every tile says of when it is',
    async (how) => {
      const { container, board, serve, pass } = await stage(<HealthView />, {
        language,
        server: answers,
      });
      expect(container.textContent).toContain(words.health.well);
      expect(container.textContent).not.toContain(then);

      if (how === 'gone') serve(() => null);
      if (how === 'signedOut') act(() => board.setLink({ is: 'signedOut' }));
      await pass(12_000);

      expect(container.textContent).not.toContain(words.health.well);
      expect(container.querySelector('.as-of')!.textContent).toBe(then);
      const tiles = [...container.querySelectorAll('.tile')];
      expect(tiles).toHaveLength(9);
      for (const tile of tiles) expect(tile.querySelector('h2')!.textContent).toContain(then);
      const [series] = tiles;
      expect(series!.querySelector('.ticks')!.textContent).toBe(
        [NOON - 30_000, NOON - 15_000, NOON].map((moment) => format.clock(moment)).join(''),
      );
      expect(series!.querySelector('.plot')!.getAttribute('aria-label')).toBe(
        words.health.appliedChartThen('2', '2', '2'),
      );
    },
  );

  test('and ages stand still', async () => {
    const { container, serve, pass } = await stage(<HealthView />, { language, server: answers });
    serve(() => null);
    await pass(130_000);
    expect(container.textContent).toContain(words.health.lastRun('1 min'));
  });
});

const tileOf = (container: HTMLElement, title: string) =>
  [...container.querySelectorAll<HTMLElement>('.tile')].find(
    (tile) => tile.querySelector('h2')!.textContent === title,
  )!;
const texts = (tile: HTMLElement, selector: string) =>
  [...tile.querySelectorAll(selector)].map((each) => each.textContent);

describe.each(LANGUAGES)(
  'a chart has axes, says its sentence, and is a table one click away, in %s',
  (language) => {
    const { words, format } = speechOf(language);
    const said = words.health;

    test('tasks done by the hour', async () => {
      const { container } = await stage(<HealthView />, { language, server: answers });
      const tile = tileOf(container, said.done);
      expect(texts(tile, '.big > *')).toEqual(['12', said.doneIn(24)]);
      expect(texts(tile, '.marks span')).toEqual(['8', '4', '0']);
      expect(texts(tile, '.ticks span')).toEqual(
        [-23, -17, -11, -5].map((hours) => format.minute(NOON + hours * 3_600_000)),
      );
      expect(tile.querySelector('[role="img"]')!.getAttribute('aria-label')).toBe(
        said.doneChart(12, 7, format.minute(NOON - 2 * 3_600_000), 5),
      );
      expect(tile.querySelectorAll('.b')).toHaveLength(24);
      expect(tile.querySelectorAll('tbody tr')).toHaveLength(24);
    });

    test('deadlines by how late they fired, the limit marked and what lies beyond it in its colour', async () => {
      const counts = [...within(40, 3).slice(0, 10), 1];
      const deadlines = {
        fired: 44,
        p50_ms: 41,
        p99_ms: 180,
        max_ms: 1_400,
        bucket_ms: 100,
        counts,
        window_seconds: 3_600,
      };
      const { container } = await stage(<HealthView />, {
        language,
        server: () => ({ ...health, deadlines }),
      });
      const tile = tileOf(container, said.deadlines);
      expect(texts(tile, '.ticks span')).toEqual(['0', '500 ms', said.limit('1 s')]);
      expect(tile.querySelectorAll('.b')).toHaveLength(11);
      expect(tile.querySelectorAll('.b.to')).toHaveLength(1);
      expect(tile.querySelector('[role="img"]')!.getAttribute('aria-label')).toBe(
        said.deadlinesChart(44, '41 ms', '180 ms', '1 s', '1 s'),
      );
      expect(texts(tile, 'tbody tr:last-child td')).toEqual([said.above('1 s'), '1']);
      expect(container.textContent).toContain(said.watch.deadlines);
    });

    test('the lag of every reader, also of those that are up to date', async () => {
      const lag = [
        { group: 'processor', topic: 'mc.task-events', partition: 0, lag: 4 },
        { group: 'processor', topic: 'mc.task-events', partition: 1, lag: 0 },
        { group: 'notifier', topic: 'mc.task-outcomes', partition: 0, lag: 0 },
      ];
      const { container } = await stage(<HealthView />, {
        language,
        server: () => ({ ...health, lag }),
      });
      const charts = tileOf(container, said.lag).querySelectorAll('[role="img"]');
      expect([...charts].map((chart) => chart.getAttribute('aria-label'))).toEqual([
        said.lagChart('processor', 2, 4),
        said.lagChart('notifier', 1, 0),
      ]);
    });
  },
);
