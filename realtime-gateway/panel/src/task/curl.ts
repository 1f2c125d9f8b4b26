/** Commands for a terminal. They carry this origin; the token stays in the variable of the reader's shell. */

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const TOKEN = `-H "x-mc-token: $MC_TOKEN"`;
const JSON_BODY = `-H "content-type: application/json"`;

export function curlToRead(origin: string, taskId: string): string {
  return `curl -s ${quoted(`${origin}/api/dashboard/tasks/${encodeURIComponent(taskId)}`)} ${TOKEN}`;
}

export function curlToPost(origin: string, path: string, body: string): string {
  return [`curl -s ${quoted(origin + path)}`, `${TOKEN} ${JSON_BODY}`, `-d ${quoted(body)}`].join(
    ' \\\n  ',
  );
}
