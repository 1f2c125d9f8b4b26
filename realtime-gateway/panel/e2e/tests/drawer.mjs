import assert from 'node:assert/strict';
import { until } from '../stage.mjs';

export async function deepLink(stage) {
  const task = await stage.task('Linked to');
  await stage.report(task, 'running');
  await stage.report(task, 'failed', { error_code: 'upstream_503', message: 'It said 503' });
  const page = await stage.open(`/tasks/${task.task_id}`, { ready: '.drawer' });
  await until('the history', async () =>
    /Failed: upstream_503[^]*It said 503[^]*implied[^]*Created, stage/.test(
      (await page.locator('.drawer .db').textContent()) ?? '',
    ),
  );
  await page.locator('.drawer .unfold').first().click();
  await until('the trace', async () =>
    /Processor decided[^]*mc\.task-events p\d+@\d+/.test(
      (await page.locator('.trace').textContent()) ?? '',
    ),
  );
  await page.keyboard.press('Escape');
  await until('the board', () => new URL(page.url()).pathname === '/');
  await page.context().close();
}

export async function nothingUnderIt(stage) {
  const { task_id } = await stage.task('Opened beside the board');
  for (const width of [1200, 1440]) {
    const page = await stage.open(`/tasks/${task_id}`, {
      viewport: { width, height: 800 },
      ready: '.drawer h2',
    });
    const covered = await page.evaluate(() => {
      const drawer = document.querySelector('.drawer').getBoundingClientRect();
      const able = document.querySelectorAll('.behind :is(a[href], button, input, select)');
      return [...able]
        .filter((element) => element.checkVisibility() && !element.disabled)
        .filter((element) => {
          element.focus();
          const { right, bottom } = element.getBoundingClientRect();
          return right > drawer.left && bottom > drawer.top;
        })
        .map((element) => element.ariaLabel ?? element.textContent);
    });
    assert.deepEqual(covered, [], `at ${width} px`);
    await page.context().close();
  }
}
