import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ServerFrame } from '../wire/frame';
import { BoardLink, SILENCE_LIMIT, type Socket, type TicketAnswer } from './board-link';
import type { Link } from './connection';

class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onclose: ((event: { readonly code: number }) => void) | null = null;
  readonly sent: unknown[] = [];
  closed = false;
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.closed = true;
  }
  say(...frames: object[]) {
    for (const frame of frames) this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

function newRoom() {
  const room = {
    sockets: [] as FakeSocket[],
    answers: [] as TicketAnswer[],
    tickets: 0,
    frames: [] as ServerFrame[],
    links: [] as Link[],
    cursor: null as string | null,
    get socket() {
      return room.sockets.at(-1)!;
    },
    get state() {
      return room.links.at(-1)!;
    },
  };
  const link = new BoardLink(
    {
      ticket: () =>
        Promise.resolve(
          room.answers.shift() ?? { kind: 'ticket', ticket: `tkt_${++room.tickets}` },
        ),
      open: () => {
        room.sockets.push(new FakeSocket());
        return room.socket;
      },
      random: () => 0.5,
      clock: { monotone: () => performance.now(), wall: () => Date.now() },
    },
    {
      cursor: () => room.cursor,
      frame: (frame) => room.frames.push(frame),
      setLink: (state) => room.links.push(state),
    },
  );
  return { room, link };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const live = { op: 'live', cursor: 'c1', as_of: '2026-11-22T12:00:00Z' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function connected() {
  const made = newRoom();
  made.link.connect();
  await pass(0);
  made.room.socket.onopen?.();
  return made;
}

test('a ticket, a socket, a hello, then frames in their order', async () => {
  const { room } = await connected();
  expect(room.socket.sent).toEqual([{ op: 'hello' }]);
  room.socket.say({ op: 'reset' }, live);
  expect(room.frames.map((frame) => frame.op)).toEqual(['reset', 'live']);
  expect(room.state).toEqual({ is: 'open' });
});

test('after a loss it resumes from the cursor with a new ticket', async () => {
  const { room } = await connected();
  room.socket.say(live);
  room.cursor = 'c1';
  room.socket.onclose?.({ code: 1006 });
  expect(room.state.is).toBe('waiting');
  await pass(1_000);
  room.socket.onopen?.();
  expect(room.tickets).toBe(2);
  expect(room.socket.sent).toEqual([{ op: 'hello', since: 'c1' }]);
});

test('waits grow with each failure and start over once live', async () => {
  const { room } = await connected();
  const waits: number[] = [];
  for (let failure = 0; failure < 6; failure++) {
    room.socket.onclose?.({ code: 1006 });
    const before = room.sockets.length;
    let waited = 0;
    while (room.sockets.length === before) {
      await pass(500);
      waited += 500;
    }
    waits.push(waited);
  }
  expect(waits).toEqual([1_000, 2_000, 2_000, 2_000, 2_000, 2_000]);
  room.socket.onopen?.();
  room.socket.say(live);
  room.socket.onclose?.({ code: 1006 });
  await pass(1_000);
  expect(room.sockets.length).toBe(8);
});

test.each([4010, 4400])('close code %i asks for the whole board', async (code) => {
  const { room } = await connected();
  room.socket.say(live);
  room.cursor = 'c1';
  room.socket.onclose?.({ code });
  await pass(1_000);
  room.socket.onopen?.();
  expect(room.socket.sent).toEqual([{ op: 'hello' }]);
});

test('a frame that cannot be believed asks for the whole board, not for silence', async () => {
  const { room } = await connected();
  room.cursor = 'c1';
  room.socket.say(live, { op: 'task', task: { task_id: 't1', version: 'two' } });
  const first = room.sockets[0]!;
  expect(first.closed).toBe(true);
  await pass(1_000);
  room.socket.onopen?.();
  expect(room.socket.sent).toEqual([{ op: 'hello' }]);
});

test('an op it does not know is passed over', async () => {
  const { room } = await connected();
  room.socket.say({ op: 'weather', sky: 'blue' }, live);
  expect(room.frames.map((frame) => frame.op)).toEqual(['live']);
  expect(room.socket.closed).toBe(false);
});

test('an open socket that falls silent is given up', async () => {
  const { room } = await connected();
  await pass(SILENCE_LIMIT - 1);
  expect(room.socket.closed).toBe(false);
  room.socket.say(live);
  await pass(SILENCE_LIMIT);
  expect(room.sockets[0]!.closed).toBe(true);
  expect(room.state.is).toBe('waiting');
});

test('waking tries at once, and leaves a healthy socket alone', async () => {
  const { room, link } = await connected();
  link.wake();
  expect(room.sockets.length).toBe(1);
  for (let failure = 0; failure < 5; failure++) {
    room.socket.onclose?.({ code: 1006 });
    link.wake();
    await pass(0);
  }
  expect(room.sockets.length).toBe(6);
});

test('waking after an hour of sleep does not wait for the socket to notice', async () => {
  const { room, link } = await connected();
  vi.setSystemTime(Date.now() + 3_600_000);
  link.wake();
  await pass(0);
  expect(room.sockets.length).toBe(2);
  expect(room.sockets[0]!.closed).toBe(true);
});

test('what a given-up attempt still says is ignored', async () => {
  const { room, link } = await connected();
  const old = room.socket;
  link.connect();
  await pass(0);
  old.say(live);
  expect(room.frames).toEqual([]);
  expect(room.state).toEqual({ is: 'connecting' });
});

test('without a session it stops, until told to connect', async () => {
  const { room, link } = await connected();
  room.answers.push({ kind: 'signedOut' });
  room.socket.onclose?.({ code: 1006 });
  await pass(60_000);
  expect(room.state).toEqual({ is: 'signedOut' });
  link.wake();
  expect(room.sockets.length).toBe(1);
  link.connect();
  await pass(0);
  expect(room.sockets.length).toBe(2);
});

test('a server that gives no ticket is asked again', async () => {
  const { room, link } = newRoom();
  room.answers.push({ kind: 'none' }, { kind: 'none' });
  link.connect();
  await pass(3_000);
  expect(room.sockets.length).toBe(1);
});

test('a socket that never opens is given up', async () => {
  const { room, link } = newRoom();
  link.connect();
  await pass(10_000);
  expect(room.sockets[0]!.closed).toBe(true);
  expect(room.state.is).toBe('waiting');
});
