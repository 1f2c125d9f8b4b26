import { until } from '../stage.mjs';

export async function healthTold(stage) {
  const page = await stage.open('/health-view', { ready: '.tiles' });
  await until('its tiles', async () =>
    /Facts applied[^]*Report to screen[^]*Deadlines: firing lag[^]*Lag by partition[^]*Reconcile runs[^]*Discord[^]*Rejected records[^]*Scheduled jobs/.test(
      (await page.locator('.tiles').textContent()) ?? '',
    ),
  );
  const task = await stage.task('Timed on its way to the screen');
  await stage.report(task, 'running');
  await until('the change was timed', async () =>
    /ms, median[^]*last \d+ changes? on this screen/.test(
      (await page.locator('.tile', { hasText: 'Report to screen' }).textContent()) ?? '',
    ),
  );
  await page.context().close();
}
