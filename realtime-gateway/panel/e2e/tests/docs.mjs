import assert from 'node:assert/strict';
import { until } from '../stage.mjs';

const METHODS = ['get', 'post', 'patch', 'put', 'delete'];

/** How many calls the description has: a method is a line of its own below its path. */
async function described(stage) {
  const answer = await fetch(`${stage.url}/openapi.yaml`);
  const lines = (await answer.text()).split('\n');
  return lines.filter((line) => METHODS.some((method) => line === `    ${method}:`)).length;
}

export async function everyCallDrawn(stage) {
  const calls = await described(stage);
  assert.ok(calls > 0);
  for (const colorScheme of ['light', 'dark'])
    for (const width of [1440, 390]) {
      const elsewhere = [];
      const said = [];
      const page = await stage.open('/docs', {
        signedIn: false,
        ready: '.opblock',
        colorScheme,
        viewport: { width, height: 900 },
        before: (page) => {
          page.on('console', (message) => said.push(message.text()));
          page.on('request', (request) => {
            if (!/^data:/.test(request.url()) && new URL(request.url()).origin !== stage.url)
              elsewhere.push(request.url());
          });
        },
      });
      const blocks = page.locator('.opblock');
      await until('every call is there', async () => (await blocks.count()) === calls);
      await page.locator('#operations-Agents-sendEvents .opblock-summary-control').focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('.opblock-body');
      const told = await page.locator('.opblock-body').textContent();
      assert.match(told ?? '', /x-roles/, 'who may call');
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} px on a screen of ${width}`);
      const ground = await page.evaluate(
        () => getComputedStyle(document.documentElement).backgroundColor,
      );
      assert.equal(ground !== 'rgba(0, 0, 0, 0)', colorScheme === 'dark', ground);
      assert.deepEqual(elsewhere, []);
      assert.deepEqual(said, []);
      await page.context().close();
    }
}
