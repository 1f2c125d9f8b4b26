// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { go } from '../app/router';
import { LANGUAGES, speechOf } from '../testing/languages';
import { stage } from '../testing/stage';
import { deleteView, renameView, saveView, savedViews, viewIn } from './saved-views';
import { ViewsDialog } from './ViewsDialog';
import { ViewsMenu } from './ViewsMenu';

const clear = () => savedViews().forEach(({ name }) => deleteView(name));
beforeEach(clear);
afterEach(() => {
  clear();
  go('/');
});

test('a view is filter and look, whatever else and in whatever order the address has it', () => {
  const of = (query: string) => viewIn(new URLSearchParams(query));
  expect(of('?view=list&at=2026-11-22&agent=agt_a&x=1&status=failed,nonsense')).toBe(
    '?agent=agt_a&status=failed&view=list',
  );
  expect(of('?agent=agt_a&view=list')).toBe(of('?view=list&agent=agt_a'));
  expect(of('?view=board&group=stage')).toBe('');
});

test('one is kept under its name; a name that another has is not taken', () => {
  saveView({ name: 'Mine', query: '?agent=agt_a' });
  saveView({ name: 'Failed', query: '?status=failed' });
  saveView({ name: 'Mine', query: '?agent=agt_b' });
  expect(savedViews().map(({ name }) => name)).toEqual(['Failed', 'Mine']);
  expect(renameView('Mine', 'Failed')).toBe(false);
  expect(renameView('Mine', 'Of b')).toBe(true);
  expect(JSON.parse(localStorage.getItem('mc.views')!)).toEqual(savedViews());
  expect(savedViews().at(-1)).toEqual({ name: 'Of b', query: '?agent=agt_b' });
});

test.each(LANGUAGES)(
  'the menu leads to a saved view and its button names the present one (%s)',
  async (language) => {
    const { words } = speechOf(language);
    saveView({ name: 'All that failed', query: '?status=failed&view=list' });
    await stage(<ViewsMenu />, { language });
    fireEvent.click(screen.getAllByRole('button', { name: words.saved.title })[0]!);
    fireEvent.click(screen.getByRole('menuitem', { name: 'All that failed' }));
    expect(location.search).toBe('?status=failed&view=list');
    const name = `${words.saved.title}: All that failed`;
    expect(screen.getAllByRole('button', { name })).not.toHaveLength(0);
  },
);

test('the dialog says what is saved, asks for a name, and saves', async () => {
  go('/?view=list&group=agent&agent=agt_atlas&attention=1');
  await stage(<ViewsDialog />);
  expect(document.querySelector('.help')!.textContent).toBe(
    'List (Agent) · needs attention · Agent: atlas',
  );
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(screen.getByText('Fill in this field.')).toBeDefined();
  const field = screen.getByRole('textbox', { name: 'Name of this view' });
  fireEvent.change(field, { target: { value: '  Atlas ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(savedViews()).toEqual([
    { name: 'Atlas', query: '?agent=agt_atlas&attention=1&view=list&group=agent' },
  ]);
});

test('it renames and deletes', async () => {
  saveView({ name: 'One', query: '?q=one' });
  saveView({ name: 'Two', query: '?q=two' });
  await stage(<ViewsDialog />);
  const field = screen.getByRole('textbox', { name: 'Rename: One' });
  fireEvent.change(field, { target: { value: 'Two' } });
  fireEvent.blur(field);
  expect((field as HTMLInputElement).value).toBe('One');
  fireEvent.change(field, { target: { value: 'First' } });
  fireEvent.blur(field);
  fireEvent.click(screen.getByRole('button', { name: 'Delete: Two' }));
  expect(savedViews()).toEqual([{ name: 'First', query: '?q=one' }]);
});
