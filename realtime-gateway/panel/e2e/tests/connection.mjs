import assert from 'node:assert/strict';
import { wireTo } from '../cut.mjs';
import { inColumn, wasNeverReloaded } from '../steps.mjs';

export async function cutAndResume(stage) {
  const task = await stage.task('Moves behind a cut wire');
  const wire = await wireTo(stage.url);
  try {
    const page = await stage.open('/', { origin: wire.url });
    await page.waitForSelector('[data-connection="live"]');
    await inColumn(page, task.title, 'todo');
    wire.cut();
    await page.waitForSelector('.banner.stale');
    assert.match(await page.locator('.banner.stale').textContent(), /This board stopped at/);
    assert.equal(await page.getByRole('button', { name: 'New task' }).first().isDisabled(), true);
    // In vain for now: once the wire is mended, the board itself may be the first to try.
    await page.getByRole('button', { name: 'Reconnect now' }).click();
    await stage.report(task, 'running');
    wire.mend();
    await page.waitForSelector('[data-connection="live"]');
    await inColumn(page, task.title, 'doing');
    assert.equal(await page.locator('.banner').count(), 0);
    assert.ok(await wasNeverReloaded(page));
    await page.context().close();
  } finally {
    wire.close();
  }
}
