import assert from 'node:assert/strict';
import { until } from '../stage.mjs';
import { card, focused, tabTo, walkTo } from '../steps.mjs';

const QUESTION = { id: 'q_region', text: 'Which region?', options: ['North', 'South'] };

/** A task whose agent is at work and has asked. */
async function asking(stage, title) {
  const task = await stage.task(title);
  await stage.report(task, 'running');
  await stage.report(task, 'progress', { progress: 40, question: QUESTION });
  return task;
}

const textOf = async (locator) => (await locator.textContent()) ?? '';

export async function answerByKeyboard(stage) {
  const title = `Asks which region ${Date.now()}`;
  const page = await stage.open();
  const task = await asking(stage, title);
  await until('the card waits for a person', async () =>
    /Waits for you: Which region\?/.test(await textOf(card(page, title))),
  );
  await page.waitForSelector('[data-connection="live"]');
  await page.keyboard.press('q');
  await until('the list has the focus', async () => (await focused(page)) === 'Questions');
  // Others may have asked before, and stand above.
  await page.evaluate((wanted) => (globalThis.wantedTitle = wanted), title);
  await tabTo(
    page,
    () =>
      document.activeElement?.localName === 'textarea' &&
      document.activeElement.closest('li')?.textContent.includes(globalThis.wantedTitle) === true,
    'the field of the question',
  );
  await page.keyboard.type('East, as before');
  await page.keyboard.press('Control+Enter');
  await until('the card waits no more', async () => {
    const text = await textOf(card(page, title));
    return text !== '' && !/Waits for you/.test(text);
  });
  await until('the focus stays in the list', async () => (await focused(page)) === 'Questions');
  await page.keyboard.press('Escape');
  const { body } = await stage.ask('GET', `/api/dashboard/tasks/${task.task_id}`);
  const [message] = body.dialogue.messages;
  assert.equal(message.text, 'East, as before');

  await walkTo(page, title);
  await page.keyboard.press('Enter');
  const drawer = page.locator('.drawer');
  await until('it is said that the agent has not confirmed it', async () =>
    /East, as before[^]*the agent has not confirmed it yet/.test(await textOf(drawer)),
  );
  await stage.report(task, 'progress', { progress: 50, acks: [message.id] });
  await until(
    'it is confirmed',
    async () => !/has not confirmed it yet/.test(await textOf(drawer)),
  );
  await page.context().close();
}

export async function answeredFirst(stage) {
  const task = await asking(stage, 'Asked of two people');
  const page = await stage.open(`/tasks/${task.task_id}`, { ready: '.drawer .ask-box textarea' });
  const box = page.locator('.drawer .ask-box');
  await box.getByLabel('Your answer').fill('Neither, wait for me');
  const { status } = await stage.ask('POST', `/api/dashboard/tasks/${task.task_id}/answer`, {
    command_id: task.command_id,
    question_id: QUESTION.id,
    text: 'South',
  });
  assert.equal(status, 200);
  await until('the other answer is told, and nothing is lost', async () =>
    /Somebody answered first: “South”[^]*Neither, wait for me/.test(await textOf(box)),
  );
  await box.getByRole('button', { name: 'Leave it as a note' }).click();
  await until('it is on its way as a note', async () =>
    /Note: Neither, wait for me/.test(await textOf(page.locator('.drawer .messages'))),
  );
  await page.context().close();
}

export async function optionAtOnce(stage) {
  const task = await asking(stage, 'Asked with options');
  const page = await stage.open(`/tasks/${task.task_id}`, { ready: '.drawer .ask-box textarea' });
  await page.locator('.drawer').getByRole('button', { name: 'North' }).click();
  await until('it is sent', async () =>
    /Answer: North/.test(await textOf(page.locator('.drawer .messages'))),
  );
  await page.context().close();
}

export async function editUnderWay(stage) {
  const task = await stage.task('Edited under way', { instructions: 'Count **all** of them.' });
  await stage.report(task, 'running');
  const page = await stage.open(`/tasks/${task.task_id}`, { ready: '.drawer .md strong' });
  await page.locator('.drawer').getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Edit…' }).click();
  await page.getByRole('textbox', { name: 'Instructions' }).fill('Count only the open ones.');
  await until('what it does is said before', async () =>
    /A new attempt begins; agt_e2e is told to stop/.test(
      await textOf(page.locator('dialog:modal')),
    ),
  );
  await stage.report(task, 'progress', { progress: 10 });
  await page.getByRole('button', { name: /^Save/ }).click();
  await until('the drawer shows the new ones', async () =>
    /Count only the open ones/.test(await textOf(page.locator('.drawer .dh'))),
  );
  const { body } = await stage.ask('GET', `/api/dashboard/tasks/${task.task_id}`);
  assert.deepEqual([body.attempt, body.instructions], [2, 'Count only the open ones.']);
  assert.equal(body.prior_attempts[0].error_code, 'superseded');
  await page.context().close();
}
