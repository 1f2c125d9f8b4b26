/** A scale from zero to a round end. */
export interface Scale {
  readonly top: number;
  /** From zero to the top, evenly apart. */
  readonly marks: readonly number[];
}

const STEPS = [1, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The least round scale that holds all of it, in one step or two; what is counted is not halved. */
export function scaleTo(most: number, counted = false): Scale {
  if (most <= 0 || (counted && most <= 1)) return { top: 1, marks: [0, 1] };
  const size = 10 ** Math.floor(Math.log10(most / 2));
  const steps = STEPS.map((step) => step * size).filter(
    (step) => !counted || Number.isInteger(step),
  );
  const step = steps.find((each) => 2 * each >= most) ?? Math.ceil(most / 2);
  return { top: 2 * step, marks: [0, step, 2 * step] };
}
