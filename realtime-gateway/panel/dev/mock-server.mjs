// A server for looking at the panel without the rest of the system: it serves dist/, keeps a small board in memory and
// speaks the protocol of /ws/board. Only for development; `node dev/mock-server.mjs [port] [--tasks=5000] [--rate=200]`.
// POST /_dev/{freeze,thaw,drop,signout,conflict,silent,agent,task} makes the states of the connection seen.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { answered, edited, noted, wordsOf } from './mock-words.mjs';
import { Board } from './mock-board.mjs';

const option = (name, fallback) =>
  process.argv.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? fallback;
const port = Number(process.argv[2]?.startsWith('--') ? 5170 : (process.argv[2] ?? 5170));
const dist = join(fileURLToPath(new URL('.', import.meta.url)), '..', 'dist');
const state = {
  frozen: false,
  refusing: false,
  signedIn: option('signed-in', 'yes') === 'yes',
  silent: false,
};
const board = new Board({
  tasks: Number(option('tasks', 0)),
  empty: option('empty', 'no') === 'yes',
});
const rate = Number(option('rate', 1));

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://mock');
  const body = await read(request);
  if (url.pathname.startsWith('/_dev/')) return control(url, response);
  if (url.pathname.startsWith('/api/')) return api(request, url, body, response);
  return file(url.pathname, response);
});

const sockets = new WebSocketServer({ server, path: '/ws/board' });
sockets.on('connection', (socket) => {
  socket.once('message', (text) => {
    const { since } = JSON.parse(String(text));
    const missed = since === undefined ? null : board.since(since);
    if (missed === null) {
      send(socket, { op: 'reset' });
      for (const part of board.snapshot()) send(socket, part);
    } else {
      send(socket, { op: 'resumed' });
      send(socket, { op: 'behind', left: missed.length });
      for (const frame of missed) send(socket, frame);
    }
    send(socket, { op: 'live', ...board.position() });
    socket.isLive = true;
  });
});

const send = (socket, frame) => socket.send(JSON.stringify(frame));
const broadcast = (frame) => {
  if (state.frozen) return;
  const text = JSON.stringify(frame);
  for (const socket of sockets.clients)
    if (socket.isLive && socket.readyState === 1) socket.send(text);
};
board.onFrame = broadcast;
setInterval(() => broadcast({ op: 'tick', ...board.position() }), 5_000);
if (rate > 0)
  setInterval(() => board.work(Math.max(1, Math.round(rate / 20))), rate >= 20 ? 50 : 1000 / rate);

function control(url, response) {
  switch (url.pathname.slice('/_dev/'.length)) {
    case 'freeze':
      state.frozen = true;
      break;
    case 'thaw':
      state.frozen = false;
      break;
    case 'drop':
      state.refusing = url.searchParams.get('refuse') === '1';
      for (const socket of sockets.clients) socket.terminate();
      break;
    case 'signout':
      state.signedIn = false;
      for (const socket of sockets.clients) socket.terminate();
      break;
    case 'conflict':
      board.conflictNext = true;
      break;
    case 'silent':
      state.silent = url.searchParams.get('on') !== '0';
      break;
    case 'agent':
      return answer(response, 200, board.meet(url.searchParams.get('id')));
    case 'task':
      board.touch(url.searchParams.get('id'), JSON.parse(url.searchParams.get('set')));
      break;
    default:
      return answer(response, 404, {});
  }
  return answer(response, 200, { ok: true });
}

function api(request, url, body, response) {
  const path = url.pathname;
  const route = `${request.method} ${path}`;
  if (state.silent && request.method !== 'GET') return undefined;
  const isScript = request.headers['x-mc-token'] === 'dev';
  if (request.method !== 'GET' && request.headers['x-mc-panel'] !== '1' && !isScript)
    return problem(response, 403, 'x-mc-panel is missing');
  if (route === 'POST /api/session') {
    if (body?.token !== 'dev') return problem(response, 401, 'Unknown token');
    state.signedIn = true;
    return answer(response, 200, { role: 'panel' });
  }
  if (!state.signedIn) return problem(response, 401, 'No session');
  if (route === 'POST /api/realtime/tickets') {
    return state.refusing
      ? problem(response, 503, 'Not ready')
      : answer(response, 200, { ticket: `tkt_${Math.random()}` });
  }
  if (route === 'POST /api/dashboard/tasks') {
    if (body.title === 'bad')
      return problem(response, 422, 'Invalid', [
        { pointer: '/title', detail: 'The title is refused.' },
      ]);
    return answer(response, 201, board.create(body));
  }
  if (path === '/api/dashboard/activity')
    return answer(response, 200, {
      events: url.searchParams.has('before') ? [] : board.activity(),
    });
  if (path === '/api/dashboard/facts')
    return answer(
      response,
      200,
      board.factCounts(
        Date.parse(url.searchParams.get('from')),
        Date.parse(url.searchParams.get('to')),
        Number(url.searchParams.get('buckets')),
      ),
    );
  if (path === '/api/dashboard/facts/neighbour') {
    const of = Date.parse(url.searchParams.get('of'));
    const at = board.neighbourFact(of, url.searchParams.get('direction'));
    return answer(response, 200, at === undefined ? {} : { at: new Date(at).toISOString() });
  }
  if (path === '/api/dashboard/incidents') {
    return answer(response, 200, { incidents: board.incidents(url.searchParams.get('state')) });
  }
  if (path === '/api/dashboard/agents/stats')
    return answer(response, 200, { done_since: board.doneSince(), stats: board.stats() });
  if (path === '/api/dashboard/health') return answer(response, 200, board.health());
  if (path === '/api/dashboard/board') {
    const at = Date.parse(url.searchParams.get('at'));
    return at > Date.now()
      ? problem(response, 400, 'The moment lies ahead.')
      : answer(response, 200, board.at(at));
  }
  const match =
    /^\/api\/dashboard\/tasks\/([^/]+)(?:\/(retry|cancel|events|trace|answer|notes))?$/.exec(path);
  const task = match && board.tasks.get(decodeURIComponent(match[1]));
  if (!task) return problem(response, 404, 'Unknown task');
  if (match[2] === 'trace') return answer(response, 200, { events: board.trace(task) });
  if (match[2] === 'events') return answer(response, 200, { events: board.events(task) });
  if (request.method === 'GET')
    return answer(response, 200, { ...task, payload: board.payload(task), ...wordsOf(task) });
  if (match[2] === 'notes') return answer(response, 200, board.put(noted(task, body.text)));
  if (match[2] === 'answer') {
    const after = answered(task, body);
    return after === null
      ? problem(response, 409, 'The question is not open.', [], { reason: 'question_not_open' })
      : answer(response, 200, board.put(after));
  }
  const seen = Number(request.headers['if-match']?.replaceAll('"', ''));
  if (board.conflictNext) {
    board.conflictNext = false;
    board.touch(task.task_id, { progress: 99 });
  }
  const now = board.tasks.get(task.task_id);
  if (seen !== now.version)
    return problem(response, 412, 'The task was changed since.', [], {
      reason: 'version_mismatch',
      version: now.version,
    });
  if (match[2] === 'retry') return answer(response, 200, board.retry(now));
  if (match[2] === 'cancel') return answer(response, 200, board.cancel(now));
  if (body.stage === undefined) return answer(response, 200, board.put(edited(now, body)));
  if (now.status === 'done' || body.stage === 'done')
    return problem(response, 409, 'The card cannot be moved there.', [], { reason: 'not_movable' });
  return answer(response, 200, board.move(now, body.stage));
}

function file(path, response) {
  const asked = join(dist, normalize(path));
  const found =
    asked.startsWith(dist) && existsSync(asked) && statSync(asked).isFile()
      ? asked
      : join(dist, 'index.html');
  response.writeHead(200, {
    'content-type': TYPES[extname(found)] ?? 'application/octet-stream',
    'content-security-policy': POLICY,
  });
  createReadStream(found).pipe(response);
}

function answer(response, status, value, type = 'application/json') {
  response.writeHead(status, { 'content-type': type });
  response.end(JSON.stringify(value));
}

const problem = (response, status, detail, errors = [], more = {}) =>
  answer(
    response,
    status,
    { title: detail, status, detail, errors, ...more },
    'application/problem+json',
  );

async function read(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? null : JSON.parse(text);
}

server.listen(port, '127.0.0.1', () => console.log(`panel on http://127.0.0.1:${port}`));
