// @vitest-environment happy-dom
import { act } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { at, NOON, stage } from '../testing/stage';
import { LANGUAGES, speechOf } from '../testing/languages';
import type { Health } from '../wire/api';
import { HealthView } from './HealthView';

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
  deadlines: { fired: 0, window_seconds: 600 },
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
      expect(tiles).toHaveLength(8);
      for (const tile of tiles) expect(tile.querySelector('h2')!.textContent).toContain(then);
      const [series] = tiles;
      expect(series!.querySelector('.axis-x')!.textContent).toBe(
        format.clock(NOON - 30_000) + format.clock(NOON),
      );
      expect(series!.querySelector('svg')!.getAttribute('aria-label')).toBe(
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
