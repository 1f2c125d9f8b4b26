// What people do on the board, against the real system. Each name is a sentence that must hold.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { wireTo } from './cut.mjs';
import { card, focused, inColumn, until, wasNeverReloaded } from './stage.mjs';

const AXE = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const AXE_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const tests = {
  async 'an empty board teaches the first commands'(stage) {
    const page = await stage.open('/', { ready: '.teach, .board .col' });
    if ((await page.locator('.teach').count()) === 1)
      assert.match(await page.locator('.teach').textContent(), /api\/agents\/events/);
    await page.context().close();
  },

  async 'a person signs in once with the token, and a wrong one is refused'(stage) {
    const page = await stage.open('/', { signedIn: false, ready: 'dialog.sign' });
    await page.fill('#token', 'a-token-that-nobody-ever-gave-out');
    await page.keyboard.press('Enter');
    await until('refused', async () =>
      /not valid/.test((await page.locator('#token-error').textContent()) ?? ''),
    );
    await page.fill('#token', stage.token);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-connection="live"]');
    assert.equal(await page.locator('dialog.sign').count(), 0);
    const [cookie] = (await page.context().cookies()).filter((each) =>
      each.name.startsWith('mc_session'),
    );
    assert.equal(cookie.httpOnly, true);
    assert.equal(cookie.sameSite, 'Strict');
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    assert.ok(
      !kept.includes(stage.token) && !page.url().includes(stage.token),
      'the token is kept nowhere',
    );
    await page.reload();
    await page.waitForSelector('[data-connection="live"]');
    await page.context().close();
  },

  async 'a task created on the panel appears as a card, once its payload is right'(stage) {
    const page = await stage.open('/', { ready: '.teach, .board .col' });
    await page.getByRole('button', { name: 'New task' }).first().click();
    await page.getByLabel('Title').fill('Made on the panel');
    // The filter of the same name is there for as long as the board is still being read.
    await page.locator('dialog').getByLabel('Agent', { exact: true }).fill('agt_e2e');
    await page.getByLabel('Payload (JSON)').fill('{ "limit": 500, }');
    await page.getByRole('button', { name: /Create task/ }).click();
    await until('the payload is explained', async () =>
      /Line 1: there is a comma too many/.test(await page.locator('dialog').last().textContent()),
    );
    await page.getByLabel('Payload (JSON)').fill('{ "limit": 1e400 }');
    await page.getByRole('button', { name: /Create task/ }).click();
    await until('the number is explained', async () =>
      /Line 1: this number is beyond/.test(await page.locator('dialog').last().textContent()),
    );
    const payload = '{ "limit": 500, "id": 1234567890123456789, "next": 9007199254740993 }';
    await page.getByLabel('Payload (JSON)').fill(payload);
    await page.getByRole('button', { name: /Create task/ }).click();
    await answerForStranger(page);
    await inColumn(page, 'Made on the panel', 'todo');
    await page
      .getByRole('link', { name: /Made on the panel/ })
      .first()
      .click();
    await page.getByRole('tab', { name: 'Payload' }).click();
    await until('the payload is shown to the digit', async () => {
      const shown = await page.locator('pre.json').textContent();
      return /1234567890123456789/.test(shown) && /9007199254740993/.test(shown);
    });
    await page.context().close();
  },

  async 'a finished task that has left the board is found at the end of its column'(stage) {
    const task = await stage.task('Beside the archive');
    const page = await stage.open();
    await inColumn(page, task.title, 'todo');
    const done = page.locator('#col-done');
    const left = done.getByRole('link', { name: /Left the board/ });
    const drawer = page.locator('dialog.drawer');
    assert.equal(await left.count(), 0, 'nobody has asked for it yet');
    await done.getByRole('button', { name: 'Load older' }).click();
    await left.click();
    await until('the drawer tells when it left', async () =>
      /Archived[^]*Archived: left the board/.test(await drawer.textContent()),
    );
    await page.keyboard.press('Escape');
    await page.getByPlaceholder('Search tasks').fill('LEFT board');
    await done.getByRole('button', { name: 'Search the older ones' }).click();
    await until('the search finds it, too', async () => (await left.count()) === 1);
    await page.getByPlaceholder('Search tasks').fill('left it lying');
    await done.getByRole('button', { name: 'Search the older ones' }).click();
    await until('and nothing else', async () =>
      /None among the older ones/.test(await done.textContent()),
    );
    await page.context().close();
  },

  async 'an event posted by a script moves the card without a reload'(stage) {
    const task = await stage.task('Moved by its agent');
    const page = await stage.open();
    await inColumn(page, task.title, 'todo');
    await stage.report(task, 'running', { message: 'It has begun' });
    await inColumn(page, task.title, 'doing');
    await stage.report(task, 'progress', { progress: 40, message: 'Nearly half' });
    await until('progress is shown', async () =>
      /40%[^]*Nearly half/.test(await card(page, task.title).textContent()),
    );
    await stage.report(task, 'done');
    await inColumn(page, task.title, 'done');
    assert.ok(await wasNeverReloaded(page));
    await page.context().close();
  },

  async 'the mouse drags a card to another column, and Undo takes it back'(stage) {
    const task = await stage.task('Dragged by the mouse');
    const page = await stage.open();
    await inColumn(page, task.title, 'todo');
    const from = await card(page, task.title).boundingBox();
    const to = await page.locator('#col-review').boundingBox();
    await page.mouse.move(from.x + 60, from.y + 40);
    await page.mouse.down();
    await page.mouse.move(from.x + 90, from.y + 60, { steps: 4 });
    await until('lifted', async () => (await page.locator('.card.lifted').count()) === 1);
    assert.equal(await page.locator('#col-done.closed').count(), 1, 'done is no target');
    await page.mouse.move(to.x + to.width / 2, to.y + 120, { steps: 8 });
    await until('over review', async () => (await page.locator('#col-review.over').count()) === 1);
    await page.mouse.up();
    await inColumn(page, task.title, 'review');
    await until('the server has it', async () => {
      const { body } = await stage.ask('GET', `/api/dashboard/tasks/${task.task_id}`);
      return body.stage === 'review';
    });
    await page.getByRole('button', { name: 'Undo' }).click();
    await inColumn(page, task.title, 'todo');
    await page.context().close();
  },

  async 'the keyboard alone creates, moves, opens and retries'(stage) {
    const page = await stage.open();
    const title = `Made by keyboard alone ${Date.now()}`;
    await page.waitForSelector('[data-connection="live"]');
    await page.keyboard.press('n');
    await page.waitForSelector('dialog:modal');
    await page.keyboard.type(title);
    await page.keyboard.press('Tab');
    await page.keyboard.type('agt_keys');
    await page.keyboard.press('Control+Enter');
    await until('asked', async () => /Change the agent/.test(await focused(page)));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await inColumn(page, title, 'todo');
    await walkTo(page, title);
    await page.keyboard.press('m');
    for (const _ of ['todo', 'doing', 'review']) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await inColumn(page, title, 'review');
    await until('the focus stays on the card', async () => (await focused(page)).includes(title));
    await page.keyboard.press('Enter');
    await until('it is open', () => /\/tasks\//.test(page.url()));
    await until('its title has the focus', () =>
      page.evaluate(() => document.activeElement.id === 'drawer-title'),
    );
    const id = new URL(page.url()).pathname.split('/').at(-1);
    await page.keyboard.press('Escape');
    await until('it is closed', () => !/\/tasks\//.test(page.url()));
    await until('the focus is back on the card', async () => (await focused(page)).includes(title));
    const { body: task } = await stage.ask('GET', `/api/dashboard/tasks/${id}`);
    await stage.report(task, 'failed', { error_code: 'upstream_503' });
    await inColumn(page, title, 'blocked');
    await until('the focus went with the card', async () => (await focused(page)).includes(title));
    await page.waitForSelector('[data-connection="live"]');
    await page.keyboard.press('r');
    await inColumn(page, title, 'todo');
    const { body: retried } = await stage.ask('GET', `/api/dashboard/tasks/${id}`);
    assert.equal(retried.attempt, 2);
    await page.context().close();
  },

  async 'space lifts a card, arrows carry it over legal columns, space drops it'(stage) {
    const task = await stage.task('Carried by the arrows');
    const page = await stage.open();
    await inColumn(page, task.title, 'todo');
    await card(page, task.title).locator('a').focus();
    await page.keyboard.press('Space');
    await until('lifted', async () => (await page.locator('.card.lifted').count()) === 1);
    await page.keyboard.press('ArrowRight');
    await until('over doing', async () => (await page.locator('#col-doing.over').count()) === 1);
    await page.keyboard.press('Space');
    await inColumn(page, task.title, 'doing');
    await page.context().close();
  },

  async 'a menu at the foot of the page stays in sight and keeps the focus as its items change'(
    stage,
  ) {
    const task = await stage.task('Moved from the foot of the page');
    const page = await stage.open();
    await inColumn(page, task.title, 'todo');
    const kebab = card(page, task.title).locator('.kebab');
    const { y, height } = await kebab.boundingBox();
    await page.setViewportSize({ width: 1280, height: Math.round(y + height + 12) });
    await kebab.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await until('a stage has the focus', async () => (await focused(page)).includes('Backlog'));
    const menu = await page.locator('.menu').boundingBox();
    const { height: foot } = page.viewportSize();
    assert.ok(menu.y >= 0 && menu.y + menu.height <= foot, JSON.stringify({ menu, foot }));
    await page.keyboard.press('r');
    await page.keyboard.press('Enter');
    await inColumn(page, task.title, 'review');
    await page.context().close();
  },

  async 'a column walked by keys keeps the card with the focus in sight'(stage) {
    for (let index = 0; index < 12; index++)
      await stage.report(await stage.task(`Walked past ${index}`), 'done');
    const page = await stage.open('/', { viewport: { width: 1440, height: 600 } });
    await page.locator('#col-done .card a').first().focus();
    for (let step = 0; step < 11; step++) {
      await page.keyboard.press('ArrowDown');
      await until('the focused card is in sight', () =>
        page.evaluate(() => {
          const card = document.activeElement.closest('.card').getBoundingClientRect();
          const list = document.querySelector('#col-done .cards').getBoundingClientRect();
          return card.top >= list.top && card.bottom <= list.bottom;
        }),
      );
    }
    await page.context().close();
  },

  async 'an open menu outlives a push that moves its card'(stage) {
    const task = await stage.task('Moved under its menu');
    const page = await stage.open();
    await inColumn(page, task.title, 'todo');
    await card(page, task.title).getByRole('button', { name: 'Task actions' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.menu');
    await stage.report(task, 'running');
    await inColumn(page, task.title, 'doing');
    assert.equal(await focused(page), 'Open');
    await page.keyboard.press('Escape');
    await until('the focus is on the card', () =>
      page.evaluate(() => document.activeElement.matches('#col-doing .kebab')),
    );
    await page.context().close();
  },

  async 'the question whether to cancel outlives a push, and the focus goes back to the card'(
    stage,
  ) {
    const task = await stage.task('Asked about');
    const page = await stage.open();
    await inColumn(page, task.title, 'todo');
    await card(page, task.title).getByRole('button', { name: 'Task actions' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: /Cancel task/ }).press('Enter');
    await page.waitForSelector('dialog:modal');
    await stage.report(task, 'running');
    await inColumn(page, task.title, 'doing');
    await page.getByRole('button', { name: 'Cancel task' }).click();
    await inColumn(page, task.title, 'blocked');
    await until('the focus is on the card', async () => (await focused(page)).includes(task.title));
    await page.context().close();
  },

  async 'a task open on a phone can be closed, and says itself that it is old'(stage) {
    const task = await stage.task('Open on a phone');
    const wire = await wireTo(stage.url);
    try {
      const page = await stage.open(`/tasks/${task.task_id}`, {
        origin: wire.url,
        ready: '.drawer .tabs',
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
      });
      await page.waitForSelector('[data-connection="live"]');
      const { x, width } = await page
        .getByRole('button', { name: 'Close', exact: false })
        .first()
        .boundingBox();
      assert.ok(x + width <= 390, 'the close button is on the screen');
      wire.cut();
      await page.waitForSelector('.drawer .banner.stale');
      await page.context().close();
    } finally {
      wire.close();
    }
  },

  async 'beside an open task nothing that can take the focus lies under it'(stage) {
    const { task_id } = await stage.task('Opened beside the board');
    for (const width of [1200, 1440]) {
      const page = await stage.open(`/tasks/${task_id}`, {
        viewport: { width, height: 800 },
        ready: '.drawer h2',
      });
      const covered = await page.evaluate(() => {
        const drawer = document.querySelector('.drawer').getBoundingClientRect();
        const able = document.querySelectorAll('.behind :is(a[href], button, input, select)');
        return [...able]
          .filter((element) => element.checkVisibility() && !element.disabled)
          .filter((element) => {
            element.focus();
            const { right, bottom } = element.getBoundingClientRect();
            return right > drawer.left && bottom > drawer.top;
          })
          .map((element) => element.ariaLabel ?? element.textContent);
      });
      assert.deepEqual(covered, [], `at ${width} px`);
      await page.context().close();
    }
  },

  async 'at 400 % zoom a whole card can be seen'(stage) {
    await stage.task('Seen at 400 %');
    const page = await stage.open('/', { viewport: { width: 320, height: 256 } });
    const first = page.locator('#col-todo .card').first();
    await first.locator('h3 a').focus();
    await until('whole and not covered', () =>
      first.evaluate((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const corners = [
          [left + 4, top + 4],
          [right - 4, bottom - 4],
        ];
        return corners.every(([x, y]) => element.contains(document.elementFromPoint(x, y)));
      }),
    );
    await page.context().close();
  },

  async 'a move that came second goes back and names both versions'(stage) {
    const task = await stage.task('Changed by both at once');
    const page = await stage.open();
    await inColumn(page, task.title, 'todo');
    await page.route('**/api/dashboard/tasks/*', async (route) => {
      if (route.request().method() === 'PATCH') await stage.report(task, 'running');
      await route.continue();
    });
    await moveByKey(page, task.title, 'Review');
    await until('told', async () =>
      /version 1 → 2/.test((await page.locator('.toast.bad').textContent()) ?? ''),
    );
    await inColumn(page, task.title, 'doing');
    await page.context().close();
  },

  async 'a move that the server does not allow goes back with its reason'(stage) {
    const task = await stage.task('Finished while moved');
    const page = await stage.open();
    await inColumn(page, task.title, 'todo');
    await page.route('**/api/dashboard/tasks/*', async (route) => {
      if (route.request().method() !== 'PATCH') return route.continue();
      await stage.report(task, 'done');
      const { 'if-match': _, ...headers } = await route.request().allHeaders();
      return route.continue({ headers });
    });
    await moveByKey(page, task.title, 'Review');
    await until('told', async () =>
      /^Not moved: .+ Back in /.test((await page.locator('.toast.bad p').textContent()) ?? ''),
    );
    await inColumn(page, task.title, 'done');
    await page.context().close();
  },

  async 'a cut gateway is shown as stale, and the board resumes without a reload'(stage) {
    const task = await stage.task('Moves behind a cut wire');
    const wire = await wireTo(stage.url);
    try {
      const page = await stage.open('/', { origin: wire.url });
      await page.waitForSelector('[data-connection="live"]');
      await inColumn(page, task.title, 'todo');
      wire.cut();
      await page.waitForSelector('.banner.stale');
      assert.match(await page.locator('.banner.stale').textContent(), /This board stopped at/);
      assert.equal(await page.getByRole('button', { name: 'New task' }).first().isDisabled(), true);
      await stage.report(task, 'running');
      wire.mend();
      await page.getByRole('button', { name: 'Reconnect now' }).click();
      await page.waitForSelector('[data-connection="live"]');
      await inColumn(page, task.title, 'doing');
      assert.equal(await page.locator('.banner').count(), 0);
      assert.ok(await wasNeverReloaded(page));
      await page.context().close();
    } finally {
      wire.close();
    }
  },

  async 'a deep link opens the task, with its history and where each fact went'(stage) {
    const task = await stage.task('Linked to');
    await stage.report(task, 'running');
    await stage.report(task, 'failed', { error_code: 'upstream_503', message: 'It said 503' });
    const page = await stage.open(`/tasks/${task.task_id}`, { ready: '.drawer' });
    await until('the history', async () =>
      /Failed: upstream_503[^]*It said 503[^]*implied[^]*Created on the panel/.test(
        (await page.locator('.drawer .db').textContent()) ?? '',
      ),
    );
    await page.locator('.drawer .unfold').first().click();
    await until('the trace', async () =>
      /Processor decided[^]*mc\.task-events p\d+@\d+/.test(
        (await page.locator('.trace').textContent()) ?? '',
      ),
    );
    await page.keyboard.press('Escape');
    await until('the board', () => new URL(page.url()).pathname === '/');
    await page.context().close();
  },

  async 'a task that is tried again by itself says when, and a person may still cancel it'(stage) {
    const task = await stage.task('Tries three times', { max_attempts: 3 });
    const page = await stage.open();
    await inColumn(page, task.title, 'todo');
    await stage.report(task, 'failed', { error_code: 'upstream_503' });
    // The first pause is drawn and may be short; the second attempt in To do proves that it came.
    await until('it waits or tries again', async () => {
      const text = (await card(page, task.title).textContent()) ?? '';
      return /retries in \d:\d\d|retrying…/.test(text) || /try 2|attempt 2/.test(text);
    });
    await until('the second attempt', async () => {
      const { body } = await stage.ask('GET', `/api/dashboard/tasks/${task.task_id}`);
      return body.attempt === 2;
    });
    await inColumn(page, task.title, 'todo');
    await card(page, task.title)
      .getByRole('button', { name: 'Task actions' })
      .click({ force: true });
    await page.getByRole('menuitem', { name: /Cancel task/ }).click();
    await page.getByRole('button', { name: 'Cancel task' }).click();
    await until('cancelled', async () =>
      /Cancelled/.test((await card(page, task.title, '#col-blocked').textContent()) ?? ''),
    );
    await page.context().close();
  },

  async 'time travel shows the board as it was, marked as past, and nothing can be changed there'(
    stage,
  ) {
    const task = await stage.task('Was once in To do');
    const { body } = await stage.ask('GET', `/api/dashboard/tasks/${task.task_id}/events`);
    await stage.report(task, 'running');
    const page = await stage.open();
    await inColumn(page, task.title, 'doing');
    // Just after its creation, by the clock that wrote it.
    const moment = new Date(Date.parse(body.events.at(-1).applied_at) + 1).toISOString();
    await page.goto(`${stage.url}/?at=${moment}`);
    await inColumn(page, task.title, 'todo');
    assert.match(await page.locator('.banner.past').textContent(), /as it was at/);
    assert.equal(await page.getByRole('button', { name: 'New task' }).first().isDisabled(), true);
    await page.getByLabel('Moment shown').focus();
    await until('fact by fact to where it began', async () => {
      await page.keyboard.press('ArrowRight');
      return (await card(page, task.title, '#col-doing').count()) === 1;
    });
    await page.keyboard.press('Escape');
    await until('the present', async () => (await page.locator('.banner.past').count()) === 0);
    await page.waitForSelector('[data-connection="live"]');
    assert.equal(new URL(page.url()).search, '');
    await page.keyboard.press('t');
    await page.waitForSelector('.banner.past');
    await page.context().close();
  },

  async 'the health view tells how the system does, and how long reports took to this screen'(
    stage,
  ) {
    const page = await stage.open('/health-view', { ready: '.tiles' });
    await until('its tiles', async () =>
      /Facts applied[^]*Report to screen[^]*Deadlines: firing lag[^]*Lag by partition[^]*Reconcile runs[^]*Discord[^]*Rejected records[^]*Routines/.test(
        (await page.locator('.tiles').textContent()) ?? '',
      ),
    );
    const task = await stage.task('Timed on its way to the screen');
    await stage.report(task, 'running');
    await until('the change was timed', async () =>
      /ms, median[^]*last \d+ changes? on this screen/.test(
        (await page.locator('.tile', { hasText: 'Report to screen' }).textContent()) ?? '',
      ),
    );
    await page.context().close();
  },

  async 'the activity comes in live and leads back as far as there is anything'(stage) {
    const page = await stage.open('/activity', { ready: '.tl' });
    const feed = page.locator('.tl');
    const task = await stage.task('Seen in the activity');
    await until('it is told', async () => ((await feed.textContent()) ?? '').includes(task.title));
    // More than a page of facts, so that the rest has to be asked for.
    for (let percent = 1; percent <= 100; percent += 1)
      await stage.send(task, 'progress', { progress: percent });
    await stage.report(task, 'done');
    await page.reload();
    await page.waitForSelector('.tl');
    const told = () => feed.locator('li').count();
    const before = await told();
    await page.getByRole('button', { name: 'Show older' }).click();
    await until('older facts are added', async () => (await told()) > before);
    const texts = await feed.locator('li').allTextContents();
    assert.equal(texts.filter((text) => /to 100\s?%/.test(text)).length, 1);
    await page.context().close();
  },

  async 'the agents view tells how their attempts ended and how long they took'(stage) {
    const task = await stage.task('For the figures', { agent_id: 'agt_figures' });
    await stage.ask('POST', '/api/agents/heartbeat', { agent_id: 'agt_figures' });
    await stage.report(task, 'running');
    await stage.report(task, 'done');
    const page = await stage.open('/agents', { ready: '.tbl' });
    await until('its row', async () =>
      /1 done/.test((await page.locator('tr', { hasText: 'agt_figures' }).textContent()) ?? ''),
    );
    await page.context().close();
  },

  async 'search and filters live in the address'(stage) {
    await stage.task('Findable needle');
    await stage.task('Other hay');
    const page = await stage.open();
    await inColumn(page, 'Findable needle', 'todo');
    await page.keyboard.press('/');
    await page.keyboard.type('needle');
    await until('one card', async () => (await page.locator('.board .card').count()) === 1);
    assert.match(page.url(), /q=needle/);
    await page.reload();
    await until('still one', async () => (await page.locator('.board .card').count()) === 1);
    await page.context().close();
  },

  async 'an address that leads nowhere says so and leads back'(stage) {
    const page = await stage.open('/nowhere', { ready: '#content' });
    await page.locator('#content a').click();
    await page.waitForSelector('.board .col');
    await page.context().close();
    const asScript = await stage.ask('GET', '/nowhere');
    assert.equal(asScript.status, 404);
    assert.equal(asScript.body.detail, 'There is no such page');
    const { status } = await stage.ask('GET', '/api/nowhere', undefined, { accept: 'text/html' });
    assert.equal(status, 404);
  },

  async 'text from outside is only ever text'(stage) {
    const task = await stage.task('<img src=x onerror=alert(1)> \u202Egnp.exe');
    await stage.report(task, 'progress', {
      progress: 5,
      message: '<b>bold</b> https://example.org',
    });
    const page = await stage.open();
    await until('shown', async () => (await card(page, '<img src=x').count()) === 1);
    assert.equal(await page.locator('.card img, .card b, .card a[href^="http"]').count(), 0);
    await page.context().close();
  },

  async 'two tabs agree after a move in one'(stage) {
    const task = await stage.task('Seen from two tabs');
    const [one, other] = [await stage.open(), await stage.open()];
    await inColumn(one, task.title, 'todo');
    await moveByKey(one, task.title, 'Backlog');
    await inColumn(one, task.title, 'backlog');
    await inColumn(other, task.title, 'backlog');
    await one.context().close();
    await other.context().close();
  },

  async 'on a phone of 390 px all views fit, and a finger moves a card by its menu'(stage) {
    const task = await stage.task('Moved by a finger');
    const page = await stage.open('/', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await page
      .getByRole('navigation', { name: 'Stage' })
      .getByRole('button', { name: /To do/ })
      .tap();
    await inColumn(page, task.title, 'todo');
    const kebab = card(page, task.title).getByRole('button', { name: 'Task actions' });
    await kebab.tap();
    await page.getByRole('menuitem', { name: /Move to/ }).tap();
    await page.getByRole('menuitem', { name: 'Review' }).tap();
    await inColumn(page, task.title, 'review');
    for (const path of [
      '/',
      '/agents',
      '/activity',
      '/incidents',
      '/health-view',
      `/tasks/${task.task_id}`,
    ]) {
      await page.goto(stage.url + path);
      await page.waitForSelector('main, .drawer');
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${path} is ${wide} px wider than the window`);
    }
    await page.context().close();
  },

  async 'axe finds nothing in the light theme'(stage) {
    await axeEverywhere(stage, 'light');
  },

  async 'axe finds nothing in the dark theme'(stage) {
    await axeEverywhere(stage, 'dark');
  },

  async 'no page ever failed, nor asked for what its policy forbids'(stage) {
    assert.deepEqual(stage.faults, []);
  },
};

/** From the card that has the tab stop to the one wanted, by arrows only. */
/** An agent that has never reported is asked about; here it may have done so in an earlier run. */
async function answerForStranger(page) {
  const anyway = page.getByRole('button', { name: 'Create anyway' });
  await until(
    'asked or created',
    async () => (await anyway.count()) === 1 || (await page.locator('dialog:modal').count()) === 0,
  );
  if ((await anyway.count()) === 1) await anyway.click();
}

async function walkTo(page, title) {
  await page.evaluate(() => document.activeElement?.blur());
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.closest('[data-task]') !== null)) break;
  }
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowLeft']) {
    for (let presses = 0; presses < 40; presses++) {
      if ((await focused(page)).includes(title)) return;
      await page.keyboard.press(key);
    }
  }
  // Down each column in turn.
  for (let column = 0; column < 6; column++) {
    await page.keyboard.press('Home');
    for (let presses = 0; presses < 40; presses++) {
      if ((await focused(page)).includes(title)) return;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('ArrowRight');
  }
  assert.fail(`no arrows lead to “${title}”`);
}

async function moveByKey(page, title, stage) {
  await card(page, title).locator('a').focus();
  await page.keyboard.press('m');
  await page.getByRole('menuitem', { name: stage }).click();
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
    ['/?q=nothing-has-this-name', '.col-empty'],
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
