import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { lesson } from './lesson';

const { create, report, finish } = lesson('http://localhost:8080', 'x1', {
  taskTitle: "It's mine",
  agent: 'agt_me',
  message: 'Halfway',
});

/** A curl that answers as the gateway does, and tells what it was sent. */
const CURL = `
curl() {
  printf '%s\\n' "$2" "$8" >> "$SENT"
  echo '{"ok":true,"task_id":"tsk_9","command_id":"cmd_x1","status":"queued"}'
}
`;

test('a shell runs the commands as they stand', () => {
  const script = `SENT=$(mktemp); ${CURL}\n${create}\n${report}\n${finish}\ncat "$SENT"; rm "$SENT"`;
  const lines = execFileSync('sh', ['-eu', '-c', script], {
    env: { ...process.env, MC_TOKEN: 'secret' },
    encoding: 'utf8',
  }).split('\n');
  const sent = lines.slice(lines.findIndex((line) => line.startsWith('http')));
  expect(lines[0]).toBe('tsk_9');
  expect(sent.filter((_, index) => index % 2 === 0).slice(0, 3)).toEqual([
    'http://localhost:8080/api/dashboard/tasks',
    'http://localhost:8080/api/agents/events',
    'http://localhost:8080/api/agents/events',
  ]);
  const bodies = [sent[1], sent[3], sent[5]].map((text) => JSON.parse(text!) as object);
  expect(bodies).toEqual([
    { title: "It's mine", agent_id: 'agt_me', command_id: 'cmd_x1' },
    expect.objectContaining({ task_id: 'tsk_9', type: 'progress', event_id: 'evt_x1_1' }),
    expect.objectContaining({ task_id: 'tsk_9', type: 'done', event_id: 'evt_x1_2' }),
  ]);
});
