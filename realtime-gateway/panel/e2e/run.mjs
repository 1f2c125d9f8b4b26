// Runs the browser tests against a running system: `MC_URL=… MC_TOKEN=… node e2e/run.mjs [part of a name]`.
// `--list` names them; `--json` says one JSON object a test, for the test runner of the build.
import { NOTHING_DRAWN, Stage, within } from './stage.mjs';
import { tests } from './tests.mjs';

const json = process.argv.includes('--json');
const [only = ''] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const { MC_URL: url, MC_TOKEN: token } = process.env;

/** Nobody waits longer for one test (ms): a page that never answers would hold up all behind it. */
const LIMIT = 180_000;
const LATE = new Error(`took longer than ${LIMIT / 1000} s`);
/** No word on the product: the browser answers or draws no more, as it did while the machine was idle. */
const isHung = (fault) => fault === LATE || fault?.message.includes(NOTHING_DRAWN) === true;
const chosen = Object.entries(tests).filter(([name]) => name.includes(only));

function tell(name, error, ms) {
  if (json) {
    console.log(
      JSON.stringify({ name, ms, ...(error ? { error: error.stack ?? String(error) } : {}) }),
    );
  } else {
    console.log(`${error ? '✘' : '✔'} ${name} (${ms} ms)${error ? `\n    ${error.message}` : ''}`);
  }
}

/** What went wrong, or null. */
async function faultOf(test, stage) {
  try {
    await stage.clear();
    await within(LIMIT, test(stage), LATE);
    return null;
  } catch (error) {
    return error;
  }
}

/** A test whose browser hangs is run in another one; when the page is at fault, it hangs there, too. */
async function faultInAnyBrowser(name, test, stage) {
  const fault = await faultOf(test, stage);
  if (!isHung(fault)) return fault;
  await stage.raiseAgain(`${name}: ${fault.message}`);
  const again = await faultOf(test, stage);
  if (isHung(again)) await stage.raiseAgain(`${name}: ${again.message}`);
  return again;
}

if (process.argv.includes('--list')) {
  for (const name of Object.keys(tests)) console.log(name);
} else {
  const stage = new Stage(url, token);
  try {
    await stage.raise();
    for (const [name, test] of chosen) {
      const begun = performance.now();
      const fault = await faultInAnyBrowser(name, test, stage);
      if (fault !== null) process.exitCode = 1;
      tell(name, fault, Math.round(performance.now() - begun));
    }
  } finally {
    await stage.strike();
  }
}
