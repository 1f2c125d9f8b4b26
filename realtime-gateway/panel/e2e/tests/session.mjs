import assert from 'node:assert/strict';
import { until } from '../stage.mjs';

export async function signIn(stage) {
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
}
