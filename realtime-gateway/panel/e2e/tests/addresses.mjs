import assert from 'node:assert/strict';

export async function leadsNowhere(stage) {
  const page = await stage.open('/nowhere', { ready: '#content' });
  await page.locator('#content a').click();
  await page.waitForSelector('.board .col');
  await page.context().close();
  const asScript = await stage.ask('GET', '/nowhere');
  assert.equal(asScript.status, 404);
  assert.equal(asScript.body.detail, 'There is no such page');
  const { status } = await stage.ask('GET', '/api/nowhere', undefined, { accept: 'text/html' });
  assert.equal(status, 404);
}
