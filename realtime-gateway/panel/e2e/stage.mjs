// What the tests share: a signed-in browser, the API as agents and scripts use it, and waiting without sleeping.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { launch } from './browser.mjs';

/** For whatever is waited for (ms). */
export const PATIENCE = 30_000;
const LOOK_EVERY = 50;
const ENDED = new Set(['done', 'blocked']);

/** Waits until the check holds; its last fault says why it never did. */
export async function until(what, check, patience = PATIENCE) {
  const end = Date.now() + patience;
  let fault;
  do {
    try {
      if (await check()) return;
      fault = undefined;
    } catch (error) {
      fault = error;
    }
    await new Promise((done) => setTimeout(done, LOOK_EVERY));
  } while (Date.now() < end);
  assert.fail(`never within ${patience / 1000} s: ${what}${fault ? ` (${fault.message})` : ''}`);
}

/** What is promised, or the fault when it does not come in time (ms). */
export async function within(limit, promise, fault) {
  let timer;
  const late = new Promise((_, failed) => (timer = setTimeout(() => failed(fault), limit)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What listens to the size of the window has had its say; says so when the browser draws nothing any more. */
export const painted = (page) =>
  page.evaluate(
    (patience) =>
      new Promise((done, failed) => {
        setTimeout(() => failed(new Error(`nothing was drawn for ${patience} ms`)), patience);
        requestAnimationFrame(() => requestAnimationFrame(done));
      }),
    PATIENCE,
  );

export class Stage {
  constructor(url, token) {
    this.url = url;
    this.token = token;
    this.faults = [];
  }

  async raise() {
    this.browser = await launch();
    this.session = await this.signIn(this.url);
  }

  /** The cookie's name holds the port that the browser asks, so each origin has a session of its own. */
  async signIn(origin) {
    const context = await this.browser.newContext();
    const answer = await context.request.post(`${origin}/api/session`, {
      data: { token: this.token },
      headers: { 'x-mc-panel': '1' },
    });
    assert.equal(answer.status(), 200, `sign-in answered ${await answer.text()}`);
    const session = await context.storageState();
    await context.close();
    return session;
  }

  async strike() {
    await this.browser?.close();
  }

  /** Whether the browser still draws an empty page, on which nothing of the product is. */
  async draws() {
    const isDrawn = async () => {
      const context = await this.browser.newContext();
      await painted(await context.newPage());
      await context.close();
    };
    try {
      await within(PATIENCE, isDrawn(), new Error('the browser does not answer'));
      return true;
    } catch (error) {
      console.error(`An empty page is not drawn: ${error.message}`);
      return false;
    }
  }

  /** For a browser that does not answer, which is left to end with this process if it does not end now. */
  async raiseAgain(why) {
    console.error(`Another browser takes over: ${why}`);
    try {
      await within(PATIENCE, this.strike(), new Error('the browser does not end'));
    } catch (error) {
      console.error(`A browser is left behind: ${error.message}`);
    }
    await this.raise();
  }

  /** A tab of its own context, signed in unless told otherwise, with the board loaded. */
  async open(
    path = '/',
    {
      signedIn = true,
      origin = this.url,
      ready = '.board .col',
      initScript,
      before = async () => {},
      ...more
    } = {},
  ) {
    const session = origin === this.url ? this.session : await this.signIn(origin);
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-US',
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
      ...(signedIn ? { storageState: session } : {}),
      ...more,
    });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.faults.push(`${path}: ${error.message}`));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text()))
        this.faults.push(`${path}: ${message.text()}`);
    });
    if (initScript) await page.addInitScript(initScript);
    await before(page);
    await page.goto(origin + path);
    if (ready !== null) await page.waitForSelector(ready);
    // A reload would lose it.
    await page.evaluate(() => (globalThis.neverReloaded = true));
    return page;
  }

  async ask(method, path, body, headers = {}) {
    const response = await fetch(this.url + path, {
      method,
      headers: { 'x-mc-token': this.token, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }

  /** A task nobody else has: {task_id, command_id, version, agent_id, title}. */
  async task(title, more = {}) {
    const agent_id = more.agent_id ?? 'agt_e2e';
    const answer = await this.ask('POST', '/api/dashboard/tasks', {
      title,
      agent_id,
      stage: 'todo',
      ...more,
    });
    assert.ok([201, 202].includes(answer.status), `create answered ${JSON.stringify(answer)}`);
    return { agent_id, title, ...answer.body };
  }

  /** An agent's report, answered once it is accepted. */
  async send(task, type, more = {}, headers = {}) {
    const answer = await this.ask(
      'POST',
      '/api/agents/events',
      {
        event_id: `evt_${randomUUID()}`,
        agent_id: task.agent_id,
        task_id: task.task_id,
        command_id: task.command_id,
        type,
        ...more,
      },
      headers,
    );
    assert.ok([200, 202].includes(answer.status), `${type} answered ${JSON.stringify(answer)}`);
    return answer.body;
  }

  /** The same, answered once it has taken effect. */
  report(task, type, more = {}) {
    return this.send(task, type, more, { prefer: 'wait=5' });
  }

  /**
   * Cancels what a test left open. Where work has not ended, what waits longest is on top, and of a long column only
   * what is near the eye is on the page: the cards of the tests before would keep the next one's off it.
   */
  async clear() {
    const { body } = await this.ask('GET', '/api/dashboard/board');
    const open = body.tasks.filter(({ stage }) => !ENDED.has(stage));
    for (const { task_id } of open) {
      const answer = await this.ask('POST', `/api/dashboard/tasks/${task_id}/cancel`);
      // The board may be a moment behind what has ended (409).
      const isTaken = [200, 202, 409].includes(answer.status);
      assert.ok(isTaken, `cancel answered ${JSON.stringify(answer)}`);
    }
  }
}
