import { LosslessNumber, parse, stringify } from 'lossless-json';

/**
 * JSON whose numbers keep every digit: one that JavaScript's own numbers would change (2^53 + 1, a 19-digit id, 1.0)
 * is carried as its text. All others are plain numbers, so that what is read can be reckoned with as always.
 *
 * @throws SyntaxError when the text is not JSON
 */
export function readExact(text: string): unknown {
  return parse(text, null, exactly);
}

/** The opposite way; takes whatever JSON.stringify takes. */
export function writeExact(value: unknown, indent?: number): string {
  return stringify(value, null, indent) ?? '';
}

function exactly(digits: string): number | LosslessNumber {
  const number = Number(digits);
  return String(number) === digits ? number : new LosslessNumber(digits);
}
