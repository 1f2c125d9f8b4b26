// Runs the browser tests against a running system: `MC_URL=… MC_TOKEN=… node e2e/run.mjs [part of a name]`.
// `--list` names them; `--json` says one JSON object a test, for the test runner of the build.
import { Stage, within } from './stage.mjs';
import { tests } from './tests.mjs';

const json = process.argv.includes('--json');
const [only = ''] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const { MC_URL: url, MC_TOKEN: token } = process.env;

/** Nobody waits longer for one test (ms): a page that never answers would hold up all behind it. */
const LIMIT = 180_000;
const LATE = new Error(`took longer than ${LIMIT / 1000} s`);
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
    await within(
      LIMIT,
      stage.clear().then(() => test(stage)),
      LATE,
    );
    return null;
  } catch (error) {
    return error;
  }
}

/** Says nothing of the product when the browser does not even draw an empty page: then another one is asked, once. */
async function faultInABrowserThatDraws(name, test, stage) {
  let fault = await faultOf(test, stage);
  if (fault !== null && !(await stage.draws())) {
    await stage.raiseAgain(`it draws nothing any more; ${name}: ${fault.message}`);
    fault = await faultOf(test, stage);
  }
  // Its page goes on, whatever it is at.
  if (fault === LATE) await stage.raiseAgain(`${name}: ${fault.message}`);
  return fault;
}

if (process.argv.includes('--list')) {
  for (const name of Object.keys(tests)) console.log(name);
} else {
  const stage = new Stage(url, token);
  try {
    await stage.raise();
    for (const [name, test] of chosen) {
      const begun = performance.now();
      const fault = await faultInABrowserThatDraws(name, test, stage);
      if (fault !== null) process.exitCode = 1;
      tell(name, fault, Math.round(performance.now() - begun));
    }
  } finally {
    await stage.strike();
  }
}
