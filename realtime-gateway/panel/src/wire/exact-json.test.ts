import { expect, test } from 'vitest';
import { readExact, writeExact } from './exact-json';

test.each([
  '1234567890123456789',
  '9007199254740993',
  '-9007199254740993',
  '0.1000000000000000055511151231257827',
  '1e308',
  '1.50',
  '-0',
  '123456789012345678901234567890.5',
])('%s is written as it was read', (number) => {
  expect(writeExact(readExact(`{"a":[${number}]}`))).toBe(`{"a":[${number}]}`);
});

test('a number that JavaScript keeps is a plain one', () => {
  expect(readExact('{"version":12,"progress":0.5,"none":null,"text":"1.50"}')).toEqual({
    version: 12,
    progress: 0.5,
    none: null,
    text: '1.50',
  });
});

test('it is written as JSON.stringify would, indented or not', () => {
  const value = { a: [1, 'x', null, { b: true }], left: undefined };
  expect(writeExact(value)).toBe(JSON.stringify(value));
  expect(writeExact(value, 2)).toBe(JSON.stringify(value, null, 2));
});

test('what is not JSON is told', () => {
  for (const text of ['', '{,}', '{"a":1} x', '[01]']) expect(() => readExact(text)).toThrow();
});

test('a name that means something to JavaScript is only a name', () => {
  const read = readExact('{"__proto__":{"isAdmin":1},"constructor":2}') as object;
  expect(writeExact(read)).toBe('{"__proto__":{"isAdmin":1},"constructor":2}');
  expect((read as { isAdmin?: number }).isAdmin).toBeUndefined();
});
