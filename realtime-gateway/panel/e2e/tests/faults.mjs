import assert from 'node:assert/strict';

export async function noFaults(stage) {
  assert.deepEqual(stage.faults, []);
}
