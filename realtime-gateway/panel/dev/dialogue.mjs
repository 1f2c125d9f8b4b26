// What an agent that asks waits for, over a real system: each round asks, is answered, and acknowledges the answer.
import { randomUUID } from 'node:crypto';

/** Discord lets five messages in two seconds through; a round that comes sooner would measure that (ms). */
const DISCORD_PACE = 450;
const WITHIN = 20_000;

const now = () => performance.timeOrigin + performance.now();
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * @param discord the address of the simulated channel
 * @returns per round: ms from the question's POST to the board's frame and to Discord's channel, and from the answer's
 *   POST to the agent's long poll
 */
export async function dialogue(stage, discord, rounds) {
  const task = await stage.task('Asks and asks', { agent_id: 'agt_asks' });
  await stage.report(task, 'running');
  const board = await boardOf(stage);
  const times = { board: [], discord: [], agent: [] };
  let acks = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const began = now();
      const question = { id: `q${round}`, text: `Question ${round} of ${randomUUID()}?` };
      const onBoard = board.sees(question.text);
      const inChannel = seenIn(discord, question.text);
      await taken(stage.ask('POST', '/api/agents/events', report(task, { question, acks })), 202);
      times.board.push((await onBoard) - began);
      times.discord.push((await inChannel) - began);
      // The acknowledgement above has taken effect with the question, so that nothing ends the wait but the answer.
      const heard = stage
        .ask('GET', `/api/agents/${task.agent_id}/commands`, undefined, { prefer: 'wait=20' })
        .then(({ body }) => ({ at: now(), message: body.commands[0].message }));
      await pause(50);
      const answered = now();
      const answer = { command_id: task.command_id, question_id: question.id, text: 'Go on' };
      await taken(stage.ask('POST', `/api/dashboard/tasks/${task.task_id}/answer`, answer), 200);
      const { at, message } = await heard;
      if (message.question_id !== question.id)
        throw new Error(`expected the answer to ${question.id}, heard ${JSON.stringify(message)}`);
      times.agent.push(at - answered);
      acks = [message.id];
      await pause(Math.max(0, DISCORD_PACE - (now() - began)));
    }
  } finally {
    board.close();
  }
  return times;
}

const report = ({ task_id, command_id, agent_id }, more) => ({
  event_id: `evt_${randomUUID()}`,
  type: 'progress',
  task_id,
  command_id,
  agent_id,
  ...more,
});

async function taken(answering, status) {
  const answer = await answering;
  if (answer.status !== status)
    throw new Error(`expected ${status}, found ${JSON.stringify(answer)}`);
}

/** Frames of the board as they come; the words of a question are in one of them. */
async function boardOf(stage) {
  const { body } = await stage.ask('POST', '/api/realtime/tickets');
  const socket = new WebSocket(`${stage.url.replace('http', 'ws')}/ws/board?ticket=${body.ticket}`);
  const waiting = new Map();
  socket.addEventListener('message', ({ data }) => {
    for (const [text, see] of waiting)
      if (data.includes(text)) {
        waiting.delete(text);
        see(now());
      }
  });
  await new Promise((done, fail) => {
    socket.addEventListener('open', () => {
      socket.send(JSON.stringify({ op: 'hello' }));
      done();
    });
    socket.addEventListener('error', fail);
  });
  return {
    sees: (text) => new Promise((done) => waiting.set(text, done)),
    close: () => socket.close(),
  };
}

async function seenIn(discord, text) {
  const end = now() + WITHIN;
  while (now() < end) {
    if ((await (await fetch(discord)).text()).includes(text)) return now();
    await pause(5);
  }
  throw new Error(`Discord was not told ${text} within ${WITHIN} ms`);
}
