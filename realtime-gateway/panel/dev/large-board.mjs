// What a board of many tasks costs the browser: the first card when it knows the panel, a search, and the memory.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Stage, until } from '../e2e/stage.mjs';

const PORT = 5_178;
const LOADS = 7;
const SEARCHES = 20;

/** Gives the milliseconds of each load and each search, and the bytes that the page's objects take. */
export async function largeBoard(count) {
  const mock = spawn(process.execPath, [
    fileURLToPath(new URL('mock-server.mjs', import.meta.url)),
    String(PORT),
    `--tasks=${count}`,
  ]);
  const stage = new Stage(`http://127.0.0.1:${PORT}`, 'dev');
  try {
    await new Promise((done) => mock.stdout.once('data', done));
    await stage.raise();
    const page = await stage.open('/', { initScript: watchFirstCard, ready: '.board .card h3' });
    const loads = [];
    for (let load = 0; load < LOADS; load++) {
      await page.reload();
      await page.waitForFunction(() => globalThis.firstCard !== undefined);
      loads.push(await page.evaluate(() => globalThis.firstCard));
    }
    await until('every task is on the board', async () => (await tasksOn(page)) >= count);
    const ids = await page.evaluate(() =>
      [...document.querySelectorAll('[data-task]')].map(({ dataset }) => dataset.task),
    );
    const searches = [];
    for (const id of ids.slice(0, SEARCHES)) {
      searches.push(await page.evaluate(searchFor, id));
      await page.evaluate(searchFor, '');
    }
    return { loads, searches, heap: await heapOf(page) };
  } finally {
    await stage.strike();
    mock.kill();
  }
}

/** What the heads of the columns say. */
const tasksOn = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.col .n')].reduce(
      (sum, { textContent }) => sum + Number(textContent.replace(/\D/g, '')),
      0,
    ),
  );

async function heapOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

// --- In the page -----------------------------------------------------------------------------------------------------

/** When the first card was on the screen (ms since the navigation began), as the browser's element timing tells it. */
function watchFirstCard() {
  new PerformanceObserver((list) => {
    globalThis.firstCard ??= list.getEntries()[0].renderTime;
  }).observe({ type: 'element', buffered: true });
  const watcher = new MutationObserver(() => {
    const title = document.querySelector('.board .card h3');
    if (title === null) return;
    watcher.disconnect();
    title.setAttribute('elementtiming', 'first card');
  });
  watcher.observe(document, { subtree: true, childList: true });
}

/** From the last key to the paint of what was found: the one card, or as many as before. */
function searchFor(text) {
  const field = document.querySelector('input[type="search"]');
  const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const cards = () => document.querySelectorAll('.board .card').length;
  const begun = performance.now();
  write.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return new Promise((done) => {
    const look = () => {
      if (text === '' ? cards() > 1 : cards() === 1) {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now() - begun);
        channel.port2.postMessage(null);
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}
