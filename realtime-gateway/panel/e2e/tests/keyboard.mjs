import assert from 'node:assert/strict';
import { until } from '../stage.mjs';
import { card, focused, inColumn, tabTo, walkTo } from '../steps.mjs';

export async function keyboardAlone(stage) {
  const page = await stage.open();
  const title = `Made by keyboard alone ${Date.now()}`;
  await page.waitForSelector('[data-connection="live"]');
  await page.keyboard.press('n');
  await page.waitForSelector('dialog:modal');
  await page.keyboard.type(title);
  await page.keyboard.press('Tab');
  await page.keyboard.type('Count **all** of them');
  await page.keyboard.press('Tab');
  await page.keyboard.type('agt_keys');
  await page.keyboard.press('Control+Enter');
  await until('asked', async () => /Change the agent/.test(await focused(page)));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await inColumn(page, title, 'todo');
  await walkTo(page, title);
  await page.keyboard.press('m');
  for (const _ of ['todo', 'doing', 'review']) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await inColumn(page, title, 'review');
  await until('the focus stays on the card', async () => (await focused(page)).includes(title));
  await page.keyboard.press('Enter');
  await until('it is open', () => /\/tasks\//.test(page.url()));
  await until('its title has the focus', () =>
    page.evaluate(() => document.activeElement.id === 'drawer-title'),
  );
  const id = new URL(page.url()).pathname.split('/').at(-1);
  await page.keyboard.press('Escape');
  await until('it is closed', () => !/\/tasks\//.test(page.url()));
  await until('the focus is back on the card', async () => (await focused(page)).includes(title));
  const { body: task } = await stage.ask('GET', `/api/dashboard/tasks/${id}`);
  assert.equal(task.instructions, 'Count **all** of them');
  await stage.report(task, 'failed', { error_code: 'upstream_503' });
  await inColumn(page, title, 'blocked');
  await until('the focus went with the card', async () => (await focused(page)).includes(title));
  await page.waitForSelector('[data-connection="live"]');
  await page.keyboard.press('r');
  await inColumn(page, title, 'todo');
  const { body: retried } = await stage.ask('GET', `/api/dashboard/tasks/${id}`);
  assert.equal(retried.attempt, 2);
  await page.context().close();
}

export async function walkAColumn(stage) {
  for (let index = 0; index < 12; index++)
    await stage.report(await stage.task(`Walked past ${index}`), 'done');
  const page = await stage.open('/', { viewport: { width: 1440, height: 600 } });
  await page.locator('#col-done .card a').first().focus();
  for (let step = 0; step < 11; step++) {
    await page.keyboard.press('ArrowDown');
    await until('the focused card is in sight', () =>
      page.evaluate(() => {
        const card = document.activeElement.closest('.card').getBoundingClientRect();
        const list = document.querySelector('#col-done .cards').getBoundingClientRect();
        return card.top >= list.top && card.bottom <= list.bottom;
      }),
    );
  }
  await page.context().close();
}

export async function severalAtOnce(stage) {
  const titles = ['First of two', 'Second of two'];
  for (const title of titles) {
    const task = await stage.task(title);
    await stage.report(task, 'running');
    await stage.report(task, 'failed', { error_code: 'tool_error' });
  }
  const page = await stage.open();
  for (const title of titles) {
    await inColumn(page, title, 'blocked');
    await walkTo(page, title);
    await page.keyboard.press('x');
  }
  const bar = page.getByRole('toolbar', { name: '2 selected' });
  await bar.waitFor();
  const archive = bar.getByRole('button', { name: 'Archive' });
  for (let presses = 0; presses < 20; presses++) {
    if (await archive.evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await until('both in the archive', async () => {
    const left = await Promise.all(titles.map((title) => card(page, title).count()));
    return left.every((count) => count === 0) && (await bar.count()) === 0;
  });
  await page.context().close();
}

export async function reassignByKeyboard(stage) {
  const title = `Handed on by keys ${Date.now()}`;
  const task = await stage.task(title, { agent_id: 'agt_hands_on' });
  await stage.report(task, 'running');
  const other = await stage.task('Of who takes over', { agent_id: 'agt_takes_over' });
  await stage.report(other, 'running');
  const page = await stage.open();
  await inColumn(page, title, 'doing');
  await page.waitForSelector('[data-connection="live"]');
  await walkTo(page, title);
  await tabTo(page, () => document.activeElement?.matches('.kebab') === true, 'the menu');
  await page.keyboard.press('Enter');
  await page.keyboard.type('rea');
  await page.keyboard.press('Enter');
  await until('the field of the agent has the focus', () =>
    page.evaluate(() => document.activeElement?.matches('dialog [name="agent"]') === true),
  );
  await page.keyboard.press('Control+a');
  await page.keyboard.type('agt_takes_over');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await inColumn(page, title, 'todo');
  await until('the focus is back on the card', async () => (await focused(page)).includes(title));
  const { body } = await stage.ask('GET', `/api/dashboard/tasks/${task.task_id}`);
  assert.deepEqual([body.agent_id, body.attempt], ['agt_takes_over', 2]);
  assert.equal(body.prior_attempts[0].error_code, 'superseded');
  await page.context().close();
}
