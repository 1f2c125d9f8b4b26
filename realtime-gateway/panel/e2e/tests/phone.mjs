import assert from 'node:assert/strict';
import { wireTo } from '../cut.mjs';
import { card, inColumn } from '../steps.mjs';

export async function drawerOnAPhone(stage) {
  const task = await stage.task('Open on a phone');
  const wire = await wireTo(stage.url);
  try {
    const page = await stage.open(`/tasks/${task.task_id}`, {
      origin: wire.url,
      ready: '.drawer .tabs',
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await page.waitForSelector('[data-connection="live"]');
    const { x, width } = await page
      .getByRole('button', { name: 'Close', exact: false })
      .first()
      .boundingBox();
    assert.ok(x + width <= 390, 'the close button is on the screen');
    wire.cut();
    await page.waitForSelector('.drawer .banner.stale');
    await page.context().close();
  } finally {
    wire.close();
  }
}

export async function viewsFitAPhone(stage) {
  const task = await stage.task('Moved by a finger');
  // Alone in its column: of a long one only what is near the eye is on the page.
  const page = await stage.open('/?q=Moved+by+a+finger', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await page
    .getByRole('navigation', { name: 'Stage' })
    .getByRole('button', { name: /To do/ })
    .tap();
  await inColumn(page, task.title, 'todo');
  const kebab = card(page, task.title).getByRole('button', { name: /^Actions:/ });
  await kebab.tap();
  await page.getByRole('menuitem', { name: /Move to/ }).tap();
  await page.getByRole('menuitem', { name: 'Review' }).tap();
  await inColumn(page, task.title, 'review');
  for (const path of [
    '/',
    '/agents',
    '/activity',
    '/incidents',
    '/health-view',
    `/tasks/${task.task_id}`,
  ]) {
    await page.goto(stage.url + path);
    await page.waitForSelector('main, .drawer');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${path} is ${wide} px wider than the window`);
  }
  await page.context().close();
}
