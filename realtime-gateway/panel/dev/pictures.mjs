// The pictures of the documents: `node dev/pictures.mjs [directory] [--minutes=4]`. Starts `./mc-sync up --demo` on a port and
// a directory of its own, lets the demo work, and takes each view as a person would see it.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stage, until } from '../e2e/stage.mjs';
import { RealSystem } from './system.mjs';

const out =
  process.argv.slice(2).find((arg) => !arg.startsWith('--')) ??
  fileURLToPath(new URL('../../../docs/images', import.meta.url));
const minutes = Number(
  process.argv.find((arg) => arg.startsWith('--minutes='))?.split('=')[1] ?? 4,
);

const WIDE = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, deviceScaleFactor: 2 };
const LIVE = '[data-connection="live"]';

/** Newest first, with the words of their dialogue. */
async function tasks(stage, status) {
  const { body } = await stage.ask('GET', `/api/dashboard/tasks?status=${status}&limit=50`);
  return body.tasks;
}

async function newestAsked(stage) {
  let asked;
  await until(
    'an agent asks',
    async () => {
      const running = await tasks(stage, 'running');
      asked = running.find(({ dialogue }) => dialogue?.open != null);
      return asked !== undefined;
    },
    120_000,
  );
  return asked;
}

async function take(
  stage,
  name,
  path,
  { look = WIDE, theme, steps = async () => {}, ready = LIVE },
) {
  const page = await stage.open(path, { ...look, colorScheme: theme, ready });
  await steps(page);
  // What is on its way to the page, and fades in, is there.
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(out, `panel-${name}.png`), animations: 'disabled' });
  await page.context().close();
  console.log(name);
}

async function pictures(stage, system) {
  const asked = await newestAsked(stage);
  await take(stage, 'task-light-1440', `/tasks/${asked.task_id}`, {
    theme: 'light',
    ready: '.drawer .ask-box',
  });
  await take(stage, 'questions-dark-1440', '/', {
    theme: 'dark',
    steps: async (page) => {
      await page.keyboard.press('q');
      await page.waitForSelector('.questions');
    },
  });
  await take(stage, 'task-light-390', `/tasks/${asked.task_id}`, {
    look: PHONE,
    theme: 'light',
    ready: '.drawer .tl',
  });
  await take(stage, 'board-light-1440', '/', { theme: 'light' });
  await take(stage, 'board-dark-390', '/', { look: PHONE, theme: 'dark' });
  await take(stage, 'agents-light-1440', '/agents', { theme: 'light' });
  await take(stage, 'activity-dark-1440', '/activity', { theme: 'dark' });
  await take(stage, 'health-light-1440', '/health-view', { theme: 'light', ready: '.view svg' });
  await take(stage, 'health-dark-390', '/health-view', {
    look: PHONE,
    theme: 'dark',
    ready: '.view svg',
  });
  await take(stage, 'create-dark-390', '/', {
    look: PHONE,
    theme: 'dark',
    steps: (page) =>
      page
        .getByRole('button', { name: /New task/ })
        .first()
        .click(),
  });
  const [done] = await tasks(stage, 'done');
  await take(stage, 'trace-dark-1440', `/tasks/${done.task_id}`, {
    theme: 'dark',
    ready: '.drawer .tl',
    steps: (page) => page.locator('.drawer .tl .unfold').first().click(),
  });
  const past = new Date(Date.now() - 90_000).toISOString();
  await take(stage, 'past-dark-1440', `/?at=${past}`, { theme: 'dark', ready: '.board .card' });
  await take(stage, 'past-light-390', `/?at=${past}`, {
    look: PHONE,
    theme: 'light',
    ready: '.board .card',
  });
  await until(
    'an agent of the demo is missed',
    async () => {
      const { body } = await stage.ask('GET', '/api/dashboard/incidents?state=open');
      return body.incidents.length > 0;
    },
    600_000,
  );
  await take(stage, 'incidents-dark-1440', '/incidents', {
    theme: 'dark',
    ready: '.view .inc',
  });
  await take(stage, 'stale-light-1440', '/', {
    theme: 'light',
    steps: async (page) => {
      await system.kill();
      await page.waitForSelector(`${LIVE}`, { state: 'detached' });
      await page.waitForSelector('.banner');
    },
  });
}

async function on(options, work) {
  const system = new RealSystem(options);
  await system.start();
  const stage = new Stage(system.url, system.token);
  try {
    await stage.raise();
    await work(stage, system);
  } finally {
    await stage.strike();
    await system.close();
  }
}

await on([], (stage) => take(stage, 'empty-light-1440', '/', { theme: 'light', ready: '.teach' }));
await on(['--demo'], async (stage, system) => {
  console.log(`The demo works for ${minutes} minutes …`);
  await new Promise((done) => setTimeout(done, minutes * 60_000));
  await pictures(stage, system);
});
