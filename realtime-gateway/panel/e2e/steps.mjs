// Steps that several tests take on a page.
import assert from 'node:assert/strict';
import { until } from './stage.mjs';

export const card = (page, title, column = '') =>
  page.locator(`${column} .card`.trim(), { hasText: title });

export const inColumn = (page, title, stage) =>
  until(
    `“${title}” in ${stage}`,
    async () => (await card(page, title, `#col-${stage}`).count()) === 1,
  );

/** What the focused link or button says; nothing when the page itself has the focus. */
export const focused = (page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement === null || activeElement === document.body
      ? ''
      : (activeElement.textContent ?? '');
  });

export const wasNeverReloaded = (page) => page.evaluate(() => globalThis.neverReloaded === true);

/** From the card that has the tab stop to the one wanted, by arrows only. */
export async function walkTo(page, title) {
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

export async function moveByKey(page, title, stage) {
  await card(page, title).locator('a').focus();
  await page.keyboard.press('m');
  await page.getByRole('menuitem', { name: stage }).click();
}

/** Presses Tab until the focus is on what is wanted. */
export async function tabTo(page, isWanted, what) {
  for (let presses = 0; presses < 60; presses++) {
    if (await page.evaluate(isWanted)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`no Tab leads to ${what}`);
}
