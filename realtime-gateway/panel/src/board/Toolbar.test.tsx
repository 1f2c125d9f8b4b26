// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { go } from '../app/router';
import { LANGUAGES, speechOf } from '../testing/languages';
import { stage, taskOf } from '../testing/stage';
import { BoardView } from './BoardView';

afterEach(() => go('/'));

const show = (address: string, language?: 'en' | 'pt-BR') => {
  go(address);
  return stage(<BoardView opened={null} />, {
    tasks: [taskOf('t1')],
    ...(language === undefined ? {} : { language }),
  });
};

test.each(LANGUAGES)(
  'a filter says its values: two by name, the others by number (%s)',
  async (language) => {
    const { words } = speechOf(language);
    await show('/?agent=agt_atlas,agt_rio,agt_luz&status=failed,timeout&stage=blocked', language);
    const { failed, timeout } = words.face;
    for (const name of [
      `${words.filter.agent}: atlas, rio +1`,
      `${words.filter.status}: ${failed}, ${timeout}`,
      `${words.filter.stage}: ${words.stage.blocked}`,
    ])
      expect(screen.getByRole('button', { name })).toBeDefined();
  },
);

test('what names a filter is what is seen of it', async () => {
  await show('/?status=failed,timeout,done');
  const button = screen.getByRole('button', { name: 'Status: Failed, Timed out +1' });
  expect(button.textContent).toBe('Status:Failed, Timed out+1');
});

test('each filter is cleared by one press, which leaves the focus on its button', async () => {
  await show('/?agent=agt_atlas&status=failed&q=x');
  const clear = screen.getByRole('button', { name: 'Clear: Status' });
  clear.focus();
  fireEvent.click(clear);
  expect(location.search).toBe('?agent=agt_atlas&q=x');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Status' }));
  fireEvent.click(screen.getByRole('button', { name: 'Clear: Agent' }));
  expect(location.search).toBe('?q=x');
});

test('on a phone the values are buttons that clear them', async () => {
  await show('/?stage=doing,review');
  fireEvent.click(screen.getByRole('button', { name: 'Clear: Stage: Doing, Review' }));
  expect(location.search).toBe('');
});

test('what is not chosen has nothing to clear', async () => {
  await show('/');
  expect(screen.queryByRole('button', { name: /^Clear/ })).toBeNull();
});
