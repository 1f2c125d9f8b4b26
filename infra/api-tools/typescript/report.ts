// Creates a task and reports on it, by the types that openapi-typescript makes: <url> <token>.
import createClient from 'openapi-fetch';
import type { paths } from './target/api.js';

const [url = '', token = ''] = process.argv.slice(2);
const client = createClient<paths>({ baseUrl: url, headers: { 'x-mc-token': token } });

const created = await client.POST('/api/dashboard/tasks', {
  params: { header: { 'Idempotency-Key': 'by-typescript' } },
  body: { title: 'Tidy up', agent_id: 'agent-7', payload: { issue: 512 } },
});
if (created.data === undefined) {
  throw new Error(created.error.reason);
}
const { task_id, command_id } = created.data;
const reported = await client.POST('/api/agents/events', {
  params: { header: { Prefer: 'wait=5' } },
  body: { event_id: 'evt_by_typescript', agent_id: 'agent-7', task_id, command_id, type: 'ack' },
});
if (reported.data === undefined || !('outcome' in reported.data)) {
  throw new Error(reported.error?.reason ?? 'no outcome in time');
}
console.log(reported.data.event_id, reported.data.outcome);
