import assert from 'node:assert/strict';
import { until } from '../stage.mjs';
import { card, inColumn } from '../steps.mjs';

export async function travelInTime(stage) {
  const task = await stage.task('Was once in To do');
  const { body } = await stage.ask('GET', `/api/dashboard/tasks/${task.task_id}/events`);
  await stage.report(task, 'running');
  const page = await stage.open();
  await inColumn(page, task.title, 'doing');
  // Just after its creation, by the clock that wrote it.
  const moment = new Date(Date.parse(body.events.at(-1).applied_at) + 1).toISOString();
  await page.goto(`${stage.url}/?at=${moment}`);
  await inColumn(page, task.title, 'todo');
  assert.match(await page.locator('.banner.past').textContent(), /as it was at/);
  assert.equal(await page.getByRole('button', { name: 'New task' }).first().isDisabled(), true);
  await page.getByLabel('Moment shown').focus();
  await until('fact by fact to where it began', async () => {
    await page.keyboard.press('ArrowRight');
    return (await card(page, task.title, '#col-doing').count()) === 1;
  });
  await page.keyboard.press('Escape');
  await until('the present', async () => (await page.locator('.banner.past').count()) === 0);
  await page.waitForSelector('[data-connection="live"]');
  assert.equal(new URL(page.url()).search, '');
  await page.keyboard.press('t');
  await page.waitForSelector('.banner.past');
  await page.context().close();
}
