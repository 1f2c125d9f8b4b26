// The board of the mock server: the tasks and agents that the design mock shows, and a little life.

import { QUESTIONS } from './mock-words.mjs';

const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();
const MIN = 60;
const H = 3600;
const D = 86400;
const LOG_KEPT = 5000;

const AGENTS = [
  ['agt_atlas', 3],
  ['agt_iris', 8],
  ['agt_nova', 11],
  ['agt_rio', 6],
  ['agt_zeca', 2],
  ['agt_bento', 94],
  ['agt_lume', 7 * MIN],
];

// title, agent, status, stage, seconds in the stage, and what differs
const TASKS = [
  ['Propor índice para a consulta de incidentes', 'agt_atlas', 'queued', 'backlog', 2 * D],
  ['Escrever o guia de plantão', 'agt_iris', 'queued', 'backlog', D + 3 * H],
  ['Medir o custo por tarefa', 'agt_nova', 'queued', 'backlog', 5 * H],
  ['Avaliar o novo formato de exportação', 'agt_zeca', 'queued', 'backlog', 40 * MIN],
  ['Classificar 1.200 chamados de suporte', 'agt_lume', 'queued', 'todo', 7 * MIN],
  [
    'Conferir boletos vencidos',
    'agt_rio',
    'queued',
    'todo',
    3 * MIN,
    { deliveries: 2, deadline: 20, updated: 100 },
  ],
  ['Traduzir o changelog 2.4 para o inglês', 'agt_iris', 'ack', 'todo', 40, { deadline: 14 * MIN }],
  ['Validar notas fiscais de outubro', 'agt_bento', 'queued', 'todo', 19, { deadline: 100 }],
  ['Recalcular o estoque mínimo', 'agt_nova', 'queued', 'todo', 8, { attempt: 2, deadline: 110 }],
  [
    'Auditar permissões do bucket de backups',
    'agt_rio',
    'running',
    'doing',
    31 * MIN,
    { progress: 18, deadline: 108, updated: 13 * MIN },
  ],
  [
    'Escrever testes do agrupamento de avisos',
    'agt_zeca',
    'running',
    'doing',
    22 * MIN,
    { progress: 88, message: '41 de 46 testes passam' },
  ],
  [
    'Treinar o classificador de urgência',
    'agt_iris',
    'running',
    'doing',
    18 * MIN,
    {
      progress: 41,
      message: 'Época 5 de 12, perda 0,31',
      attempt: 2,
      dialogue: QUESTIONS.classifier,
    },
  ],
  [
    'Migrar índices de agent_events',
    'agt_atlas',
    'running',
    'doing',
    14 * MIN,
    { progress: 62, message: 'Reindexando a partição 8 de 12' },
  ],
  [
    'Extrair tabelas de 340 PDFs',
    'agt_nova',
    'running',
    'doing',
    9 * MIN,
    { progress: 24, message: 'Lote 4 de 17' },
  ],
  [
    'Comparar preços de cinco fornecedores',
    'agt_bento',
    'running',
    'doing',
    26,
    { message: 'Começou' },
  ],
  [
    'Refatorar o leitor de planilhas',
    'agt_zeca',
    'running',
    'review',
    3 * H,
    {
      progress: 80,
      message: 'PR aberto, 14 arquivos',
      attempt: 2,
      dialogue: QUESTIONS.spreadsheets,
    },
  ],
  [
    'Comparar o plano de retenção de registros com a política de privacidade em vigor e apontar divergências',
    'agt_atlas',
    'running',
    'review',
    2 * H,
    { progress: 90, message: '7 divergências achadas; a pior é o prazo dos backups' },
  ],
  [
    'Resumo semanal para a diretoria',
    'agt_iris',
    'running',
    'review',
    48 * MIN,
    { progress: 95, message: 'Rascunho pronto, espera revisão' },
  ],
  [
    'Deduplicar o cadastro de clientes',
    'agt_rio',
    'done',
    'done',
    3 * MIN,
    { message: '2.318 fundidos, 14 para conferir' },
  ],
  [
    'Gerar miniaturas do catálogo',
    'agt_nova',
    'done',
    'done',
    18 * MIN,
    { message: '9.402 imagens', attempt: 3 },
  ],
  ['Renovar o certificado do ambiente de testes', 'agt_zeca', 'done', 'done', H],
  ['Indexar os manuais em PDF', 'agt_atlas', 'done', 'done', 2 * H, { message: '212 documentos' }],
  [
    'Procurar links quebrados no site',
    'agt_iris',
    'done',
    'done',
    3 * H,
    { message: '3 consertados' },
  ],
  [
    'Importar extratos bancários',
    'agt_rio',
    'failed',
    'blocked',
    2 * MIN,
    { error_code: 'upstream_503', message: 'O banco respondeu 503 em 40% da leitura', attempt: 3 },
  ],
  [
    'Enviar a pesquisa de satisfação',
    'agt_lume',
    'timeout',
    'blocked',
    6 * MIN,
    { error_code: 'timeout', message: '15 min sem notícia' },
  ],
  [
    'Sincronizar o calendário de feriados',
    'agt_bento',
    'failed',
    'blocked',
    5 * H,
    { error_code: 'invalid_credentials', message: 'A chave da agenda expirou' },
  ],
  [
    'Apagar pré-visualizações antigas',
    'agt_zeca',
    'failed',
    'blocked',
    D,
    { error_code: 'cancelled' },
  ],
  [
    'Baixar o índice de preços',
    'agt_nova',
    'failed',
    'blocked',
    18,
    {
      error_code: 'upstream_429',
      message: 'A fonte pediu para esperar',
      attempt: 2,
      deadline: 42,
      max_attempts: 5,
      ack_timeout: 30,
    },
  ],
];

export class Board {
  tasks = new Map();
  agents = new Map();
  log = [];
  offset = 0;
  onFrame = () => {};
  conflictNext = false;

  constructor({ tasks, empty }) {
    if (empty) return;
    for (const [agent_id, seen] of AGENTS) {
      const offline = agent_id === 'agt_lume';
      this.agents.set(agent_id, {
        agent_id,
        version: 1,
        presence: offline ? 'offline' : 'online',
        last_seen_at: ago(seen),
        last_heartbeat_at: ago(seen),
        presence_since: ago(offline ? 7 * MIN : 3 * D),
        deadline_at: ago(seen - 180),
      });
    }
    TASKS.forEach((row, index) => this.put(this.taskOf(row, index)));
    for (let index = 0; index < tasks; index++) {
      const [, agent, status, stage] = TASKS[index % TASKS.length];
      this.put(
        this.taskOf(
          [
            `Tarefa de carga número ${index}`,
            agent,
            status,
            stage,
            60 + index,
            { progress: index % 100, message: `Passo ${index}` },
          ],
          index + 1000,
        ),
      );
    }
    this.log = [];
  }

  taskOf([title, agent_id, status, stage, since, more = {}], index) {
    const { deadline, updated, attempt = 1, ...rest } = more;
    return {
      task_id: `tsk_${(0x9f3c21 + index * 7919).toString(16)}`,
      version: 1 + attempt * 3,
      title,
      agent_id,
      command_id: `cmd_${(0xc77e + index * 31).toString(16)}`,
      attempt,
      status,
      stage,
      deliveries: status === 'queued' && stage === 'backlog' ? 0 : 1,
      created_at: ago(attempt > 1 ? since + 1436 : since + 600),
      updated_at: ago(updated ?? Math.min(since, 20)),
      stage_since: ago(since),
      status_since: ago(since),
      last_event_id: `evt_${index}`,
      prior_attempts: Array.from({ length: attempt - 1 }, (_, prior) => ({
        command_id: `cmd_${prior}a42`,
        attempt: prior + 1,
        status: prior === 0 ? 'timeout' : 'failed',
        ended_at: ago(prior === 0 ? since + 532 : since + 245),
        ...(prior === 0 ? { error_code: 'timeout' } : { error_code: 'upstream_timeout' }),
      })),
      ...(deadline === undefined ? {} : { deadline_at: ago(-deadline) }),
      ...rest,
    };
  }

  put(task) {
    this.tasks.set(task.task_id, task);
    this.tell({ op: 'task', task });
    return { ok: true, task_id: task.task_id, command_id: task.command_id, version: task.version };
  }

  tell(frame) {
    this.offset += 1;
    this.log.push([this.offset, frame]);
    if (this.log.length > LOG_KEPT) this.log.shift();
    this.onFrame(frame);
  }

  position() {
    return { cursor: String(this.offset), as_of: new Date().toISOString() };
  }

  since(cursor) {
    const from = Number(cursor);
    const first = this.log[0]?.[0] ?? this.offset + 1;
    return from + 1 < first
      ? null
      : this.log.filter(([offset]) => offset > from).map(([, frame]) => frame);
  }

  *snapshot() {
    const tasks = [...this.tasks.values()];
    const parts = Math.max(1, Math.ceil(tasks.length / 500));
    for (let part = 0; part < parts; part++) {
      yield {
        op: 'snapshot',
        tasks: tasks.slice(part * 500, part * 500 + 500),
        agents: part === 0 ? [...this.agents.values()] : [],
        part: part + 1,
        parts,
      };
    }
  }

  touch(id, change) {
    const task = this.tasks.get(id);
    return this.put({ ...task, ...change, version: task.version + 1, updated_at: ago(0) });
  }

  /** An agent reports for the first time, and gets a task. */
  meet(agent_id) {
    const agent = {
      agent_id,
      version: 1,
      presence: 'online',
      last_seen_at: ago(0),
      last_heartbeat_at: ago(0),
      presence_since: ago(0),
      deadline_at: ago(-180),
    };
    this.agents.set(agent_id, agent);
    this.tell({ op: 'agent', agent });
    return this.create({ title: 'First task', agent_id });
  }

  /** A few reports of progress, and every agent's heartbeat now and then. */
  work(count) {
    const running = [...this.tasks.values()].filter(
      (task) => task.status === 'running' && task.deadline_at === undefined,
    );
    for (let done = 0; done < count && running.length > 0; done++) {
      const task = running[Math.floor(Math.random() * running.length)];
      const progress = Math.min(99, (task.progress ?? 0) + 1);
      this.touch(task.task_id, { progress });
    }
    const agents = [...this.agents.values()].filter(
      (agent) => agent.presence === 'online' && agent.agent_id !== 'agt_bento',
    );
    const agent = agents[Math.floor(Math.random() * agents.length)];
    if (agent === undefined || Math.random() > 0.3) return;
    const beat = {
      ...agent,
      version: agent.version + 1,
      last_seen_at: ago(0),
      last_heartbeat_at: ago(0),
      deadline_at: ago(-180),
    };
    this.agents.set(agent.agent_id, beat);
    this.tell({ op: 'agent', agent: beat });
  }

  create({ title, agent_id, stage = 'todo', command_id, payload: _, ...limits }) {
    const known = [...this.tasks.values()].find((task) => task.command_id === command_id);
    if (known) return { ok: true, task_id: known.task_id, command_id, version: known.version };
    const task = this.taskOf([title, agent_id, 'queued', stage, 0], 100_000 + this.offset);
    return this.put({ ...task, ...limits, version: 1, command_id });
  }

  move(task, stage) {
    return this.touch(task.task_id, { stage, stage_since: ago(0) });
  }

  retry(task) {
    const prior = {
      command_id: task.command_id,
      attempt: task.attempt,
      status: task.status,
      ended_at: ago(0),
    };
    const { error_code: _, message: __, progress: ___, ...rest } = task;
    return this.put({
      ...rest,
      version: task.version + 1,
      status: 'queued',
      stage: 'todo',
      stage_since: ago(0),
      status_since: ago(0),
      updated_at: ago(0),
      attempt: task.attempt + 1,
      command_id: `${task.command_id}r`,
      prior_attempts: [...task.prior_attempts, prior],
    });
  }

  cancel(task) {
    return this.touch(task.task_id, {
      status: 'failed',
      stage: 'blocked',
      stage_since: ago(0),
      status_since: ago(0),
      error_code: 'cancelled',
    });
  }

  payload() {
    return {
      conta: '0042-7',
      mes: '2026-10',
      limite: 500,
      etapas: ['baixar', 'ler', 'conferir'],
      forçar: false,
    };
  }

  events(task) {
    const event = (n, seconds, more) => ({
      event_id: `evt_5b${n}`,
      outcome: 'applied',
      received_at: ago(seconds),
      applied_at: ago(seconds - 0.027),
      command_id: task.command_id,
      attempt: task.attempt,
      occurred_at: ago(seconds + 0.011),
      ...more,
    });
    const prior = (attempt) => ({
      command_id: task.prior_attempts[attempt - 1]?.command_id ?? 'cmd_0',
      attempt,
    });
    return [
      event(20, 120, {
        type: 'failed',
        version: task.version,
        from_status: 'running',
        to_status: 'failed',
        from_stage: 'doing',
        to_stage: 'blocked',
        error_code: 'upstream_503',
        message: 'O banco respondeu 503 em 40% da leitura',
        discord: { state: 'sent', at: ago(119) },
      }),
      event(19, 156, {
        type: 'ack',
        outcome: 'late',
        from_status: 'running',
        discord: { state: 'suppressed', channel: 'team', reason: 'late' },
      }),
      event(18, 157, {
        type: 'progress',
        progress: 40,
        version: 10,
        message: 'Lendo extrato 2 de 5',
        from_status: 'running',
        to_status: 'running',
        discord: { state: 'coalesced', at: ago(155) },
      }),
      event(17, 191, {
        type: 'running',
        version: 9,
        implied: ['ack'],
        from_status: 'queued',
        to_status: 'running',
        from_stage: 'todo',
        to_stage: 'doing',
        discord: { state: 'coalesced', at: ago(155) },
      }),
      event(16, 192, {
        type: 'retried',
        version: 8,
        from_status: 'failed',
        to_status: 'queued',
        from_stage: 'blocked',
        to_stage: 'todo',
      }),
      event(15, 365, {
        type: 'failed',
        version: 7,
        from_status: 'running',
        to_status: 'failed',
        error_code: 'upstream_timeout',
        discord: { state: 'sent', at: ago(364) },
        ...prior(2),
      }),
      event(14, 446, {
        type: 'running',
        outcome: 'refused',
        reason: 'stale_attempt',
        discord: { state: 'suppressed', channel: 'team', reason: 'refused' },
        ...prior(1),
      }),
      event(13, 481, {
        type: 'running',
        version: 6,
        implied: ['ack'],
        from_status: 'queued',
        to_status: 'running',
        discord: { state: 'sent', at: ago(480) },
        ...prior(2),
      }),
      event(12, 482, {
        type: 'retried',
        version: 5,
        from_status: 'timeout',
        to_status: 'queued',
        ...prior(2),
      }),
      event(11, 652, {
        type: 'deadline_passed',
        version: 4,
        from_status: 'running',
        to_status: 'timeout',
        from_stage: 'doing',
        to_stage: 'blocked',
        error_code: 'timeout',
        discord: { state: 'dead', channel: 'team', reason: 'discord_404' },
        ...prior(1),
      }),
      event(10, 1553, {
        type: 'running',
        version: 3,
        from_status: 'ack',
        to_status: 'running',
        from_stage: 'todo',
        to_stage: 'doing',
        ...prior(1),
      }),
      event(9, 1554, {
        type: 'ack',
        version: 2,
        from_status: 'queued',
        to_status: 'ack',
        ...prior(1),
      }),
      event(8, 1556, {
        type: 'created',
        version: 1,
        to_status: 'queued',
        to_stage: 'todo',
        ...prior(1),
      }),
    ];
  }

  /** As the board was: cards that came to their column since are shown where they came from. */
  at(moment) {
    const earliest = Date.now() - 6 * H * 1000;
    const tasks = [...this.tasks.values()]
      .filter((task) => Date.parse(task.created_at) <= moment && moment >= earliest)
      .map((task) => {
        if (Date.parse(task.stage_since) <= moment) return task;
        const { progress: _, error_code: __, deadline_at: ___, ...before } = task;
        const began = new Date(Math.min(moment, Date.parse(task.created_at))).toISOString();
        const ran = ['doing', 'review', 'done', 'blocked'].includes(task.stage);
        return {
          ...before,
          version: 1,
          status: ran && moment - Date.parse(began) > 60_000 ? 'running' : 'queued',
          stage: ran && moment - Date.parse(began) > 60_000 ? 'doing' : 'todo',
          stage_since: began,
          status_since: began,
          updated_at: began,
        };
      });
    return {
      at: new Date(moment).toISOString(),
      as_of: new Date().toISOString(),
      ...(moment < earliest ? { earliest: new Date(earliest).toISOString() } : {}),
      truncated: false,
      tasks,
      agents: [...this.agents.values()],
    };
  }

  stats() {
    return [...this.agents.keys()].map((agent_id, index) => ({
      agent_id,
      tasks_done: 40 + index * 37,
      tasks_failed: index === 3 ? 9 : index,
      tasks_timeout: index === 6 ? 4 : 0,
      tasks_cancelled: index % 2,
      tasks_restarted: index === 2 ? 1 : 0,
      ack_ms: { count: 60, p50: 180 + index * 60, p95: 900, p99: 1800 },
      run_ms: {
        count: 60,
        p50: (index + 1) * 48_000,
        p95: (index + 1) * 110_000,
        p99: (index + 1) * 150_000,
      },
      done_by_hour: Array.from({ length: 24 }, (_, hour) =>
        index === 5 ? 0 : Math.round((1 + index) * (1 + Math.sin((hour + index) / 3.4))),
      ),
      updated_at: ago(2),
    }));
  }

  /** When the first of the hours began by which tasks done are counted. */
  doneSince() {
    return new Date((Math.floor(Date.now() / 3_600_000) - 23) * 3_600_000).toISOString();
  }

  trace(task) {
    return this.events(task).map((event) => {
      const at = (ms) => new Date(Date.parse(event.received_at) + ms).toISOString();
      return {
        event_id: event.event_id,
        type: event.type,
        outcome: event.outcome,
        steps: {
          received_at: event.received_at,
          log: { topic: 'mc.task-events', partition: 7, offset: 48213, at: at(9) },
          decided_at: at(21),
          committed_at: at(27),
          published_at: at(30),
          pushed_at: at(38),
          ...(event.discord === undefined ? {} : { discord: event.discord }),
        },
      };
    });
  }

  health() {
    const buckets = Array.from({ length: 60 }, (_, index) => ({
      at: ago((60 - index) * 10),
      applied: Math.round(420 + 120 * Math.sin(index / 7) + 60 * Math.sin(index * 1.7)),
      late: index % 5 === 0 ? 1 : 0,
      refused: index % 20 === 0 ? 1 : 0,
    }));
    return {
      as_of: ago(0),
      flow: { window_seconds: 600, bucket_seconds: 10, buckets },
      lag: [
        ...Array.from({ length: 12 }, (_, partition) => ({
          group: 'state-processor.mc.task-events',
          topic: 'mc.task-events',
          partition,
          lag: [3, 1, 0, 2, 0, 1, 4, 1, 0, 0, 2, 1][partition],
        })),
        { group: 'notifier-worker', topic: 'mc.task-outcomes', partition: 0, lag: 1 },
      ],
      done: {
        since: this.doneSince(),
        bucket_seconds: 3600,
        counts: Array.from({ length: 24 }, (_, hour) => Math.round(20 + 19 * Math.sin(hour / 4))),
      },
      deadlines: {
        fired: 50,
        p50_ms: 141,
        p99_ms: 410,
        max_ms: 420,
        bucket_ms: 100,
        counts: [14, 21, 10, 4, 1, 0, 0, 0, 0, 0, 0],
        window_seconds: 3600,
      },
      discord: {
        window_seconds: 86400,
        sent: 412,
        coalesced: 1130,
        suppressed: 208,
        waiting: 3,
        dead: 6,
      },
      jobs: [
        {
          job: 'reconcile-agents',
          schedule: '0 */5 * * * *',
          last_started_at: ago(112),
          last_finished_at: ago(111.7),
          duration_ms: 300,
          running: false,
          last_result: { checked_agents: 7, drift_fixed: 0 },
        },
        {
          job: 'retention',
          schedule: '0 10 3 * * *',
          last_started_at: ago(9 * H),
          last_finished_at: ago(9 * H - 4),
          duration_ms: 4100,
          running: false,
          last_result: { deleted: 1812 },
        },
      ],
      reconcile: Array.from({ length: 48 }, (_, index) => ({
        checked_at: ago(112 + index * 300),
        kind: 'reconcile-agents',
        ok: index !== 17,
        finding: index === 17 ? { checked_agents: 7, drift_fixed: 1 } : { checked_agents: 7 },
      })),
      rejected: {
        total: 2,
        newest: [
          {
            at: ago(17 * H),
            reason: 'undecodable',
            detail: 'duplicate key /meta/lote',
            topic: 'mc.task-events',
            partition: 3,
            offset: 47102,
          },
          {
            at: ago(3 * D),
            reason: 'event_conflict',
            topic: 'mc.task-events',
            partition: 9,
            offset: 45511,
          },
        ],
      },
    };
  }

  activity() {
    return [...this.tasks.values()]
      .flatMap((task) => {
        const common = {
          task_id: task.task_id,
          agent_id: task.agent_id,
          outcome: 'applied',
          received_at: task.updated_at,
          applied_at: task.updated_at,
          version: task.version,
          attempt: task.attempt,
        };
        if (task.status === 'queued')
          return [
            {
              ...common,
              event_id: `evt_c${task.task_id}`,
              type: 'created',
              to_status: 'queued',
              to_stage: task.stage,
              applied_at: task.stage_since,
            },
          ];
        if (task.status === 'timeout')
          return [
            {
              ...common,
              event_id: `evt_t${task.task_id}`,
              type: 'deadline_passed',
              to_status: 'timeout',
              from_stage: 'doing',
              to_stage: 'blocked',
              applied_at: task.stage_since,
            },
          ];
        const type = task.status === 'running' ? 'progress' : task.status;
        return [
          {
            ...common,
            event_id: `evt_${task.version}${task.task_id}`,
            type,
            to_status: task.status,
            to_stage: task.stage,
            from_stage: type === 'progress' ? task.stage : 'doing',
            message: task.message,
            progress: task.progress,
            error_code: task.error_code,
          },
        ];
      })
      .concat([
        {
          event_id: 'evt_off',
          type: 'silence_passed',
          agent_id: 'agt_lume',
          outcome: 'applied',
          received_at: ago(420),
          applied_at: ago(420),
        },
      ])
      .sort((one, other) => other.applied_at.localeCompare(one.applied_at))
      .slice(0, 100);
  }

  /** When facts of tasks were applied (ms), ascending. */
  factMoments() {
    return this.activity()
      .filter((event) => event.task_id !== undefined)
      .map((event) => Date.parse(event.applied_at))
      .sort((one, other) => one - other);
  }

  factCounts(from, to, buckets) {
    const moments = this.factMoments();
    const width = (to - from) / buckets;
    return {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      ...(moments.length > 0 ? { earliest: new Date(moments[0]).toISOString() } : {}),
      buckets: Array.from({ length: buckets }, (_, index) => ({
        at: new Date(from + index * width).toISOString(),
        applied: moments.filter((at) => Math.floor((at - from) / width) === index).length,
      })),
    };
  }

  neighbourFact(of, direction) {
    const moments = this.factMoments();
    return direction === 'before'
      ? moments.findLast((at) => at < of)
      : moments.find((at) => at > of);
  }

  incidents(state) {
    if (this.agents.size === 0) return [];
    const lume = [...this.tasks.values()].find((task) => task.status === 'timeout');
    return state === 'open'
      ? [
          {
            incident_id: 213,
            kind: 'agent_offline',
            subject: 'agt_lume',
            agent_id: 'agt_lume',
            opened_at: ago(7 * MIN),
            detail: { silent_for_seconds: 420 },
          },
          {
            incident_id: 212,
            kind: 'discord_channel_refused',
            subject: 'Discord refuses messages for channel plantao',
            opened_at: ago(11 * MIN),
            detail: { channel: 'plantao', status: 404 },
          },
          {
            incident_id: 210,
            kind: 'task_timeout',
            subject: lume?.task_id,
            task_id: lume?.task_id,
            agent_id: 'agt_lume',
            opened_at: ago(6 * MIN),
            detail: {},
          },
        ]
      : [
          {
            incident_id: 211,
            kind: 'task_timeout',
            subject: 'tsk_9f3c21',
            task_id: 'tsk_9f3c21',
            agent_id: 'agt_rio',
            opened_at: ago(25 * MIN),
            resolved_at: ago(22 * MIN),
            detail: {},
          },
          {
            incident_id: 209,
            kind: 'agent_offline',
            subject: 'agt_nova',
            agent_id: 'agt_nova',
            opened_at: ago(14 * H),
            resolved_at: ago(14 * H - 360),
            detail: {},
          },
        ];
  }
}
