import assert from 'node:assert/strict';
import { faultsOfLayout, Findings } from '../layout.mjs';
import { AGENTS, setScene, TASKS } from '../scene.mjs';
import { painted } from '../stage.mjs';

const LANGUAGES = ['pt-BR', 'en-US'];
const HANDS = { mouse: {}, touch: { hasTouch: true } };

/** Widths, and how high screens of that width are. */
const SCREENS = [
  [320, 568],
  [390, 844],
  [640, 800],
  [820, 1180],
  [1024, 768],
  [1180, 820],
  [1280, 720],
  [1440, 900],
];
/** Those on which a drawer or a dialog has a width of its own. */
const NARROW_SCREENS = SCREENS.filter(([width]) => width <= 640);
/** So high that every card of a column is on the page. */
const HIGH_SCREENS = SCREENS.map(([width]) => [width, 2_800]);

/** The look itself: told of a page with one fault of each kind, and of the same page without them. */
export async function findsFaults(stage) {
  const page = await stage.browser.newPage({ viewport: { width: 400, height: 300 } });
  const line = (style, words = 'one') => `<p style="margin: 0; ${style}">${words}</p>`;
  const box = (style, inside) => `<div style="width: 100px; ${style}">${inside}</div>`;
  const button = (style) => `<button style="width: 200px; ${style}">act</button>`;
  const cases = [
    [/lies over/, line('height: 4px') + line(''), line('') + line('')],
    [
      /“one one .*” is cut by div/,
      box('overflow: hidden; white-space: nowrap', line('', 'one '.repeat(20))),
      box(
        '',
        line('overflow: hidden; text-overflow: ellipsis; white-space: nowrap', 'one '.repeat(20)),
      ),
    ],
    [
      /“act” is cut by div/,
      box('overflow: hidden', button('')),
      box('overflow: hidden', button('width: auto')),
    ],
    [
      /“act” is cut by the window/,
      button('position: fixed; left: 390px'),
      button('position: fixed; left: 0'),
    ],
    [
      /div scrolls sideways/,
      box('overflow: auto', button('')),
      box('overflow: auto', button('width: auto')),
    ],
    [/the page scrolls sideways/, box('width: 900px', 'one'), box('', 'one')],
    [
      /shows only 20 px/,
      box('overflow-y: auto; height: 20px', line('height: 400px')),
      box('overflow-y: auto; height: 90px', line('height: 400px')),
    ],
  ];
  for (const [fault, wrong, right] of cases) {
    await page.setContent(wrong);
    assert.match((await page.evaluate(faultsOfLayout)).join('\n'), fault);
    await page.setContent(right);
    assert.deepEqual(await page.evaluate(faultsOfLayout), []);
  }
  await page.close();
}

/** Cards as they are, and as they are under the mouse and with the focus: their button appears. */
export async function boardLayout(stage) {
  await inEachLanguage(stage, ['mouse', 'touch'], async (page, look, hand) => {
    await page.setViewportSize({ width: 1440, height: HIGH_SCREENS[0][1] });
    await page.waitForSelector('.card');
    if (hand === 'mouse') await onEachScreen(page, () => look('at rest'), HIGH_SCREENS);
    await force(page, '.card', ['hover', 'focus-within']);
    await onEachScreen(page, () => look('hovered and focused'), HIGH_SCREENS);
    if (hand === 'touch') return;
    await page.evaluate(() => (document.querySelector('.board').dataset.density = 'compact'));
    await onEachScreen(page, () => look('compact'), HIGH_SCREENS);
  });
}

/** What opens on the board: menus, the search among agents, all filters in use. */
export async function boardMenusLayout(stage) {
  await inEachLanguage(stage, ['touch'], async (page, look) => {
    await onEachScreen(page, async () => {
      await page.locator('.card a').first().focus();
      await page.keyboard.press('m');
      await look('stages');
      await page.keyboard.press('Escape');
      await page.locator('.card:has(a:focus) .kebab').press('Enter');
      await look('actions');
      await page.keyboard.press('Escape');
      await page
        .locator('.tools [aria-haspopup]:not(.ask)')
        .filter({ visible: true })
        .first()
        .press('Enter');
      await look('first filter');
      await page.keyboard.press('Escape');
      await page.locator('.tools .ask').press('Enter');
      await page.waitForSelector('.questions li');
      await look('questions');
      await page.keyboard.press('Escape');
    });
    await page.goto(`${stage.url}/?agent=${AGENTS[2]},${AGENTS[0]}&status=failed&attention=1&q=x`);
    await page.waitForSelector('.board .col');
    await onEachScreen(page, () => look('all filters'));
  });
}

/** A task in full, where what is wrong with it, its ids and its messages are as long as they may be. */
export async function drawerLayout(stage) {
  await inEachLanguage(stage, ['touch'], async (page, look) => {
    for (const [what, id] of Object.entries(TASKS)) {
      await page.goto(`${stage.url}/tasks/${id}`);
      await page.waitForSelector('.drawer .tl li');
      await page.locator('.drawer .unfold').first().click();
      await page.waitForSelector('.trace');
      const isFirst = what === 'failed';
      await onEachScreen(page, () => look(`${what}, timeline`), isFirst ? SCREENS : NARROW_SCREENS);
      if (!isFirst) continue;
      for (const tab of ['discord', 'payload', 'json']) {
        await page.click(`#tab-${tab}`);
        await onEachScreen(page, () => look(tab), NARROW_SCREENS);
      }
    }
  });
}

export async function otherViewsLayout(stage) {
  const past = new Date(Date.now() - 60_000).toISOString();
  const views = [
    ['/agents', '.tbl tbody tr'],
    ['/activity', '.tl li'],
    ['/incidents', '.view h2'],
    ['/health-view', '.tile'],
    [`/?at=${past}`, '.banner.past'],
    ['/?view=list', '.task-row'],
    ['/?view=list&group=agent', '.task-row'],
    ['/nowhere', '#content a'],
  ];
  await inEachLanguage(stage, ['touch'], async (page, look) => {
    for (const [path, ready] of views) {
      await page.goto(stage.url + path);
      await page.waitForSelector(ready);
      await onEachScreen(page, () => look(path.split('=')[0]));
    }
  });
}

export async function dialogsLayout(stage) {
  await inEachLanguage(stage, ['touch'], async (page, look) => {
    for (const key of ['n', '?']) {
      await page.keyboard.press(key);
      await page.waitForSelector('dialog:modal');
      await onEachScreen(page, () => look(`dialog of ${key}`), NARROW_SCREENS);
      await page.keyboard.press('Escape');
    }
  });
}

/** Takes the walk in both languages and by each hand, and tells at its end all that was found. */
async function inEachLanguage(stage, hands, walk) {
  const findings = new Findings();
  for (const locale of LANGUAGES)
    for (const hand of hands) {
      const page = await stage.open('/', { locale, before: setScene, ...HANDS[hand] });
      await page.waitForSelector('[data-connection="live"]');
      const look = async (state) => {
        const place = `${locale}, ${hand}, ${state}, ${page.viewportSize().width} px`;
        await painted(page);
        const faults = await page.evaluate(faultsOfLayout);
        findings.add(place, faults);
      };
      await walk(page, look, hand);
      await page.context().close();
    }
  assert.equal(findings.told.length, 0, `\n${findings.told.join('\n')}`);
}

async function onEachScreen(page, look, screens = SCREENS) {
  for (const [width, height] of screens) {
    await page.setViewportSize({ width, height });
    await look();
  }
}

/** Lets all elements be as if the mouse were over each of them, or the focus in it. */
async function force(page, selector, forcedPseudoClasses) {
  const inspector = await page.context().newCDPSession(page);
  await inspector.send('DOM.enable');
  await inspector.send('CSS.enable');
  const { root } = await inspector.send('DOM.getDocument');
  const found = await inspector.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector });
  for (const nodeId of found.nodeIds)
    await inspector.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses });
}
