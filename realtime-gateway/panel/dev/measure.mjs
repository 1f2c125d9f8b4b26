// Smoothness under load: `node dev/mock-server.mjs 5172 --tasks=5000 --rate=200`, then `node dev/measure.mjs http://127.0.0.1:5172`.
import { chromium } from 'playwright-core';

const base = process.argv[2];
const seconds = Number(process.argv[3] ?? 10);
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
const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
await page.addInitScript(() => {
  globalThis.__long = [];
  new PerformanceObserver((list) =>
    globalThis.__long.push(
      ...list
        .getEntries()
        .map((entry) => [Math.round(entry.startTime), Math.round(entry.duration)]),
    ),
  ).observe({ type: 'longtask', buffered: true });
  globalThis.__shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.__shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
});
await page.goto(base);
await page.waitForSelector('.card h3');
console.log('first card after', await page.evaluate(() => Math.round(performance.now())), 'ms');
await page.waitForTimeout(2000);
console.log(
  'tasks over 50 ms while loading',
  JSON.stringify(await page.evaluate(() => globalThis.__long.splice(0))),
  'layout shift',
  await page.evaluate(() => globalThis.__shift),
);
const measure = (scroll) =>
  page.evaluate(
    ([ms, scrolls]) =>
      new Promise((done) => {
        const frames = [];
        const begin = performance.now();
        let last = begin;
        const list = document.querySelector('#col-doing .cards');
        const step = (now) => {
          frames.push(now - last);
          last = now;
          if (scrolls) list.scrollTop += 30;
          if (now - begin < ms) requestAnimationFrame(step);
          else {
            frames.sort((one, other) => one - other);
            const at = (part) => Math.round(frames[Math.floor(frames.length * part)] * 10) / 10;
            done({
              fps: Math.round(frames.length / (ms / 1000)),
              medianFrame: at(0.5),
              p95: at(0.95),
              p99: at(0.99),
              worst: at(0.9999),
              long: globalThis.__long.splice(0).filter(([, length]) => length >= 50),
            });
          }
        };
        requestAnimationFrame(step);
      }),
    [seconds * 1000, scroll],
  );
console.log('still', JSON.stringify(await measure(false)));
console.log('scrolling', JSON.stringify(await measure(true)));
console.log(
  'cards in the page',
  await page.locator('.card').count(),
  'of',
  await page.locator('.muted[role=status]').textContent(),
);
await browser.close();
