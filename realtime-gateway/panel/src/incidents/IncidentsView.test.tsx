// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { TopBar } from '../app/TopBar';
import { at, NOON, stage } from '../testing/stage';
import { LANGUAGES, speechOf } from '../testing/languages';
import type { Incident } from '../wire/api';
import { IncidentsView } from './IncidentsView';
import { openIncidentsOf, useOpenIncidents } from './use-incidents';

/** As the shell has them: the same answer for the view and for the number in the top bar. */
function Incidents() {
  const open = useOpenIncidents();
  return (
    <>
      <TopBar view="incidents" openIncidents={openIncidentsOf(open)} />
      <IncidentsView open={open} />
    </>
  );
}

const incident: Incident = {
  incident_id: 7,
  kind: 'agent_offline',
  subject: 'agt_a',
  agent_id: 'agt_a',
  opened_at: at(-60_000),
};
const resolved: Incident = { ...incident, incident_id: 6, resolved_at: at(-30_000) };
const none = () => ({ incidents: [] });
const one = (path: string) => ({
  incidents: path.endsWith('state=open') ? [incident] : [resolved],
});

describe.each(LANGUAGES)('without the server, in %s', (language) => {
  const { words, format } = speechOf(language);
  const then = format.clock(NOON);

  test('that never answered, there is nothing but the fault, and no number', async () => {
    const { container } = await stage(<Incidents />, { language, server: () => null });
    expect(container.querySelector('.load-error')!.textContent).toBe(
      words.incidents.loadingFailed(null, 2),
    );
    expect(container.textContent).not.toContain(words.incidents.none);
    expect(container.querySelector('.panel, .count')).toBeNull();
  });

  test('that answered and is gone, the incidents are of then, and so is their number', async () => {
    const { container, serve, pass } = await stage(<Incidents />, { language, server: one });
    expect(container.querySelector('.top .count')!.className).toBe('count bad');
    serve(() => null);
    await pass(16_000);
    expect(container.querySelector('.view')!.textContent).toContain(words.asOf(then));
    expect(container.querySelector('.count.bad')).toBeNull();
    expect(container.querySelector('.top .count')!.getAttribute('title')).toBe(words.asOf(then));
    expect(container.querySelector('.nav')!.textContent).toContain(
      `${words.incidents.openCount(1)} (${words.asOf(then)})`,
    );
  });

  test.each(['gone', 'silent', 'signedOut'] as const)(
    'that had none and is %s, nothing is said of now',
    async (how) => {
      const { container, board, serve, pass } = await stage(<Incidents />, {
        language,
        server: none,
      });
      expect(container.textContent).toContain(words.incidents.none);
      if (how === 'gone') serve(() => null);
      if (how === 'signedOut') act(() => board.setLink({ is: 'signedOut' }));
      await pass(16_000);
      expect(container.textContent).not.toContain(words.incidents.none);
      expect(container.textContent).not.toContain(words.incidents.never);
      expect(container.querySelector('.as-of')).not.toBeNull();
    },
  );

  test('before the first board came, what failed is said', async () => {
    const { container, board } = await stage(<Incidents />, { language, loaded: false });
    act(() => board.setLink({ is: 'waiting', retryAt: NOON + 4_000 }));
    expect(container.querySelector('.load-error')!.textContent).toBe(
      words.incidents.loadingFailed(null, null),
    );
  });
});

test('of the resolved ones, too, it is said that they could not be loaded', async () => {
  const { words } = speechOf('en');
  const { container } = await stage(<Incidents />, {
    server: (path) => (path.endsWith('state=open') ? { incidents: [] } : 503),
  });
  expect(container.textContent).toContain(words.incidents.loadingFailed(503, 2));
});

describe.each(LANGUAGES)('incidents of one cause, in %s', (language) => {
  const { words, format } = speechOf(language);
  const timeouts = ['t1', 't2', 't3'].map((task_id, index): Incident => ({
    incident_id: 10 + index,
    kind: 'task_timeout',
    subject: task_id,
    task_id,
    agent_id: 'agt_a',
    opened_at: at(-30_000),
  }));

  test('are one row that counts them and unfolds', async () => {
    const { container, getByRole } = await stage(<Incidents />, {
      language,
      server: (path) => ({ incidents: path.endsWith('state=open') ? [incident, ...timeouts] : [] }),
    });
    const rows = () => [...container.querySelectorAll('.panel > .inc')];
    const each = () => [...container.querySelectorAll('.members > .inc')];
    expect(rows()).toHaveLength(1);
    expect(rows()[0]!.textContent).toContain(words.incidents.title.agent_offline!('agt_a'));
    expect(rows()[0]!.textContent).toContain(
      format.list([words.incidents.many.agent_offline!(1), words.incidents.many.task_timeout!(3)]),
    );
    expect(container.querySelector('.sec .count')!.textContent).toBe('4');
    expect(each()).toHaveLength(0);

    const button = getByRole('button', { name: new RegExp(words.incidents.each(4)) });
    expect(button.getAttribute('aria-expanded')).toBe('false');
    fireEvent.click(button);
    expect(button.getAttribute('aria-expanded')).toBe('true');
    expect(each()).toHaveLength(4);
    fireEvent.click(button);
    expect(each()).toHaveLength(0);
  });
});
