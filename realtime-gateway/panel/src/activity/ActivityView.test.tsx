// @vitest-environment happy-dom
import { act } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { at, NOON, stage } from '../testing/stage';
import { LANGUAGES, speechOf } from '../testing/languages';
import type { TaskEvent } from '../wire/api';
import { ActivityView } from './ActivityView';

const fact: TaskEvent = {
  event_id: 'e1',
  type: 'silence_passed',
  agent_id: 'agt_a',
  outcome: 'applied',
  received_at: at(0),
  applied_at: at(0),
};
const facts = () => ({ events: [fact] });
const none = () => ({ events: [] });

describe.each(LANGUAGES)('without the server, in %s', (language) => {
  const { words, format } = speechOf(language);
  const then = format.clock(NOON);

  test('that never answered, there is nothing but the fault', async () => {
    const { container } = await stage(<ActivityView />, { language, server: () => null });
    expect(container.querySelector('.load-error')!.textContent).toBe(words.loadFailed(null, 2));
    expect(container.textContent).not.toContain(words.activity.none);
    expect(container.textContent).not.toContain(words.activity.lead);
    expect(container.querySelector('.panel')).toBeNull();
  });

  test('that answered and is gone, the facts are of then', async () => {
    const { container, serve, pass } = await stage(<ActivityView />, { language, server: facts });
    expect(container.querySelector('.as-of')).toBeNull();
    serve(() => null);
    await pass(12_000);
    expect(container.textContent).toContain('agt_a');
    expect(container.textContent).toContain(words.asOf(then));
    expect(container.textContent).not.toContain(words.activity.lead);
  });

  test('that had nothing to tell and is gone, nothing is said of now', async () => {
    const { container, serve, pass } = await stage(<ActivityView />, { language, server: none });
    expect(container.textContent).toContain(words.activity.none);
    serve(() => null);
    await pass(12_000);
    expect(container.textContent).not.toContain(words.activity.none);
    expect(container.textContent).toContain(words.activity.noneThen(then));
  });

  test('whose socket is silent, an empty list is not called empty', async () => {
    const { container, board, pass } = await stage(<ActivityView />, { language, server: none });
    await pass(12_000);
    expect(board.connection.state).toBe('stale');
    expect(container.textContent).not.toContain(words.activity.none);
    expect(container.querySelector('.as-of')).not.toBeNull();
  });

  test('that ended the session, the facts are of then', async () => {
    const { container, board } = await stage(<ActivityView />, { language, server: facts });
    act(() => board.setLink({ is: 'signedOut' }));
    expect(container.textContent).toContain(words.asOf(then));
  });
});

test('it asks at once when the server is heard again', async () => {
  const { words } = speechOf('en');
  const { container, say, serve, pass } = await stage(<ActivityView />, { server: none });
  serve(() => null);
  await pass(12_000);
  serve(facts);
  await say({ op: 'tick', cursor: 'c1', as_of: at(12_000) });
  expect(container.textContent).toContain(words.activity.offline('agt_a'));
  expect(container.querySelector('.as-of')).toBeNull();
});
