#!/usr/bin/env node
// An agent of mc-sync to copy. Node 20 without packages; the rules are in docs/how-to-connect-an-agent.md.
import { randomUUID } from "node:crypto";
import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync } from "node:fs";
import { openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";

const { MC_URL, MC_TOKEN, MC_AGENT_ID, MC_STATE_DIR = `mc-agent-${MC_AGENT_ID}`, MC_HEARTBEAT = "20" } = process.env;
const PLACES = 1; // Tasks at once.
const BOOT = `boot_${randomUUID()}`; // This start of the program, and no other one.

const attempts = new Map(); // At work, by command_id.
const heard = new Set(); // Ids of messages that were handed over.
const ending = new AbortController();
const ended = new Promise((resolve) => ending.signal.addEventListener("abort", resolve));
const seconds = (count) => new Promise((resolve) => setTimeout(resolve, count * 1000));

/** The work itself: replace this. What it returns is the task's result; it looks at attempt.stopped now and then. */
async function work(attempt, payload) {
  if (payload.ask) {
    attempt.report("progress", { question: { id: "q1", text: payload.ask } });
    const answer = await attempt.nextMessage();
    if (answer) attempt.report("progress", { acks: [answer.id], message: `Told: ${answer.text}` });
  }
  const count = payload.seconds ?? 1;
  for (let second = 1; second <= count && !attempt.stopped; second++) {
    await Promise.race([seconds(1), attempt.stopping]);
    if (!attempt.stopped) attempt.report("progress", { progress: Math.round((100 * second) / count) });
  }
  return { text: `Counted to ${count}.` };
}

class Attempt {
  messages = [];
  stopped = false;
  givenUp = false;
  stopping = new Promise((resolve) => (this.wake = resolve));

  constructor({ task_id, command_id, payload }) {
    this.ids = { agent_id: MC_AGENT_ID, task_id, command_id };
    this.payload = payload ?? {};
  }

  async run() {
    try {
      // Nothing begins before the acknowledgement has taken effect: 202 does not say so yet.
      const { status, body } = await insist(event(this.ids, "ack"), (status) => status !== 202);
      if (status !== 200 || body.outcome !== "applied") return;
      outbox.write("begun", this.ids);
      this.report("running");
      const result = await work(this, this.payload);
      if (this.stopped) this.end("failed", { error_code: "agent_stopped", message: "The agent was stopped" });
      else this.end("done", { result });
    } catch (failure) {
      this.end("failed", { error_code: "work_failed", message: String(failure).slice(0, 500) });
    } finally {
      attempts.delete(this.ids.command_id);
      beatNow();
    }
  }

  report(type, members = {}) {
    if (!this.givenUp) outbox.write("report", event(this.ids, type, members));
  }

  end(type, members) {
    this.report(type, members);
    if (this.givenUp) outbox.write("over", this.ids.command_id); // Nobody wants to hear of it any more.
  }

  giveUp() {
    this.givenUp = true;
    this.stop();
  }

  stop() {
    this.stopped = true;
    this.wake();
  }

  async nextMessage() {
    while (!this.stopped && this.messages.length === 0) await seconds(0.2);
    return this.messages.shift();
  }
}

/** What outlives a kill, on the disk before anything rests on it: attempts begun, reports, and which are settled. */
class Outbox {
  begun = new Map();
  waiting = new Map();

  constructor(path) {
    const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [""];
    // A kill may have cut the last one.
    for (const line of lines.slice(0, -1)) this.remember(JSON.parse(line));
    this.file = openSync(`${path}.new`, "w");
    for (const content of this.begun.values()) this.append({ kind: "begun", content });
    for (const content of this.waiting.values()) this.append({ kind: "report", content });
    closeSync(this.file);
    renameSync(`${path}.new`, path);
    this.file = openSync(path, "a");
  }

  write(kind, content) {
    this.append({ kind, content });
    this.remember({ kind, content });
    if (this.begun.size + this.waiting.size === 0) ftruncateSync(this.file);
  }

  append(entry) {
    writeSync(this.file, JSON.stringify(entry) + "\n");
    fsyncSync(this.file);
  }

  remember({ kind, content }) {
    if (kind === "begun") this.begun.set(content.command_id, content);
    else if (kind === "over") this.begun.delete(content);
    else if (kind === "settled") this.waiting.delete(content);
    else {
      this.waiting.set(content.event_id, content);
      if (["done", "failed"].includes(content.type)) this.begun.delete(content.command_id);
    }
  }

  running() {
    const waiting = [...this.waiting.values()].map((report) => report.command_id);
    return [...new Set([...this.begun.keys(), ...waiting, ...attempts.keys()])];
  }

  /** One after the other, each until it is answered, with the same event_id. */
  async send() {
    for (;;) {
      const [report] = this.waiting.values();
      if (report) {
        const answer = await insist(report);
        if (isOver(answer)) attempts.get(report.command_id)?.giveUp();
        this.write("settled", report.event_id);
      } else await seconds(0.05);
    }
  }
}

function event(ids, type, members = {}) {
  return { event_id: `evt_${randomUUID()}`, ...ids, type, occurred_at: new Date().toISOString(), ...members };
}

/** The attempt is somebody else's, or ended. */
function isOver({ status, body }) {
  const isLate = status === 200 && body.outcome === "late" && ["done", "failed"].includes(body.status);
  return isLate || ["stale_attempt", "wrong_agent", "unknown_task"].includes(body.reason);
}

async function insist(report, isEnough = () => true) {
  for (let pause = 0.5; ; pause = Math.min(2 * pause, 10)) {
    const answer = await call("POST", "/api/agents/events", { body: report, wait: 5 });
    const { status, retryAfter } = answer;
    if (![0, 401, 403, 429].includes(status) && status < 500 && isEnough(status)) {
      if (status >= 400) console.error(`refused: ${report.type}:`, answer.body);
      return answer;
    }
    await seconds(Math.max(pause, retryAfter));
  }
}

/** The status (0: no answer), the body and the seconds that the system asks to be left alone. */
async function call(method, path, { body, wait, signal } = {}) {
  const headers = { "x-mc-token": MC_TOKEN, "content-type": "application/json" };
  if (wait) headers.prefer = `wait=${wait}`;
  const signals = [AbortSignal.timeout(1000 * (15 + (wait ?? 0))), ...(signal ? [signal] : [])];
  try {
    const answer = await fetch(MC_URL + path, {
      method, headers, body: body && JSON.stringify(body), signal: AbortSignal.any(signals),
    });
    const isJson = answer.headers.get("content-type")?.includes("json");
    const read = isJson ? await answer.json() : (await answer.text(), {});
    return { status: answer.status, body: read, retryAfter: Number(answer.headers.get("retry-after") ?? 0) };
  } catch (error) {
    return { status: 0, body: { detail: String(error) }, retryAfter: 0 };
  }
}

/** Seconds to wait before it is tried again; none when it was taken. */
async function heartbeat(leaving = false) {
  const body = { agent_id: MC_AGENT_ID, boot_id: BOOT, running: outbox.running(), leaving };
  const answer = await call("POST", "/api/agents/heartbeat", { body });
  for (const command_id of answer.body.cancelled ?? []) obey({ type: "cancel", command_id });
  return answer.status === 202 ? 0 : Math.max(answer.retryAfter, 2);
}

/** By a timer of its own, so that neither the work nor a long poll keeps it back. */
let beatNow = () => {};
let underWay = Promise.resolve();
let hasLeft = false;
async function beat() {
  while (!ending.signal.aborted) {
    const now = new Promise((resolve) => (beatNow = resolve));
    await Promise.race([seconds(Number(MC_HEARTBEAT)), now]);
    if (hasLeft) return;
    underWay = heartbeat();
    await Promise.race([seconds(await underWay), ended]);
  }
}

/** A start that finds no place is given again at once, so it is not waited for while all places are taken. */
async function takeCommands() {
  while (!ending.signal.aborted) {
    const isFull = attempts.size >= PLACES;
    const wait = isFull ? undefined : 25;
    const path = `/api/agents/${MC_AGENT_ID}/commands`;
    const { status, body, retryAfter } = await call("GET", path, { wait, signal: ending.signal });
    const news = status === 200 ? body.commands.map(obey) : [];
    let pause = 0;
    if (status !== 200) pause = Math.max(retryAfter, 1);
    else if (isFull) pause = 2;
    else if (news.length > 0 && !news.includes(true)) pause = 0.5;
    await Promise.race([seconds(pause), ended]);
  }
}

/** Whether it was news. */
function obey(command) {
  const { type, command_id, message } = command;
  const attempt = attempts.get(command_id);
  if (type === "start") {
    if (outbox.running().includes(command_id) || attempts.size >= PLACES || ending.signal.aborted) return false;
    attempts.set(command_id, new Attempt(command));
    attempts.get(command_id).run();
    return true;
  }
  if (!attempt || (type === "message" && heard.has(message.id))) return false;
  if (type === "cancel") attempt.giveUp();
  if (type === "message") attempt.messages.push(message) && heard.add(message.id);
  return true;
}

mkdirSync(MC_STATE_DIR, { recursive: true });
const outbox = new Outbox(join(MC_STATE_DIR, "outbox.jsonl"));
for (const lost of [...outbox.begun.values()]) {
  // A program that can go on where it was killed would do so instead.
  const failure = { error_code: "agent_restarted", message: "The agent was started again" };
  outbox.write("report", event(lost, "failed", failure));
}
for (const name of ["SIGTERM", "SIGINT"]) process.on(name, () => ending.abort());
outbox.send();
// This start is known before it takes a task.
for (let pause = await heartbeat(); pause && !ending.signal.aborted; pause = await heartbeat()) await seconds(pause);
beat();
await takeCommands();
for (const attempt of attempts.values()) attempt.stop();
for (let tries = 0; tries < 100 && attempts.size + outbox.waiting.size > 0; tries++) await seconds(0.05);
hasLeft = true; // The goodbye waits for the heartbeat that is under way, and none follows it.
await Promise.race([underWay, seconds(2)]);
await heartbeat(true);
process.exit(0);
