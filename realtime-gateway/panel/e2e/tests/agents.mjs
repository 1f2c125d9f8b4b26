import { until } from '../stage.mjs';

export async function agentsFigures(stage) {
  const task = await stage.task('For the figures', { agent_id: 'agt_figures' });
  await stage.ask('POST', '/api/agents/heartbeat', { agent_id: 'agt_figures' });
  await stage.report(task, 'running');
  await stage.report(task, 'done');
  const page = await stage.open('/agents', { ready: '.tbl' });
  await until('its row', async () =>
    /1 done/.test(
      (await page.getByRole('row').filter({ hasText: 'agt_figures' }).textContent()) ?? '',
    ),
  );
  await page.context().close();
}
