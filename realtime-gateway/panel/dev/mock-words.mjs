// What agents ask, what people say, and what was asked of the tasks of the mock server.

const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();
const MINUTE = 60;

const asks = (id, text, options, seconds, messages = []) => ({
  open: { question: { id, text, options }, asked_at: ago(seconds) },
  messages,
});

export const QUESTIONS = {
  classifier: asks(
    'q_classes',
    'A classe “urgente” tem só 84 exemplos. Junto com “alta”, ou paro e espero mais dados?',
    ['Juntar com “alta”', 'Parar e esperar', 'Seguir assim mesmo'],
    4 * MINUTE,
  ),
  spreadsheets: asks(
    'q_merge',
    'O PR toca em 14 arquivos.\nPosso quebrar a compatibilidade com o formato .xls antigo?',
    ['Pode', 'Não pode'],
    26 * MINUTE,
    [
      {
        id: 'evt_note',
        kind: 'note',
        text: 'O time fiscal ainda usa .xls até o fim do mês.',
        sent_at: ago(9 * MINUTE),
      },
    ],
  ),
};

const INSTRUCTIONS = `Leia os extratos de **outubro** e confira cada lançamento com o razão.

1. Baixe os extratos de [banco.example](https://banco.example/extratos)
2. Compare com a tabela \`ledger_entries\`
3. Relate o que não bate

| Conta | Limite |
|---|--:|
| 0042-7 | 500 |
| 0042-9 | 1.200 |

> Não altere nada no razão: só relate.

\`\`\`sql
select * from ledger_entries where month = '2026-10';
\`\`\`
`;

const RESULT = {
  text: `**2.318 cadastros fundidos**, 14 para conferir.

- Duplicados por CPF: 1.902
- Duplicados por e-mail: 416

Os 14 casos têm *nomes diferentes* com o mesmo documento; veja a planilha.`,
  links: [
    { url: 'https://example.org/relatorios/2026-10.html', title: 'Relatório completo' },
    { url: 'https://example.org/planilhas/conferir' },
  ],
};

const edits = new Map();

/** What the server tells of a task only when it is asked for by its id. */
export function wordsOf(task) {
  const instructions = edits.get(task.task_id) ?? INSTRUCTIONS;
  return {
    ...(instructions === '' ? {} : { instructions }),
    ...(task.status === 'done' ? { result: RESULT } : {}),
  };
}

const next = (task) => ({ ...task, version: task.version + 1, updated_at: ago(0) });
const said = (task, message) => [
  ...(task.dialogue?.messages ?? []),
  { id: `evt_${task.version}`, sent_at: ago(0), ...message },
];

export const noted = (task, text) => ({
  ...next(task),
  dialogue: { ...task.dialogue, messages: said(task, { kind: 'note', text }) },
});

/** Null when the question is not open. */
export function answered(task, { question_id, text }) {
  if (task.dialogue?.open?.question.id !== question_id) return null;
  const messages = said(task, { kind: 'answer', question_id, text });
  return { ...next(task), dialogue: { messages } };
}

export function edited(task, { instructions, ...brief }) {
  if (instructions !== undefined) edits.set(task.task_id, instructions);
  return { ...next(task), ...brief };
}
