// axe over every view, both themes, desk and phone: `node dev/axe.mjs <base-url>`. Says what is wrong and ends with 1 if anything is.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const base = process.argv[2];
const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const task = process.argv[3] ?? 'tsk_a2039a';
const VIEWS = [
  ['board', '/'],
  ['drawer', `/tasks/${task}`],
  ['agents', '/agents'],
  ['activity', '/activity'],
  ['incidents', '/incidents'],
  ['health', '/health-view'],
  ['missing', '/nowhere'],
  ['filtered', '/?q=zzz'],
  ['create', '/', async (page) => page.locator('.btn.primary:visible').first().click()],
  [
    'card menu',
    '/',
    async (page) => page.locator('#col-doing .kebab').first().click({ force: true }),
  ],
  ['help', '/', async (page) => page.keyboard.press('?')],
];
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
let violations = 0;
for (const colorScheme of ['light', 'dark']) {
  for (const width of [1440, 390]) {
    const context = await browser.newContext({
      viewport: { width, height: 844 },
      colorScheme,
      locale: 'pt-BR',
      reducedMotion: 'reduce',
      hasTouch: width < 640,
      bypassCSP: true,
    });
    for (const [name, path, prepare] of VIEWS) {
      const page = await context.newPage();
      await page.goto(base + path);
      await page.waitForTimeout(600);
      await prepare?.(page);
      await page.waitForTimeout(200);
      await page.evaluate(axe);
      const { violations: found } = await page.evaluate(() =>
        globalThis.axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        }),
      );
      for (const { id, help, nodes } of found) {
        violations += nodes.length;
        console.log(
          `${name} ${colorScheme} ${width}: ${id} (${nodes.length}): ${help}\n   ${nodes[0].html.slice(0, 160)}\n   ${nodes[0].failureSummary?.split('\n')[1] ?? ''}`,
        );
      }
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
console.log(`${violations} violations`);
process.exitCode = violations > 0 ? 1 : 0;
