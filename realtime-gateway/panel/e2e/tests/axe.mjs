import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const AXE = readFileSync(
  new URL('../../node_modules/axe-core/axe.min.js', import.meta.url),
  'utf8',
);
const AXE_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export async function lightTheme(stage) {
  await axeEverywhere(stage, 'light');
}

export async function darkTheme(stage) {
  await axeEverywhere(stage, 'dark');
}

async function axeEverywhere(stage, colorScheme) {
  const task = await stage.task(`For axe, ${colorScheme}`);
  await stage.report(task, 'running');
  await stage.report(task, 'progress', { progress: 30, message: 'Under way' });
  const bad = await stage.task(`For axe, failed, ${colorScheme}`);
  await stage.report(bad, 'failed', { error_code: 'upstream_503' });
  const past = new Date(Date.now() - 2_000).toISOString();
  const views = [
    ['/', '.board .card'],
    [`/tasks/${bad.task_id}`, '.drawer .tl li'],
    ['/agents', '.tbl'],
    ['/activity', '.tl li'],
    ['/incidents', '.view h2'],
    ['/health-view', '.tile, .load-error'],
    [`/?at=${past}`, '.banner.past'],
    ['/?q=nothing-has-this-name', '.no-match'],
    ['/', '[data-connection="live"]', (page) => page.keyboard.press('n')],
    ['/', '[data-connection="live"]', (page) => page.keyboard.press('?')],
  ];
  const found = [];
  for (const width of [1440, 390]) {
    const page = await stage.open('/', {
      viewport: { width, height: 844 },
      colorScheme,
      hasTouch: width < 640,
      bypassCSP: true,
      locale: colorScheme === 'dark' ? 'pt-BR' : 'en-US',
    });
    for (const [path, ready, prepare] of views) {
      await page.goto(stage.url + path);
      await page.waitForSelector(ready);
      await prepare?.(page);
      if (prepare) await page.waitForSelector('dialog:modal');
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(
        (values) => globalThis.axe.run(document, { runOnly: values, resultTypes: ['violations'] }),
        AXE_RULES,
      );
      for (const { id, help, nodes } of violations)
        found.push(`${path} at ${width}: ${id}, ${help}: ${nodes[0].html.slice(0, 160)}`);
    }
    await page.context().close();
  }
  assert.deepEqual(found, []);
}
