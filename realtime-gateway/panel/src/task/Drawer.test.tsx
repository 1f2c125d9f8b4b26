// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/react';
import { expect, test } from 'vitest';
import { stage, taskOf } from '../testing/stage';
import { LANGUAGES, speechOf } from '../testing/languages';
import { Drawer } from './Drawer';

test.each(LANGUAGES)(
  'what became of its facts on Discord is not said before the facts were heard, in %s',
  async (language) => {
    const { words } = speechOf(language);
    let answers = false;
    const { container, getByRole, pass } = await stage(<Drawer id="t1" />, {
      language,
      tasks: [taskOf('t1')],
      server: (path) => (answers && path.includes('/events') ? { events: [] } : null),
    });
    fireEvent.click(getByRole('tab', { name: words.drawer.tabs.discord }));
    expect(container.textContent).not.toContain(words.discord.none);
    expect(container.textContent).toContain(words.loadFailed(null, 2));
    answers = true;
    await pass(2_000);
    expect(container.textContent).toContain(words.discord.none);
  },
);
