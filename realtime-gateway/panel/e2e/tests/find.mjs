import assert from 'node:assert/strict';
import { until } from '../stage.mjs';
import { focused } from '../steps.mjs';

/** From the palette to the list, to a task and to a saved view, without the mouse. */
export async function foundByKeysAlone(stage) {
  const moment = Date.now();
  const mark = `Sought by keys ${moment}`;
  const agent_id = `agt_sought_${moment}`;
  const make = (which) =>
    stage.task(`${mark}, the ${which}`, { agent_id, command_id: `cmd_${which}_${moment}` });
  const first = await make('first');
  await make('second');
  const page = await stage.open();
  const { keyboard } = page;
  const choose = async (text) => {
    await keyboard.press('Control+k');
    await page.waitForSelector('dialog.palette input:focus');
    await keyboard.type(text);
    await until(
      `“${text}” is found`,
      async () => (await page.locator('[role=option]').count()) > 0,
    );
    await keyboard.press('Enter');
    await until('it is closed', async () => (await page.locator('dialog.palette').count()) === 0);
  };

  await choose(agent_id);
  await until('its tasks', () => new URL(page.url()).searchParams.get('agent') === agent_id);
  await choose('list: agent');
  await page.waitForSelector('.list .task-row');
  assert.equal(new URL(page.url()).search, `?agent=${agent_id}&view=list&group=agent`);
  assert.equal(await page.locator('.list section > header').count(), 1);

  await page.evaluate(() => document.activeElement?.blur());
  await until('Tab reaches a row', async () => {
    await keyboard.press('Tab');
    return page.evaluate(() => document.activeElement?.closest('.task-row') !== null);
  });
  await keyboard.press('Home');
  await until('the first row', async () => (await focused(page)) === first.title);
  await keyboard.press('ArrowDown');
  await until('the second row', async () => (await focused(page)) === `${mark}, the second`);
  await keyboard.press('m');
  await keyboard.press('End');
  await keyboard.press('Enter');
  await until('it is blocked', async () =>
    /Blocked/.test(
      (await page.locator('.task-row', { hasText: 'the second' }).textContent()) ?? '',
    ),
  );
  await until('the focus stays', async () => (await focused(page)) === `${mark}, the second`);
  await keyboard.press('Enter');
  await until('its title has the focus', () =>
    page.evaluate(() => document.activeElement.id === 'drawer-title'),
  );
  await keyboard.press('Escape');
  await until('back on its row', async () => (await focused(page)) === `${mark}, the second`);

  await choose('save this view');
  await page.waitForSelector('dialog:modal input:focus');
  await keyboard.type('What was sought');
  await keyboard.press('Enter');
  await choose('health');
  await until('health', () => new URL(page.url()).pathname === '/health-view');
  await page.reload();
  await page.waitForSelector('.tile');
  await choose('what was sought');
  await page.waitForSelector('.list .task-row');
  assert.equal(new URL(page.url()).search, `?agent=${agent_id}&view=list&group=agent`);
  await page.goBack();
  await until('back', () => new URL(page.url()).pathname === '/health-view');
  await choose(first.task_id);
  await until('jumped', () => new URL(page.url()).pathname === `/tasks/${first.task_id}`);
  await page.context().close();
}
