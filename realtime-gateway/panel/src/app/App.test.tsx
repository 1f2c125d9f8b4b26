// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { agentOf, at, stage, taskOf, type Server } from '../testing/stage';
import { LANGUAGES, speechOf } from '../testing/languages';
import { App } from './App';
import { closeDialog, openDialog } from './dialogs';
import { fetchAhead } from './later';
import { go } from './router';

beforeAll(fetchAhead);

const board = {
  tasks: [taskOf('tsk_hidden', { title: 'Hidden title', agent_id: 'agt_hidden' })],
  agents: [agentOf('agt_hidden')],
};
const server: Server = (path) => {
  if (path.startsWith('/api/session')) return {};
  if (path.includes('/incidents'))
    return {
      incidents: [
        { incident_id: 1, kind: 'agent_offline', subject: 'agt_hidden', opened_at: at(-1_000) },
      ],
    };
  if (path.includes('/agents/stats')) return { stats: [] };
  if (path.includes('/events') || path.includes('/activity')) return { events: [] };
  return 404;
};
const page = () => document.documentElement.outerHTML;

afterEach(() => {
  closeDialog();
  go('/');
});

describe.each(LANGUAGES)('without a session, in %s', (language) => {
  const { words } = speechOf(language);

  test.each(['/', '/tasks/tsk_hidden', '/agents', '/activity', '/incidents'])(
    'nothing of %s is on the page, and with one it is back where it was',
    async (path) => {
      go(path);
      const {
        board: store,
        pass,
        getByRole,
      } = await stage(<App />, {
        language,
        server,
        ...board,
      });
      if (path !== '/activity') expect(page()).toMatch(/Hidden title|agt_hidden/);

      act(() => store.setLink({ is: 'signedOut' }));
      expect(page()).not.toMatch(/Hidden title|agt_hidden|tsk_hidden/);
      expect(document.querySelector('main, nav, .app')).toBeNull();
      expect(getByRole('dialog', { name: words.signIn.title })).toBeDefined();

      act(() => store.setLink({ is: 'open' }));
      await pass(0);
      expect(location.pathname).toBe(path);
      expect(document.querySelector('dialog.sign')).toBeNull();
      if (path !== '/activity') expect(page()).toMatch(/Hidden title|agt_hidden/);
    },
  );
});

test('after a session that ended by itself the board is scrolled to where it was', async () => {
  const { board: store, container } = await stage(<App />, { server, ...board });
  const strip = () => container.querySelector('.board')!;
  const doing = () => container.querySelector('#col-doing .cards')!;
  strip().scrollLeft = 420;
  doing().scrollTop = 84;
  act(() => store.setLink({ is: 'signedOut' }));
  expect(container.querySelector('.board')).toBeNull();
  act(() => store.setLink({ is: 'open' }));
  expect([strip().scrollLeft, doing().scrollTop]).toEqual([420, 84]);
});

test('a dialog that was open is not on the page either', async () => {
  const { board: store } = await stage(<App />, { server, ...board });
  act(() => openDialog('create'));
  expect(document.querySelectorAll('dialog')).toHaveLength(1);
  act(() => store.setLink({ is: 'signedOut' }));
  expect(document.querySelector('dialog:not(.sign)')).toBeNull();
});

describe('signing out', () => {
  test('drops the copy that this tab had', async () => {
    const { board: store, pass, getByRole } = await stage(<App />, { server, ...board });
    act(() => openDialog('help'));
    fireEvent.click(getByRole('button', { name: 'Sign out' }));
    await pass(0);
    expect(document.querySelector('dialog.sign')).not.toBeNull();
    expect([store.loaded, store.replica.tasks.size, store.cursor()]).toEqual([false, 0, null]);
    expect(store.columns.doing).toEqual([]);
    expect(store.task('tsk_hidden')).toBeUndefined();
  });

  test.each([503, null])('that the server does not take (%s) is said', async (answer) => {
    const { words } = speechOf('en');
    const {
      board: store,
      pass,
      getByRole,
    } = await stage(<App />, {
      server: (path, request) => (path.startsWith('/api/session') ? answer : server(path, request)),
      ...board,
    });
    act(() => openDialog('help'));
    fireEvent.click(getByRole('button', { name: 'Sign out' }));
    await pass(0);
    expect(document.querySelector('.toast')!.textContent).toContain(words.stillSignedIn);
    expect(store.loaded).toBe(true);
  });
});
