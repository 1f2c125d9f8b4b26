// A server that only one page sees: every state that a card can be in, with the longest texts that the contract allows.
import { Board } from '../dev/mock-board.mjs';

const MINUTE = 60;
const DAY = 86_400;
const ago = (seconds) => new Date(Date.now() - seconds * 1_000).toISOString();
const longer = (text, length) => text.repeat(Math.ceil(length / text.length)).slice(0, length);

const LONG_TITLE = longer('ReconciliarNotasFiscaisDeOutubro', 200);
const LONG_MESSAGE = longer(
  'https://example.org/relatorios/conciliacao?lote=0042 e depois ',
  2_000,
);
const LONG_CODE = longer('upstream_unavailable_', 64);
const LONG_ID = (kind) => longer(`${kind}_conciliador_de_notas_fiscais_`, 128);

export const AGENTS = [12, 40, 128].map((length) => longer('agt_conciliador_de_notas_', length));
const AWAY = AGENTS.map((agent) => `off_${agent.slice(4)}`);

const DIALOGUE = {
  open: {
    question: {
      id: LONG_ID('q'),
      text: `${longer('Posso quebrar a compatibilidade? ', 600)} ${LONG_TITLE}`,
      options: [LONG_TITLE, 'Pode', longer('Não pode, espere ', 200)],
    },
    asked_at: ago(59 * MINUTE),
  },
  messages: [{ id: LONG_ID('evt'), kind: 'note', text: LONG_MESSAGE, sent_at: ago(58 * MINUTE) }],
};

/** Of a task that is asked for by its id. */
const WORDS = {
  instructions: `# ${LONG_TITLE}\n\n1. ${LONG_MESSAGE}\n\n| a | b |\n|---|--:|\n| ${LONG_CODE} | 2 |`,
  result: { text: LONG_MESSAGE, links: [{ url: `https://example.org/${LONG_TITLE}` }] },
};

/** What a task of each state differs in; `deadline` in seconds from now, `since` in seconds before. */
const STATES = [
  { status: 'queued', stage: 'backlog', deliveries: 0 },
  { status: 'queued', stage: 'todo' },
  { status: 'queued', stage: 'todo', away: true, attempt: 12, deadline: 29 },
  { status: 'queued', stage: 'todo', deliveries: 12, deadline: 29, attempt: 2 },
  { status: 'ack', stage: 'todo', title: LONG_TITLE },
  { status: 'running', stage: 'doing', progress: 62, message: LONG_MESSAGE },
  { status: 'running', stage: 'doing', progress: 100, attempt: 12, deadline: 170 },
  { status: 'running', stage: 'doing', progress: 5, away: true, deadline: -5, title: LONG_TITLE },
  {
    status: 'running',
    stage: 'doing',
    progress: 40,
    deadline: 23 * 60 * MINUTE,
    dialogue: DIALOGUE,
  },
  { status: 'running', stage: 'review', message: 'PR aberto, 14 arquivos', since: 120 * DAY },
  { status: 'done', stage: 'done', message: LONG_MESSAGE, attempt: 3 },
  { status: 'failed', stage: 'blocked', error_code: LONG_CODE, message: LONG_MESSAGE, attempt: 12 },
  { status: 'failed', stage: 'blocked', error_code: 'upstream_503', deadline: 19 * MINUTE },
  { status: 'failed', stage: 'blocked', error_code: 'cancelled', title: LONG_TITLE },
  { status: 'timeout', stage: 'blocked', error_code: 'timeout', away: true, attempt: 12 },
  { status: 'timeout', stage: 'blocked', error_code: 'timeout', deadline: 19 * MINUTE },
];

class LongestBoard extends Board {
  constructor() {
    super({ empty: true });
    for (const agent_id of [...AGENTS, ...AWAY]) this.agents.set(agent_id, agentOf(agent_id));
    STATES.forEach((state, index) =>
      AGENTS.forEach((_, length) => this.put(taskOf(state, length, `${index}_${length}`))),
    );
    this.put({ ...taskOf(STATES[11], 2, 'longest'), task_id: LONG_ID('tsk'), title: LONG_TITLE });
  }

  events(task) {
    return super.events(task).map((event) => ({
      ...event,
      event_id: LONG_ID(event.event_id),
      command_id: event.command_id && LONG_ID('cmd'),
      ...(event.message === undefined ? {} : { message: LONG_MESSAGE }),
      ...(event.error_code === undefined ? {} : { error_code: LONG_CODE }),
    }));
  }

  incidents(state) {
    return super.incidents(state).map((incident) => ({
      ...incident,
      subject: incident.kind === 'agent_offline' ? AWAY[2] : incident.subject,
      ...(incident.agent_id === undefined ? {} : { agent_id: AWAY[2] }),
    }));
  }
}

const agentOf = (agent_id) => ({
  agent_id,
  version: 1,
  presence: AWAY.includes(agent_id) ? 'offline' : 'online',
  last_seen_at: ago(AWAY.includes(agent_id) ? 59 * MINUTE : 3),
  presence_since: ago(59 * MINUTE),
  deadline_at: ago(-180),
});

function taskOf({ away, deadline, since = 59 * MINUTE, attempt = 1, ...rest }, length, id) {
  return {
    task_id: `tsk_${id}`,
    version: 1,
    title: 'Comparar o plano de retenção de registros com a política de privacidade em vigor',
    agent_id: (away ? AWAY : AGENTS)[length],
    command_id: LONG_ID('cmd'),
    attempt,
    deliveries: 1,
    created_at: ago(since + 600),
    updated_at: ago(since),
    stage_since: ago(since),
    status_since: ago(since),
    max_attempts: 12,
    ack_timeout: 86_399,
    running_timeout: 86_399,
    prior_attempts: [],
    ...(deadline === undefined ? {} : { deadline_at: ago(-deadline) }),
    ...rest,
  };
}

export const TASKS = {
  failed: LONG_ID('tsk'),
  near: 'tsk_6_2',
  asks: 'tsk_8_2',
  retried: 'tsk_12_1',
  timedOut: 'tsk_14_2',
};

/** Puts the scene in the place of the server's data; the page itself still comes from the server. */
export async function setScene(page) {
  const board = new LongestBoard();
  const answers = {
    '/api/realtime/tickets': () => ({ ticket: 'tkt_scene' }),
    '/api/dashboard/activity': () => ({ events: board.activity() }),
    '/api/dashboard/agents/stats': () => ({ done_since: board.doneSince(), stats: board.stats() }),
    '/api/dashboard/health': () => board.health(),
    '/api/dashboard/incidents': (url) => ({
      incidents: board.incidents(url.searchParams.get('state')),
    }),
    '/api/dashboard/board': (url) => board.at(Date.parse(url.searchParams.get('at'))),
  };
  const ofTask = (path) => {
    const [, id, part] = /^\/api\/dashboard\/tasks\/([^/]+)(?:\/(events|trace))?$/.exec(path) ?? [];
    const task = board.tasks.get(decodeURIComponent(id ?? ''));
    if (task === undefined) return undefined;
    if (part === undefined) return { ...task, payload: { [LONG_CODE]: LONG_MESSAGE }, ...WORDS };
    return { events: part === 'events' ? board.events(task) : board.trace(task) };
  };
  await page.route('**/api/**', (route) => {
    const url = new URL(route.request().url());
    const json = answers[url.pathname]?.(url) ?? ofTask(url.pathname);
    return json === undefined ? route.fulfill({ status: 404 }) : route.fulfill({ json });
  });
  await page.routeWebSocket('**/ws/board*', (socket) => {
    const say = (frame) => socket.send(JSON.stringify(frame));
    socket.onMessage(() => {
      say({ op: 'reset' });
      for (const part of board.snapshot()) say(part);
      say({ op: 'live', ...board.position() });
    });
    const ticking = setInterval(() => say({ op: 'tick', ...board.position() }), 2_000);
    page.on('close', () => clearInterval(ticking));
  });
}
