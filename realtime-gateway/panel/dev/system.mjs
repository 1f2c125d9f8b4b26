// One real system for a measurement: `./mc-sync up` on a port and a directory of its own, or the one that MC_URL names.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMMAND = process.env.MC_SYNC ?? fileURLToPath(new URL('../../../mc-sync', import.meta.url));
const STARTS_WITHIN = 240_000;
const ENDS_WITHIN = 30_000;

export class RealSystem {
  #directory = mkdtempSync(join(tmpdir(), 'mc-panel-'));
  #process = null;
  #more;

  /** @param more what `up` is told beside where it is */
  constructor(more = []) {
    this.#more = more;
  }

  async start() {
    this.port ??= await freePort();
    const log = openSync(join(this.#directory, 'up.log'), 'a');
    const started = spawn(
      COMMAND,
      [
        'up',
        '--data-dir',
        join(this.#directory, 'data'),
        '--port',
        String(this.port),
        ...this.#more,
      ],
      { stdio: ['ignore', log, log] },
    );
    this.#process = started;
    const end = Date.now() + STARTS_WITHIN;
    while (Date.now() < end && started.exitCode === null) {
      const run = this.#runFile();
      if (run?.pid === started.pid) {
        this.url = run.url;
        this.token = run.token;
        return;
      }
      await new Promise((done) => setTimeout(done, 20));
    }
    throw new Error(
      `the system did not start:\n${readFileSync(join(this.#directory, 'up.log'), 'utf8').split('\n').slice(-20).join('\n')}`,
    );
  }

  /** SIGKILL: gateway, processor and all; broker and database are left behind, as on a person's machine. */
  async kill() {
    await this.#end('SIGKILL');
  }

  async close() {
    if (this.#process !== null) await this.#end('SIGTERM');
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #end(signal) {
    const ending = this.#process;
    this.#process = null;
    const ended = new Promise((done) => ending.once('exit', done));
    ending.kill(signal);
    const timer = setTimeout(() => ending.kill('SIGKILL'), ENDS_WITHIN);
    await ended;
    clearTimeout(timer);
  }

  #runFile() {
    const file = join(this.#directory, 'data', 'run.json');
    try {
      return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
    } catch {
      return null; // Half written; the next look finds it whole.
    }
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}
