import assert from 'node:assert/strict';
import { until } from '../stage.mjs';

export async function activityLiveAndBack(stage) {
  const page = await stage.open('/activity', { ready: '.tl' });
  const feed = page.locator('.tl');
  const task = await stage.task('Seen in the activity');
  await until('it is told', async () => ((await feed.textContent()) ?? '').includes(task.title));
  // More than a page of facts, so that the rest has to be asked for.
  for (let percent = 1; percent <= 100; percent += 1)
    await stage.send(task, 'progress', { progress: percent });
  await stage.report(task, 'done');
  await page.reload();
  await page.waitForSelector('.tl');
  const told = () => feed.locator('li').count();
  const before = await told();
  await page.getByRole('button', { name: 'Show older' }).click();
  await until('older facts are added', async () => (await told()) > before);
  const texts = await feed.locator('li').allTextContents();
  assert.equal(texts.filter((text) => /to 100\s?%/.test(text)).length, 1);
  await page.context().close();
}
