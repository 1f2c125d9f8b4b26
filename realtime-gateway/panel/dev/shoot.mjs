// Screenshots of the panel for the eye: `node dev/shoot.mjs <base-url> <out-dir> [name=path …] [--width=1440] [--theme=dark] [--lang=pt-BR] [--js=…]`.
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const options = Object.fromEntries(
  process.argv
    .filter((arg) => arg.startsWith('--'))
    .map((arg) => [arg.slice(2, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)]),
);
const [base, out, ...pages] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const width = Number(options.width ?? 1440);
mkdirSync(out, { recursive: true });
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
const phone = width <= 640;
const context = await browser.newContext({
  viewport: { width, height: Number(options.height ?? (phone ? 844 : 900)) },
  colorScheme: options.theme ?? 'light',
  locale: options.lang ?? 'pt-BR',
  hasTouch: phone,
  reducedMotion: options.motion ?? 'reduce',
});
for (const page of pages) {
  const [name, path] = [page.slice(0, page.indexOf('=')), page.slice(page.indexOf('=') + 1)];
  const tab = await context.newPage();
  tab.on(
    'console',
    (message) => message.type() === 'error' && console.log(name, 'console:', message.text()),
  );
  tab.on('pageerror', (error) => console.log(name, 'error:', error.message));
  await tab.goto(base + path, { waitUntil: 'load' });
  await tab.waitForTimeout(Number(options.wait ?? 700));
  if (options.js) await tab.evaluate(options.js);
  if (options.js) await tab.waitForTimeout(Number(options.after ?? 400));
  await tab.screenshot({ path: `${out}/${name}.png` });
  await tab.close();
}
await browser.close();
