import assert from 'node:assert/strict';
import { until } from '../stage.mjs';
import { card, inColumn, wasNeverReloaded } from '../steps.mjs';

export async function teachesWhenEmpty(stage) {
  const page = await stage.open('/', { ready: '.teach, .board .col' });
  if ((await page.locator('.teach').count()) === 1)
    assert.match(await page.locator('.teach').textContent(), /api\/agents\/events/);
  await page.context().close();
}

export async function findInTheArchive(stage) {
  const task = await stage.task('Beside the archive');
  const page = await stage.open();
  await inColumn(page, task.title, 'todo');
  const done = page.locator('#col-done');
  const left = done.getByRole('link', { name: /Left the board/ });
  const drawer = page.locator('dialog.drawer');
  assert.equal(await left.count(), 0, 'nobody has asked for it yet');
  await done.getByRole('button', { name: 'Load older' }).click();
  await left.click();
  await until('the drawer tells when it left', async () =>
    /Archived[^]*Archived: left the board/.test(await drawer.textContent()),
  );
  await page.keyboard.press('Escape');
  await page.getByPlaceholder('Search tasks').fill('LEFT board');
  await done.getByRole('button', { name: 'Search the older ones' }).click();
  await until('the search finds it, too', async () => (await left.count()) === 1);
  await page.getByPlaceholder('Search tasks').fill('left it lying');
  await done.getByRole('button', { name: 'Search the older ones' }).click();
  await until('and nothing else', async () =>
    /None among the older ones/.test(await done.textContent()),
  );
  await page.context().close();
}

export async function followReports(stage) {
  const task = await stage.task('Moved by its agent');
  const page = await stage.open();
  await inColumn(page, task.title, 'todo');
  await stage.report(task, 'running', { message: 'It has begun' });
  await inColumn(page, task.title, 'doing');
  await stage.report(task, 'progress', { progress: 40, message: 'Nearly half' });
  await until('progress is shown', async () =>
    /40%[^]*Nearly half/.test(await card(page, task.title).textContent()),
  );
  await stage.report(task, 'done');
  await inColumn(page, task.title, 'done');
  assert.ok(await wasNeverReloaded(page));
  await page.context().close();
}

export async function retriedByItself(stage) {
  const task = await stage.task('Tries three times', { max_attempts: 3 });
  const page = await stage.open();
  await inColumn(page, task.title, 'todo');
  await stage.report(task, 'failed', { error_code: 'upstream_503' });
  // The first pause is drawn and may be short; the second attempt in To do proves that it came.
  await until('it waits or tries again', async () => {
    const text = (await card(page, task.title).textContent()) ?? '';
    return /retries in \d:\d\d|retrying…/.test(text) || /try 2|attempt 2/.test(text);
  });
  await until('the second attempt', async () => {
    const { body } = await stage.ask('GET', `/api/dashboard/tasks/${task.task_id}`);
    return body.attempt === 2;
  });
  await inColumn(page, task.title, 'todo');
  await card(page, task.title)
    .getByRole('button', { name: /^Actions:/ })
    .click({ force: true });
  await page.getByRole('menuitem', { name: /Cancel task/ }).click();
  await page.getByRole('button', { name: 'Cancel task' }).click();
  await until('cancelled', async () =>
    /Cancelled/.test((await card(page, task.title, '#col-blocked').textContent()) ?? ''),
  );
  await page.context().close();
}

export async function filtersInTheAddress(stage) {
  await stage.task('Findable needle');
  await stage.task('Other hay');
  const page = await stage.open();
  await inColumn(page, 'Findable needle', 'todo');
  await page.keyboard.press('/');
  await page.keyboard.type('needle');
  await until('one card', async () => (await page.locator('.board .card').count()) === 1);
  assert.match(page.url(), /q=needle/);
  await page.reload();
  await until('still one', async () => (await page.locator('.board .card').count()) === 1);
  await page.context().close();
}

export async function onlyText(stage) {
  const task = await stage.task('<img src=x onerror=alert(1)> \u202Egnp.exe');
  await stage.report(task, 'progress', {
    progress: 5,
    message: '<b>bold</b> https://example.org',
  });
  const page = await stage.open();
  await until('shown', async () => (await card(page, '<img src=x').count()) === 1);
  assert.equal(await page.locator('.card img, .card b, .card a[href^="http"]').count(), 0);
  await page.context().close();
}

export async function wholeCardAtZoom(stage) {
  await stage.task('Seen at 400 %');
  const page = await stage.open('/', { viewport: { width: 320, height: 256 } });
  const first = page.locator('#col-todo .card').first();
  await first.locator('h3 a').focus();
  await until('whole and not covered', () =>
    first.evaluate((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const corners = [
        [left + 4, top + 4],
        [right - 4, bottom - 4],
      ];
      return corners.every(([x, y]) => element.contains(document.elementFromPoint(x, y)));
    }),
  );
  await page.context().close();
}
