/**
 * Text from outside, safe to look at: control characters and those that turn the direction of writing are shown as
 * marks, so that a title cannot hide or reorder what stands beside it. Line ends and tabs become spaces.
 */
export function visibleText(text: string): string {
  return text.replace(/[\t\n\r]+/g, ' ').replace(HIDDEN, markOf);
}

/** The same of a text of several lines, which stay lines. */
export function visibleLines(text: string): string {
  return text
    .split(/\r\n|[\n\r]/)
    .map(visibleText)
    .join('\n');
}

/** C0 and C1 controls, DEL, bidirectional marks, embeddings, overrides and isolates, and the two line separators. */
const HIDDEN =
  // eslint-disable-next-line no-control-regex -- They are what is looked for.
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const PICTURE_OF_NULL = 0x2400;
const PICTURE_OF_DELETE = '\u2421';
const MARK_FOR_OTHERS = '\u2426';

function markOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(PICTURE_OF_NULL + code);
  return code === 0x7f ? PICTURE_OF_DELETE : MARK_FOR_OTHERS;
}
