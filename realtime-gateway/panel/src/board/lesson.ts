import { curlToPost } from '../task/curl';

/**
 * Commands for any POSIX shell that play an agent and take one card across the board. They work as they stand, one
 * after the other: what the first one answers, the others find in a variable.
 */
export interface Lesson {
  readonly token: string;
  readonly create: string;
  readonly report: string;
  readonly finish: string;
}

export interface LessonWords {
  readonly taskTitle: string;
  readonly agent: string;
  readonly message: string;
}

/** Stands in the body for what the shell knows by then; no text of the words holds it. */
const TASK = '@task@';

/**
 * @param name of this lesson alone, since an id that was used is not taken for another fact
 */
export function lesson(origin: string, name: string, words: LessonWords): Lesson {
  const commandId = `cmd_${name}`;
  const task = curlToPost(
    origin,
    '/api/dashboard/tasks',
    JSON.stringify({ title: words.taskTitle, agent_id: words.agent, command_id: commandId }),
  );
  const report = (eventId: string, said: object) =>
    curlToPost(
      origin,
      '/api/agents/events',
      JSON.stringify({
        event_id: eventId,
        agent_id: words.agent,
        task_id: TASK,
        command_id: commandId,
        ...said,
      }),
    ).replace(TASK, `'"$TASK"'`);
  return {
    token: 'export MC_TOKEN=$(cat .mc-sync/token)',
    create: `TASK=$(${task} \\\n  | sed 's/.*"task_id":"\\([^"]*\\)".*/\\1/'); echo "$TASK"`,
    report: report(`evt_${name}_1`, { type: 'progress', progress: 40, message: words.message }),
    finish: report(`evt_${name}_2`, { type: 'done' }),
  };
}
