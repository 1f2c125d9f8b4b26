import { expect, test } from 'vitest';
import { jsonFault } from './json-fault';

test.each([
  ['{\n  "mes": "2026-10",\n  "limite": 500,\n}', { kind: 'trailingComma', line: 3, mark: '}' }],
  ['[1, 2,]', { kind: 'trailingComma', line: 1, mark: ']' }],
  ['{"a": 1\n "b": 2}', { kind: 'missingComma', line: 2 }],
  ["{'a': 1}", { kind: 'singleQuotes', line: 1 }],
  ['{"a": \'b\'}', { kind: 'singleQuotes', line: 1 }],
  ['{\n  a: 1}', { kind: 'unquotedKey', line: 2 }],
  ['{\n"a": {"b": 1}\n', { kind: 'unclosed', line: 1, mark: '{' }],
  ['{"a": [1, 2}', { kind: 'badValue', line: 1 }],
  ['{"a":', { kind: 'unclosed', line: 1, mark: '{' }],
  ['{"a": yes}', { kind: 'badValue', line: 1 }],
  ['{"a": 01}', { kind: 'badValue', line: 1 }],
  ['{"a": NaN}', { kind: 'badValue', line: 1 }],
  ['{"a": "b\nc"}', { kind: 'badString', line: 1 }],
  ['{"a": "b}', { kind: 'badString', line: 1 }],
  ['{} {}', { kind: 'afterEnd', line: 1 }],
  ['{"a": 1, "a": 2}', { kind: 'duplicateKey', line: 1, mark: 'a' }],
  ['  \n', { kind: 'empty', line: 2 }],
  ['['.repeat(32) + ']'.repeat(32), { kind: 'tooDeep', line: 1 }],
  ['{"a": 1e400}', { kind: 'numberTooLarge', line: 1 }],
  ['{"a":\n -0.1e-308}', { kind: 'numberTooLarge', line: 2 }],
  ['[10e308]', { kind: 'numberTooLarge', line: 1 }],
  ['[1e99999999999999999999]', { kind: 'numberTooLarge', line: 1 }],
  [`[${'1'.repeat(41)}]`, { kind: 'numberTooLong', line: 1 }],
  [`[0.${'0'.repeat(200)}${'1'.repeat(41)}]`, { kind: 'numberTooLong', line: 1 }],
])('%j is explained', (text, fault) => {
  expect(jsonFault(text)).toEqual(fault);
});

test.each([
  '{}',
  ' [1, -2.5e10, "a\\u00e9\\"b", true, false, null] ',
  '{"a": {"b": [{}, []]}, "c": ""}',
  '"text"',
  '0',
  '['.repeat(31) + ']'.repeat(31),
])('%s has no fault', (text) => {
  expect(jsonFault(text)).toBeNull();
  expect(() => JSON.parse(text) as unknown).not.toThrow();
});

test('whatever is taken for valid, the browser can read, and the other way round but for depth and doubled keys', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '1',
    'true',
    ' ',
    "'",
    'x',
    '-',
    '0.5',
    '\n',
  ];
  let seed = 20261122;
  const draw = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (let round = 0; round < 20_000; round++) {
    const text = Array.from(
      { length: 1 + Math.floor(draw() * 8) },
      () => pieces[Math.floor(draw() * pieces.length)],
    ).join('');
    const fault = jsonFault(text);
    expect([text, fault === null || fault.kind === 'duplicateKey']).toEqual([text, parses(text)]);
  }
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
