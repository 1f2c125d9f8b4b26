// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { followSignInLink, takeRefusal } from './sign-in-link';

let asked: string[];
let status: number;

beforeEach(() => {
  asked = [];
  status = 200;
  vi.stubGlobal('fetch', (path: string, request: { method: string; body: string }) => {
    asked.push(`${request.method} ${path} ${request.body}`);
    return Promise.resolve(new Response('{}', { status }));
  });
  return () => vi.unstubAllGlobals();
});

test('the code signs in, and is gone from the address', async () => {
  location.href = 'http://localhost/tasks/t1?q=x#sign-in=abc';
  await followSignInLink();
  expect(asked).toEqual(['POST /api/session {"code":"abc"}']);
  expect(location.href).toBe('http://localhost/tasks/t1?q=x');
  expect(takeRefusal()).toBe(false);
});

test('a code that was used before is told of', async () => {
  status = 401;
  location.href = 'http://localhost/#sign-in=abc';
  await followSignInLink();
  expect(takeRefusal()).toBe(true);
  expect(takeRefusal()).toBe(false);
});

test('an address without one asks nothing', async () => {
  location.href = 'http://localhost/#content';
  await followSignInLink();
  expect(asked).toEqual([]);
  expect(location.hash).toBe('#content');
});
