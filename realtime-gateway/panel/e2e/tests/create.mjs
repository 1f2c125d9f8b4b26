import { until } from '../stage.mjs';
import { inColumn } from '../steps.mjs';

export async function createOnThePanel(stage) {
  const page = await stage.open('/', { ready: '.teach, .board .col' });
  await page.getByRole('button', { name: 'New task' }).first().click();
  await page.getByLabel('Title').fill('Made on the panel');
  // The filter of the same name is there for as long as the board is still being read.
  await page.locator('dialog').getByLabel('Agent', { exact: true }).fill('agt_e2e');
  await page.getByText('Advanced: payload, tries and deadlines').click();
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
}

/** An agent that has never reported is asked about; here it may have done so in an earlier run. */
async function answerForStranger(page) {
  const anyway = page.getByRole('button', { name: 'Create anyway' });
  await until(
    'asked or created',
    async () => (await anyway.count()) === 1 || (await page.locator('dialog:modal').count()) === 0,
  );
  if ((await anyway.count()) === 1) await anyway.click();
}
