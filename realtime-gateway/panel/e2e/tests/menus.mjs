import assert from 'node:assert/strict';
import { until } from '../stage.mjs';
import { card, focused, inColumn } from '../steps.mjs';

export async function menuAtTheFoot(stage) {
  const task = await stage.task('Moved from the foot of the page');
  const page = await stage.open();
  await inColumn(page, task.title, 'todo');
  const kebab = card(page, task.title).locator('.kebab');
  const { y, height } = await kebab.boundingBox();
  await page.setViewportSize({ width: 1280, height: Math.round(y + height + 12) });
  await kebab.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await until('a stage has the focus', async () => (await focused(page)).includes('Backlog'));
  const menu = await page.locator('.menu').boundingBox();
  const { height: foot } = page.viewportSize();
  assert.ok(menu.y >= 0 && menu.y + menu.height <= foot, JSON.stringify({ menu, foot }));
  await page.keyboard.press('r');
  await page.keyboard.press('Enter');
  await inColumn(page, task.title, 'review');
  await page.context().close();
}

export async function menuOutlivesPush(stage) {
  const task = await stage.task('Moved under its menu');
  const page = await stage.open();
  await inColumn(page, task.title, 'todo');
  await card(page, task.title)
    .getByRole('button', { name: /^Actions:/ })
    .focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('.menu');
  await stage.report(task, 'running');
  await inColumn(page, task.title, 'doing');
  assert.equal(await focused(page), 'Open');
  await page.keyboard.press('Escape');
  await until('the focus is on the card', () =>
    page.evaluate(() => document.activeElement.matches('#col-doing .kebab')),
  );
  await page.context().close();
}

export async function questionOutlivesPush(stage) {
  const task = await stage.task('Asked about');
  const page = await stage.open();
  await inColumn(page, task.title, 'todo');
  await card(page, task.title)
    .getByRole('button', { name: /^Actions:/ })
    .focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: /Cancel task/ }).press('Enter');
  await page.waitForSelector('dialog:modal');
  await stage.report(task, 'running');
  await inColumn(page, task.title, 'doing');
  await page.getByRole('button', { name: 'Cancel task' }).click();
  await inColumn(page, task.title, 'blocked');
  await until('the focus is on the card', async () => (await focused(page)).includes(task.title));
  await page.context().close();
}
