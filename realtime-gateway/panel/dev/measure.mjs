// What the panel promises, measured: `node dev/measure.mjs latency | large | smooth | tabs` (all without a word).
// latency and tabs start a real system of their own; large and smooth use the mock server. What the first load weighs, the build
// tells.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { launch } from '../e2e/browser.mjs';
import { Stage, until } from '../e2e/stage.mjs';
import { card } from '../e2e/steps.mjs';
import { largeBoard } from './large-board.mjs';
import { RealSystem } from './system.mjs';

const option = (name, fallback) =>
  Number(process.argv.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? fallback);
const chosen = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));

/** Before `latency` counts, so much is reported, as `bench latency` does it: a fresh JVM is not what a person works with. */
const WARM_UP = { seconds: 40, rate: 100, tasks: 20 };
/** Not counted: the page's own first ones. */
const FIRST_ONES = 50;

const measures = {
  /** From the POST of an event to the changed card on the screen, each event on its own. */
  async latency() {
    const count = option('count', 500);
    const system = new RealSystem();
    await system.start();
    const stage = new Stage(system.url, system.token);
    try {
      await stage.raise();
      const task = await stage.task('Measured');
      await stage.report(task, 'running');
      await warmUp(stage);
      const page = await stage.open('/', { initScript: watchChanges });
      await until('the card', async () => (await card(page, task.title).count()) === 1);
      const ahead = await clockAhead(page);
      await page.evaluate((id) => globalThis.watchCard(id), task.task_id);
      const whole = [];
      const server = [];
      const panel = [];
      const accepted = [];
      for (let index = 0; index < count + FIRST_ONES; index++) {
        const message = `step ${index}.`;
        const posted = now();
        await post(stage, task, message);
        const answered = now();
        const seen = await page.evaluate((text) => globalThis.changeTo(text), message);
        // A person's eye and the next event do not keep step with the display's frames.
        await pause(20 + Math.random() * 40);
        if (index < FIRST_ONES) continue;
        whole.push(seen.shown - ahead - posted);
        server.push(seen.arrived - ahead - posted);
        panel.push(seen.shown - seen.arrived);
        accepted.push(answered - posted);
      }
      say('POST of an event → card changed on screen', whole, '≤ 30 / ≤ 120');
      say('  of that, POST → frame in the browser', server);
      say('  of that, frame in the browser → on screen', panel);
      say('  (POST → 202, the log has it)', accepted);
    } finally {
      await stage.strike();
      await system.close();
    }
  },

  /** A board of thousands: its first card when the browser knows the panel, a search, and the memory. */
  async large() {
    const count = option('tasks', 3_000);
    const { loads, searches, heap } = await largeBoard(count);
    say(`${count} tasks: reload → first card on screen`, loads, '≤ 250');
    say(`${count} tasks: letter typed → found card on screen`, searches, '≤ 50');
    console.log(`${count} tasks: ${(heap / 1e6).toFixed(1)} MB of objects (target: ≤ 20 MB)`);
  },

  /** Frames and long tasks with a full board and a steady storm of updates. */
  async smooth() {
    const count = option('tasks', 5_000);
    const rate = option('rate', 200);
    const seconds = option('seconds', 20);
    const port = 5_179;
    const mock = spawn(process.execPath, [
      fileURLToPath(new URL('mock-server.mjs', import.meta.url)),
      String(port),
      `--tasks=${count}`,
      `--rate=${rate}`,
    ]);
    const browser = await launch();
    try {
      await new Promise((done) => mock.stdout.once('data', done));
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.addInitScript(watchFrames);
      await page.goto(`http://127.0.0.1:${port}`);
      await page.waitForSelector('.board .card h3');
      const first = await page.evaluate(() => Math.round(performance.now()));
      await pause(3_000);
      const loading = await page.evaluate(() => globalThis.takeLong());
      console.log(
        `first card after ${first} ms; longest task while loading ${Math.max(0, ...loading)} ms; layout shift ${await page.evaluate(() => globalThis.shift)}`,
      );
      for (const hand of ['still', 'scrolling', 'jumping']) {
        const tasks = await mainThreadTasks(browser);
        const { fps, frames, long, changes } = await page.evaluate(
          ([ms, how]) => globalThis.run(ms, how),
          [seconds * 1_000, hand],
        );
        const worked = await tasks.longest();
        frames.sort((one, other) => one - other);
        console.log(
          `${count} tasks, ${rate} updates/s, ${hand}: median ${(1_000 / at(frames, 0.5)).toFixed(1)} fps, mean ${fps.toFixed(1)} fps, frame p95 ${at(frames, 0.95).toFixed(1)} ms, p99 ${at(frames, 0.99).toFixed(1)} ms; longest task ${long.length === 0 ? 'under 50' : Math.max(...long)} ms by the clock, ${worked.toFixed(0)} ms of work; ${changes} changes of cards in sight (targets: ≥ 50 fps, no task over 100 ms)`,
        );
      }
    } finally {
      await browser.close();
      mock.kill();
    }
  },

  /** Many tabs under load while everything but the log and the database is killed and started again. */
  async tabs() {
    const count = option('tabs', 20);
    const rate = option('rate', 50);
    const system = new RealSystem();
    await system.start();
    const stage = new Stage(system.url, system.token);
    try {
      await stage.raise();
      const tasks = [];
      for (let index = 0; index < 20; index++) {
        const task = await stage.task(`Watched ${String(index).padStart(2, '0')}`);
        await stage.report(task, 'running');
        tasks.push(task);
      }
      const context = await stage.browser.newContext({
        viewport: { width: 1440, height: 3_200 },
        storageState: stage.session,
        reducedMotion: 'reduce',
      });
      const pages = await Promise.all(
        Array.from({ length: count }, async () => {
          const page = await context.newPage();
          await page.goto(stage.url);
          await page.waitForSelector('#col-doing .card');
          await page.evaluate(watchReturn);
          return page;
        }),
      );
      const load = steadily(stage, tasks, rate);
      await pause(5_000);
      const killed = now();
      await system.kill();
      const down = load.sent;
      await pause(1_000);
      await system.start();
      const back = now();
      // The storm goes on after the return, so that resuming meets new events and not a silent log.
      await pause(2_000);
      await load.stop();
      const newest = await Promise.all(
        tasks.map((task) => newestInTheDatabase(stage, task, load.last.get(task.task_id))),
      );
      const truth = newest.map(({ id, message }) => [id, message]);
      const seen = await Promise.all(
        pages.map(async (page) => {
          await until(
            'the tab equals the database',
            async () => same(truth, await page.evaluate(shownMessages)),
            60_000,
          );
          return page.evaluate(() => ({ ...globalThis.seen, kept: globalThis.neverReloaded }));
        }),
      );
      const written = Math.max(...newest.map(({ at }) => at));
      const after = (moment) => ((moment - back) / 1_000).toFixed(1);
      const latest = (name) => Math.max(...seen.map((each) => each[name]));
      console.log(
        `${count} tabs, ${rate} events/s, ${load.sent} events (${down} before the kill), away for ${((back - killed) / 1_000).toFixed(1)} s. After the return: every tab live within ${after(latest('live'))} s; the last event in the database at ${after(written)} s, in every tab at ${after(latest('changed'))} s; ${seen.filter(({ kept }) => kept !== true).length} reloaded (target: every tab equals the database within 5 s, no reload)`,
      );
    } finally {
      await stage.strike();
      await system.close();
    }
  },
};

// --- In this process -------------------------------------------------------------------------------------------------

const now = () => performance.timeOrigin + performance.now();
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];

function say(what, values, target) {
  const sorted = values.toSorted((one, other) => one - other);
  console.log(
    `${what}: p50 ${at(sorted, 0.5).toFixed(1)} ms, p99 ${at(sorted, 0.99).toFixed(1)} ms, max ${sorted.at(-1).toFixed(1)} ms over ${sorted.length}${target ? ` (target: ${target} ms)` : ''}`,
  );
}

async function warmUp(stage) {
  const tasks = await Promise.all(
    Array.from({ length: WARM_UP.tasks }, (_, index) => stage.task(`Warm ${index}`)),
  );
  await Promise.all(tasks.map((task) => stage.report(task, 'running')));
  const load = steadily(stage, tasks, WARM_UP.rate);
  await pause(WARM_UP.seconds * 1_000);
  await load.stop();
}

async function post(stage, task, message) {
  const answer = await stage.ask('POST', '/api/agents/events', {
    event_id: `evt_${randomUUID()}`,
    agent_id: task.agent_id,
    task_id: task.task_id,
    command_id: task.command_id,
    type: 'progress',
    message,
  });
  if (answer.status !== 202) throw new Error(`the event was answered ${JSON.stringify(answer)}`);
}

/** By how much the page's clock is ahead of this one (ms): of many round trips the shortest knows best. */
async function clockAhead(page) {
  let best = { trip: Infinity, ahead: 0 };
  for (let tries = 0; tries < 50; tries++) {
    const before = now();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const after = now();
    if (after - before < best.trip)
      best = { trip: after - before, ahead: there - (before + after) / 2 };
  }
  return best.ahead;
}

/**
 * Records the tasks of the page's main thread until `longest` is asked for: the most that one of them worked (ms of the
 * processor). By the clock a task is longer than that when the machine gives its processors to others meanwhile.
 */
async function mainThreadTasks(browser) {
  const session = await browser.newBrowserCDPSession();
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'], excludedCategories: ['*'] },
  });
  return {
    async longest() {
      const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
      await session.send('Tracing.end');
      await complete;
      await session.detach();
      const thread = ({ pid, tid }) => `${pid}/${tid}`;
      const main = new Set(
        events
          .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
          .map(thread),
      );
      const worked = events
        .filter((event) => event.name.endsWith('RunTask') && main.has(thread(event)))
        .map(({ tdur }) => (tdur ?? 0) / 1_000);
      if (worked.length === 0) throw new Error('the trace holds no task of the main thread');
      return worked.reduce((most, each) => Math.max(most, each), 0);
    },
  };
}

/** Posts events one after another at the given rate; what nobody answers is sent again with the same id. */
function steadily(stage, tasks, rate) {
  const state = { sent: 0, stop: null, last: new Map() };
  let going = true;
  const lanes = tasks.map(async (task, lane) => {
    await pause((lane * 1_000) / rate);
    for (let step = 0; going; step++) {
      const due = now() + (tasks.length * 1_000) / rate;
      const body = {
        event_id: `evt_${randomUUID()}`,
        agent_id: task.agent_id,
        task_id: task.task_id,
        command_id: task.command_id,
        type: 'progress',
        message: `m${lane}-${step}.`,
      };
      for (let answered = false; !answered;) {
        const answer = await stage.ask('POST', '/api/agents/events', body).catch(() => null);
        answered = answer?.status === 202;
        if (!answered) await pause(200);
      }
      state.last.set(task.task_id, body.message);
      state.sent += 1;
      await pause(Math.max(0, due - now()));
    }
  });
  state.stop = () => {
    going = false;
    return Promise.all(lanes);
  };
  return state;
}

/** The ledger is read from PostgreSQL, never from the view that feeds the tabs. Waits until what was accepted is in it. */
async function newestInTheDatabase(stage, task, accepted) {
  let newest;
  await until('the database has what was accepted', async () => {
    const { body } = await stage.ask('GET', `/api/dashboard/tasks/${task.task_id}/events?limit=1`);
    [newest] = body.events;
    return newest.message === accepted;
  });
  return { id: task.task_id, message: newest.message, at: Date.parse(newest.applied_at) };
}

function same(truth, shown) {
  const seen = new Map(shown);
  return truth.every(([id, message]) => seen.get(id) === message);
}

// --- In the page -----------------------------------------------------------------------------------------------------

const shownMessages = () =>
  [...document.querySelectorAll('[data-task]')].map((item) => [
    item.dataset.task,
    item.querySelector('.msg')?.textContent ?? null,
  ]);

/** When the frame with a message came in, and when the card that says it was on the screen. */
function watchChanges() {
  const stamp = () => performance.timeOrigin + performance.now();
  const arrived = new Map();
  const shown = new Map();
  const waiting = new Map();
  const Socket = globalThis.WebSocket;
  globalThis.WebSocket = class extends Socket {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        const message = /"message":"([^"]*)"/.exec(data)?.[1];
        if (message !== undefined && !arrived.has(message)) arrived.set(message, stamp());
      });
    }
  };
  // What is done in a frame is painted at its end, before any later message; what is done outside, in the next frame.
  let inFrame = false;
  const task = (run) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = run;
    channel.port2.postMessage(null);
  };
  const nextFrame = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = (callback) =>
    nextFrame((time) => {
      inFrame = true;
      task(() => (inFrame = false));
      callback(time);
    });
  const afterPaint = (run) => (inFrame ? task(run) : nextFrame(() => task(run)));
  globalThis.watchCard = (id) => {
    const look = () => {
      const text = document.querySelector(`[data-task="${id}"] .msg`)?.textContent;
      if (text === undefined || shown.has(text)) return;
      shown.set(text, null);
      afterPaint(() => {
        const seen = { arrived: arrived.get(text), shown: stamp() };
        shown.set(text, seen);
        waiting.get(text)?.(seen);
      });
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  };
  globalThis.changeTo = (text) =>
    new Promise((done) => {
      const seen = shown.get(text);
      if (seen) done(seen);
      else waiting.set(text, done);
    });
}

/** When the tab last became live, and when it last changed a card. */
function watchReturn() {
  globalThis.neverReloaded = true;
  globalThis.seen = { live: 0, changed: 0 };
  const stamp = () => performance.timeOrigin + performance.now();
  new MutationObserver((records) => {
    for (const { type, target } of records) {
      if (type === 'attributes') {
        if (target.dataset.connection === 'live') globalThis.seen.live = stamp();
      } else if (target.parentElement?.closest('.msg')) globalThis.seen.changed = stamp();
    }
  }).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['data-connection'],
  });
}

function watchFrames() {
  let long = [];
  let changes = 0;
  globalThis.shift = 0;
  new PerformanceObserver((list) =>
    long.push(...list.getEntries().map((entry) => Math.round(entry.duration))),
  ).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  globalThis.takeLong = () => long.splice(0);
  globalThis.run = (ms, hand) =>
    new Promise((done) => {
      long = [];
      changes = 0;
      const watcher = new MutationObserver((records) => (changes += records.length));
      watcher.observe(document.querySelector('.board'), {
        subtree: true,
        characterData: true,
        childList: true,
      });
      const frames = [];
      const begun = performance.now();
      let last = begun;
      const list = document.querySelector('#col-doing .cards');
      const step = (time) => {
        frames.push(time - last);
        last = time;
        if (hand === 'scrolling') list.scrollTop += 30;
        // As when the scroll bar is dragged: every card in sight is another one, ten times a second.
        if (hand === 'jumping' && frames.length % 6 === 0)
          list.scrollTop = Math.random() * list.scrollHeight;
        if (time - begun < ms) return requestAnimationFrame(step);
        watcher.disconnect();
        done({
          fps: frames.length / (ms / 1_000),
          frames: frames.slice(1),
          long: long.splice(0),
          changes,
        });
      };
      requestAnimationFrame(step);
    });
}

for (const name of chosen.length === 0 ? Object.keys(measures) : chosen) {
  if (measures[name] === undefined) throw new Error(`no measure is called ${name}`);
  console.log(`${name}: load average ${loadavg()[0].toFixed(1)} on ${cpus().length} processors`);
  await measures[name]();
}
