import assert from 'node:assert/strict';
import { until } from '../stage.mjs';
import { card, inColumn, moveByKey } from '../steps.mjs';

export async function dragAndUndo(stage) {
  const task = await stage.task('Dragged by the mouse');
  const page = await stage.open();
  await inColumn(page, task.title, 'todo');
  const from = await card(page, task.title, '#col-todo').boundingBox();
  const to = await page.locator('#col-review').boundingBox();
  await page.mouse.move(from.x + 60, from.y + 40);
  await page.mouse.down();
  await page.mouse.move(from.x + 90, from.y + 60, { steps: 4 });
  await until('lifted', async () => (await page.locator('.card.lifted').count()) === 1);
  assert.equal(await page.locator('#col-done.closed').count(), 1, 'done is no target');
  await page.mouse.move(to.x + to.width / 2, to.y + 120, { steps: 8 });
  await until('over review', async () => (await page.locator('#col-review.over').count()) === 1);
  await page.mouse.up();
  const undo = page.getByRole('button', { name: 'Undo' });
  // Under the pointer it stays.
  await undo.hover();
  await inColumn(page, task.title, 'review');
  await until('the server has it', async () => {
    const { body } = await stage.ask('GET', `/api/dashboard/tasks/${task.task_id}`);
    return body.stage === 'review';
  });
  await undo.click();
  await inColumn(page, task.title, 'todo');
  await page.context().close();
}

export async function carryByArrows(stage) {
  const task = await stage.task('Carried by the arrows');
  const page = await stage.open();
  await inColumn(page, task.title, 'todo');
  await card(page, task.title).locator('a').focus();
  await page.keyboard.press('Space');
  await until('lifted', async () => (await page.locator('.card.lifted').count()) === 1);
  await page.keyboard.press('ArrowRight');
  await until('over doing', async () => (await page.locator('#col-doing.over').count()) === 1);
  await page.keyboard.press('Space');
  await inColumn(page, task.title, 'doing');
  await page.context().close();
}

export async function moveThatCameSecond(stage) {
  const task = await stage.task('Changed by both at once');
  const page = await stage.open();
  await inColumn(page, task.title, 'todo');
  await page.route('**/api/dashboard/tasks/*', async (route) => {
    if (route.request().method() === 'PATCH') await stage.report(task, 'running');
    await route.continue();
  });
  await moveByKey(page, task.title, 'Review');
  await until('told', async () =>
    /version 1 → 2/.test((await page.locator('.toast.bad').textContent()) ?? ''),
  );
  await inColumn(page, task.title, 'doing');
  await page.context().close();
}

export async function moveNotAllowed(stage) {
  const task = await stage.task('Finished while moved');
  const page = await stage.open();
  await inColumn(page, task.title, 'todo');
  await page.route('**/api/dashboard/tasks/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    await stage.report(task, 'done');
    const { 'if-match': _, ...headers } = await route.request().allHeaders();
    return route.continue({ headers });
  });
  await moveByKey(page, task.title, 'Review');
  await until('told', async () =>
    /^Not moved: .+ Back in /.test((await page.locator('.toast.bad p').textContent()) ?? ''),
  );
  await inColumn(page, task.title, 'done');
  await page.context().close();
}

export async function twoTabsAgree(stage) {
  const task = await stage.task('Seen from two tabs');
  // Alone on the board: other tests make the columns long.
  const alone = '/?q=Seen+from+two+tabs';
  const [one, other] = [await stage.open(alone), await stage.open(alone)];
  await inColumn(one, task.title, 'todo');
  await moveByKey(one, task.title, 'Backlog');
  await inColumn(one, task.title, 'backlog');
  await inColumn(other, task.title, 'backlog');
  await one.context().close();
  await other.context().close();
}
