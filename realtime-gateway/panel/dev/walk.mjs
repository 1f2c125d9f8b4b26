// Walks through the panel as people do, against the mock server, and says what does not hold: `node dev/walk.mjs <base-url>`.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const base = process.argv[2] ?? 'http://127.0.0.1:5170';
const only = process.argv[3];
const dev = (what) => fetch(`${base}/_dev/${what}`, { method: 'POST' });
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

async function open(path = '/', options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => assert.fail(error));
  await page.goto(base + path);
  await page.waitForSelector('.card h3');
  return page;
}
const card = (page, title, column = '') => page.locator(`${column} .card`, { hasText: title });
const focused = (page) => page.evaluate(() => document.activeElement?.textContent ?? '');
const until = async (what, check) => {
  for (let tries = 0; tries < 50; tries++) {
    if (await check()) return;
    await new Promise((done) => setTimeout(done, 60));
  }
  assert.fail(`never: ${what}`);
};
const idOf = (page, title) => card(page, title).locator('xpath=..').getAttribute('data-task');
const set = (id, change) => dev(`task?id=${id}&set=${encodeURIComponent(JSON.stringify(change))}`);

const walks = {
  async 'a push that moves the focused card keeps the focus on it'() {
    const page = await open();
    const id = await idOf(page, 'Extrair tabelas');
    await card(page, 'Extrair tabelas').locator('a').focus();
    await set(id, { stage: 'review', stage_since: new Date().toISOString() });
    await until(
      'moved',
      async () => (await card(page, 'Extrair tabelas', '#col-review').count()) === 1,
    );
    assert.match(await focused(page), /Extrair tabelas/);
    await set(id, { stage: 'doing', stage_since: new Date().toISOString() });
    await until(
      'moved back',
      async () => (await card(page, 'Extrair tabelas', '#col-doing').count()) === 1,
    );
    assert.match(await focused(page), /Extrair tabelas/);
    await page.context().close();
  },

  async 'a push never takes the focus from a field, nor when a focused card leaves by filter is it lost'() {
    const page = await open();
    await page.keyboard.press('/');
    await page.keyboard.type('tabelas');
    await until('filtered', async () => (await page.locator('.board .card').count()) === 1);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'search');
    assert.match(page.url(), /q=tabelas/);
    await page.keyboard.press('Escape');
    await until('unfiltered', async () => (await page.locator('.board .card').count()) > 10);
    await page.context().close();
  },

  async 'the keyboard alone creates, opens, moves and retries'() {
    const page = await open();
    await page.keyboard.press('n');
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Tab');
    await page.keyboard.type('agt_zeca');
    await page.keyboard.press('Control+Enter');
    await until(
      'created',
      async () => (await card(page, 'By keyboard', '#col-todo').count()) === 1,
    );
    await card(page, 'By keyboard').locator('a').focus();
    await page.keyboard.press('m');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await until(
      'in review',
      async () => (await card(page, 'By keyboard', '#col-review').count()) === 1,
    );
    await until('the focus is on the card', async () => /By keyboard/.test(await focused(page)));
    await page.keyboard.press('Enter');
    await until('open', async () => /\/tasks\//.test(page.url()));
    assert.equal(await page.evaluate(() => document.activeElement.id), 'drawer-title');
    await page.keyboard.press('Escape');
    await until('closed', async () => !/\/tasks\//.test(page.url()));
    await until('back on the card', async () => /By keyboard/.test(await focused(page)));
    await card(page, 'Sincronizar').locator('a').focus();
    await page.keyboard.press('r');
    await until(
      'retried',
      async () => (await card(page, 'Sincronizar', '#col-todo').count()) === 1,
    );
    await page.context().close();
  },

  async 'space lifts, arrows go over legal columns, escape gives up'() {
    const page = await open();
    await card(page, 'Migrar').locator('a').focus();
    await page.keyboard.press('Space');
    await until('lifted', async () => (await page.locator('.card.lifted').count()) === 1);
    await page.keyboard.press('ArrowRight');
    await until('over review', async () => (await page.locator('#col-review.over').count()) === 1);
    await page.keyboard.press('ArrowRight');
    await until(
      'over blocked',
      async () => (await page.locator('#col-blocked.over').count()) === 1,
    );
    assert.equal(await page.locator('#col-done.closed').count(), 1);
    await page.keyboard.press('Escape');
    await until('given up', async () => (await page.locator('.card.lifted').count()) === 0);
    assert.equal(await card(page, 'Migrar', '#col-doing').count(), 1);
    await page.context().close();
  },

  async 'a finger that rests lifts a card, one that swipes scrolls'() {
    const page = await open('/', { viewport: { width: 900, height: 900 }, hasTouch: true });
    const session = await page.context().newCDPSession(page);
    const touch = (type, x, y) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x, y }],
      });
    const box = await card(page, 'Classificar 1.200').boundingBox();
    const target = await page.locator('#col-backlog').boundingBox();
    await touch('touchStart', box.x + 40, box.y + 30);
    await page.waitForTimeout(320);
    await touch('touchMove', box.x + 20, box.y + 30);
    await until('lifted', async () => (await page.locator('.card.lifted').count()) === 1);
    for (let step = 1; step <= 8; step++)
      await touch('touchMove', box.x + 20 - ((box.x - target.x - 60) * step) / 8, box.y + 60);
    await until('over', async () => (await page.locator('#col-backlog.over').count()) === 1);
    await touch('touchEnd');
    await until(
      'dropped',
      async () => (await card(page, 'Classificar 1.200', '#col-backlog').count()) === 1,
    );
    await page.getByRole('button', { name: 'Undo' }).click();
    await until(
      'undone',
      async () => (await card(page, 'Classificar 1.200', '#col-todo').count()) === 1,
    );
    await page.context().close();
  },

  async 'a drag ends by itself when the agent finishes the task'() {
    const page = await open();
    const id = await idOf(page, 'Treinar o classificador');
    const box = await card(page, 'Treinar o classificador').boundingBox();
    await page.mouse.move(box.x + 60, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 60, { steps: 5 });
    await until('lifted', async () => (await page.locator('.card.lifted').count()) === 1);
    await set(id, { status: 'done', stage: 'done', stage_since: new Date().toISOString() });
    await until('let go', async () => (await page.locator('.card.lifted').count()) === 0);
    await page.mouse.up();
    assert.equal(await card(page, 'Treinar o classificador', '#col-done').count(), 1);
    await page.context().close();
  },

  async 'a refused move goes back and says which versions'() {
    const page = await open();
    await dev('conflict');
    await card(page, 'Refatorar').locator('a').focus();
    await page.keyboard.press('m');
    await page.getByRole('menuitem', { name: 'Blocked' }).click();
    await until('told', async () =>
      /version \d+ → \d+/.test(
        (await page
          .locator('.toast.bad')
          .textContent()
          .catch(() => '')) ?? '',
      ),
    );
    assert.equal(await card(page, 'Refatorar', '#col-review').count(), 1);
    await page.context().close();
  },

  async 'text from outside is only ever text'() {
    const page = await open();
    const id = await idOf(page, 'Indexar os manuais');
    await set(id, {
      title: '<img src=x onerror=alert(1)> \u202Egnp.exe',
      message: '<b>bold</b> **md** https://example.org',
    });
    await until(
      'shown',
      async () => (await page.locator('.card', { hasText: '<img src=x' }).count()) === 1,
    );
    assert.equal(await page.locator('.card img, .card b').count(), 0);
    assert.match(await page.locator(`[data-task="${id}"] h3`).textContent(), /␦gnp/);
    await page.context().close();
  },

  async 'nothing wider than the window, down to 320 px, however long the id of an agent'() {
    const agent_id = `agt_${'0123456789abcdef'.repeat(7)}-eu-west-123`;
    const { task_id } = await (await dev(`agent?id=${agent_id}`)).json();
    const incident = {
      incident_id: 900,
      kind: 'agent_offline',
      subject: agent_id,
      agent_id,
      opened_at: new Date().toISOString(),
    };
    for (const width of [
      320, 390, 640, 641, 820, 900, 901, 1024, 1025, 1200, 1280, 1320, 1321, 1440,
    ]) {
      const page = await open('/', { viewport: { width, height: 700 } });
      await page.route('**/api/dashboard/incidents*', (route) =>
        route.fulfill({ json: { incidents: [incident] } }),
      );
      for (const [path, shown] of [
        ['/', '.card'],
        ['/agents', '.tbl .copy-id'],
        ['/activity', '.tl .what'],
        ['/incidents', '.inc'],
        ['/health-view', '.tile'],
        ['/tasks/tsk_a2039a', '.drawer .tl'],
        [`/tasks/${task_id}`, '.drawer .tl'],
      ]) {
        await page.goto(base + path);
        await page.waitForSelector(shown);
        const wide = await page.evaluate(() =>
          [
            ...document.querySelectorAll(
              'html, .app, .top, .tools, .banner, .view, .panel, .drawer, .dh .row, .facts, .db, .card',
            ),
          ]
            .filter((element) => element.scrollWidth > element.clientWidth + 1)
            .map(
              (element) =>
                `${element.className || element.tagName} by ${element.scrollWidth - element.clientWidth}`,
            ),
        );
        assert.deepEqual(wide, [], `${path} at ${width}`);
      }
      await page.context().close();
    }
  },

  async 'two tabs agree after a move in one'() {
    const [one, other] = [await open(), await open()];
    await card(one, 'Escrever o guia').locator('a').focus();
    await one.keyboard.press('m');
    await one.getByRole('menuitem', { name: 'To do' }).click();
    await until(
      'seen in the other',
      async () => (await card(other, 'Escrever o guia', '#col-todo').count()) === 1,
    );
    await one.context().close();
    await other.context().close();
  },

  async 'what has no answer stays dashed and offers to try again, and the second sending is the same wish'() {
    const page = await open();
    await dev('silent?on=1');
    await card(page, 'Medir o custo').locator('a').focus();
    await page.keyboard.press('m');
    await page.getByRole('menuitem', { name: 'To do' }).click();
    await until('dashed', async () => (await page.locator('#col-todo .card.moving').count()) === 1);
    await page.waitForSelector('.toast.bad', { timeout: 12_000 });
    await dev('silent?on=0');
    await page.getByRole('button', { name: 'Try again' }).click();
    await until('settled', async () => (await page.locator('.card.moving').count()) === 0);
    assert.equal(await card(page, 'Medir o custo', '#col-todo').count(), 1);
    await page.context().close();
  },
};

let failed = 0;
for (const [name, walk] of Object.entries(walks)) {
  if (only && !name.includes(only)) continue;
  try {
    await walk();
    console.log('ok  ', name);
  } catch (error) {
    failed += 1;
    console.log('FAIL', name, '\n    ', error.message.split('\n').slice(0, 9).join('\n     '));
  }
}
await browser.close();
process.exitCode = failed > 0 ? 1 : 0;
