import { expect, test } from 'vitest';
import { scaleTo } from './scale';

test.each([
  [0, [0, 1]],
  [0.07, [0, 0.04, 0.08]],
  [3.2, [0, 2, 4]],
  [48, [0, 25, 50]],
  [50, [0, 25, 50]],
  [51, [0, 30, 60]],
  [1_310, [0, 800, 1_600]],
])('a scale that holds %d ends at a round number', (most, marks) => {
  expect(scaleTo(most)).toEqual({ top: marks.at(-1), marks });
});

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [2, [0, 1, 2]],
  [3, [0, 2, 4]],
  [5, [0, 3, 6]],
  [45, [0, 25, 50]],
])('what is counted, up to %d, is marked in whole numbers', (most, marks) => {
  expect(scaleTo(most, true).marks).toEqual(marks);
});
