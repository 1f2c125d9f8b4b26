// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { useMoment } from './moment';
import { at, NOON, stage, type Server } from '../testing/stage';
import { Scrubber } from './Scrubber';
import { isPast, usePast } from './use-past';

const DAY = 86_400_000;
const EMPTY_BOARD = { at: at(-60_000), as_of: at(0), truncated: false, tasks: [], agents: [] };

/** The scrubber over whichever moment the address names. */
function Travelling() {
  const past = usePast(useMoment());
  return isPast(past) && <Scrubber past={past} />;
}

interface Question {
  readonly path: string;
  readonly of: URLSearchParams;
}

/** A ledger with these facts (ms since noon), which counts and steps as the server does. */
function ledger(...facts: number[]): { server: Server; asked: Question[] } {
  const asked: Question[] = [];
  const moments = facts.map((fact) => NOON + fact);
  const server: Server = (address) => {
    const { pathname: path, searchParams: of } = new URL(address, 'http://mock');
    asked.push({ path, of });
    if (path === '/api/dashboard/incidents') return { incidents: [] };
    if (path === '/api/dashboard/board') return { ...EMPTY_BOARD, at: of.get('at')! };
    if (path === '/api/dashboard/facts/neighbour') {
      const moment = Date.parse(of.get('of')!);
      const found =
        of.get('direction') === 'before'
          ? moments.findLast((each) => each < moment)
          : moments.find((each) => each > moment);
      return found === undefined ? {} : { at: new Date(found).toISOString() };
    }
    const [from, to] = [Date.parse(of.get('from')!), Date.parse(of.get('to')!)];
    const count = Number(of.get('buckets'));
    const width = (to - from) / count;
    return {
      from: of.get('from'),
      to: of.get('to'),
      earliest: new Date(moments[0]!).toISOString(),
      buckets: Array.from({ length: count }, (_, index) => ({
        at: new Date(from + index * width).toISOString(),
        applied: moments.filter((each) => Math.floor((each - from) / width) === index).length,
      })),
    };
  };
  return { server, asked };
}

const shown = () => Date.parse(new URLSearchParams(location.search).get('at')!) - NOON;
const unknown = (container: HTMLElement) =>
  [...container.querySelectorAll('.unknown')].map((rect) => [
    rect.getAttribute('x'),
    rect.getAttribute('width'),
  ]);

beforeEach(() => history.replaceState(null, '', `/?at=${at(-20 * 3_600_000)}`));

test('counts what the server counted over the whole range, however long ago', async () => {
  const { server, asked } = ledger(-5 * DAY, -19 * 3_600_000, -18 * 3_600_000, -1_000);
  const { container } = await stage(<Travelling />, { server });

  expect(container.querySelectorAll('.b')).toHaveLength(3);
  expect(unknown(container)).toEqual([]);
  expect(screen.getByRole('img').getAttribute('aria-label')).toContain('3 facts');
  expect(asked.some(({ path }) => path === '/api/dashboard/activity')).toBe(false);
});

test('greys nothing but the time before the ledger began', async () => {
  const { container } = await stage(<Travelling />, { server: ledger(-12 * 3_600_000).server });

  expect(unknown(container)).toEqual([['0%', '50%']]);
});

test('knows nothing of a time that nobody counted', async () => {
  const { server } = ledger(-5 * DAY);
  const { container } = await stage(<Travelling />, {
    server: (path, request) =>
      path.startsWith('/api/dashboard/facts?') ? 503 : server(path, request),
  });

  expect(unknown(container)).toEqual([['0%', '100%']]);
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe('Nothing is known of this time');
});

test('steps to the facts on both sides, and each step begins where the one before ended', async () => {
  const { server } = ledger(-3 * DAY, -21 * 3_600_000, -19 * 3_600_000, -18 * 3_600_000, -1_500);
  const { pass } = await stage(<Travelling />, { server });

  fireEvent.click(screen.getByLabelText('Next fact'));
  fireEvent.click(screen.getByLabelText('Next fact'));
  await pass(10);
  expect(shown()).toBe(-18 * 3_600_000);

  for (const [key, moment] of [
    ['ArrowLeft', -19 * 3_600_000],
    ['ArrowLeft', -21 * 3_600_000],
    ['ArrowLeft', -3 * DAY],
  ] as const) {
    fireEvent.keyDown(screen.getByRole('slider'), { key });
    await pass(10);
    expect(shown()).toBe(moment);
  }
});

test('says so where there is no further fact, and stays', async () => {
  const { server } = ledger(-20 * 3_600_000);
  const { pass, container } = await stage(<Travelling />, { server });

  fireEvent.click(screen.getByLabelText('Previous fact'));
  await pass(10);
  expect(container.textContent).toContain('There is no earlier fact.');
  fireEvent.click(screen.getByLabelText('Next fact'));
  await pass(10);
  expect(container.textContent).toContain('There is no later fact.');
  expect(shown()).toBe(-20 * 3_600_000);
});

test('says so where the server does not answer', async () => {
  const { server } = ledger(-20 * 3_600_000);
  const { pass, container } = await stage(<Travelling />, {
    server: (path, request) => (path.includes('/neighbour') ? null : server(path, request)),
  });

  fireEvent.click(screen.getByLabelText('Next fact'));
  await pass(10);
  expect(container.textContent).toContain('Try again.');
  expect(shown()).toBe(-20 * 3_600_000);
});

test('a moment beyond every range stands on a track around it', async () => {
  history.replaceState(null, '', `/?at=${at(-40 * DAY)}`);
  const { server, asked } = ledger(-41 * DAY, -39 * DAY);
  const { container } = await stage(<Travelling />, { server });

  const slider = screen.getByRole<HTMLInputElement>('slider');
  expect(Number(slider.value) * 1_000).toBe(NOON - 40 * DAY);
  expect(container.querySelectorAll('.b')).toHaveLength(2);
  expect(asked.filter(({ path }) => path === '/api/dashboard/facts')).toHaveLength(1);
});
