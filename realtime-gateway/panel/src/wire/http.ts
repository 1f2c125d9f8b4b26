/** One request to this origin: the session cookie goes along, and nothing is thrown for an answer that can be expected. */

export interface FieldProblem {
  /** JSON pointer to the field, as in RFC 9457's `errors[].pointer`. */
  readonly pointer: string;
  readonly detail: string;
}

export interface Problem {
  readonly title: string;
  /** One stable word for why, such as `version_mismatch`. */
  readonly reason?: string;
  /** Where the task stands, when the refusal is about a task. */
  readonly version?: number;
  readonly detail?: string;
  readonly errors: readonly FieldProblem[];
}

export type Answer<T> =
  | { readonly kind: 'ok'; readonly status: number; readonly body: T }
  | { readonly kind: 'signedOut' }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly problem: Problem;
      readonly retryAfterSeconds: number | null;
    }
  /** No answer: whether the request took effect is not known. */
  | { readonly kind: 'unanswered' };

export interface Ask {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds until the answer counts as missing. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Body or answer holds what people or agents wrote: numbers that JavaScript would change stay texts. */
  readonly exact?: boolean;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

const ANSWER_WITHIN = 10_000;

let onSignedOut: () => void = () => {};

/** Called with every 401, whichever view asked. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

export async function ask<T>(
  method: Method,
  path: string,
  { body, headers, timeout = ANSWER_WITHIN, signal, exact = false }: Ask = {},
): Promise<Answer<T>> {
  const limit = AbortSignal.timeout(timeout);
  let response: Response;
  let text: string;
  let codec: Codec;
  try {
    codec = exact ? await exactCodec() : PLAIN;
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      headers: {
        accept: 'application/json',
        ...(method === 'GET' ? {} : { 'x-mc-panel': '1' }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: codec.write(body) }),
    });
    text = await response.text();
  } catch {
    // fetch rejects for a lost network, a time-out and an abort alike, as does what loads code; none of them says what
    // the server did.
    return { kind: 'unanswered' };
  }
  if (response.status === 401) {
    onSignedOut();
    return { kind: 'signedOut' };
  }
  const value = parse(text, codec.read);
  if (response.ok) return { kind: 'ok', status: response.status, body: value as T };
  return {
    kind: 'refused',
    status: response.status,
    problem: problemIn(value, response),
    retryAfterSeconds: retryAfter(response),
  };
}

interface Codec {
  readonly read: (text: string) => unknown;
  readonly write: (value: unknown) => string;
}

const PLAIN: Codec = { read: JSON.parse, write: JSON.stringify };

/** Comes later: the board itself has no numbers that need it. */
async function exactCodec(): Promise<Codec> {
  const { readExact, writeExact } = await import('./exact-json');
  return { read: readExact, write: writeExact };
}

function parse(text: string, read: (text: string) => unknown): unknown {
  if (text === '') return null;
  try {
    return read(text);
  } catch {
    return null; // A proxy's HTML page: the status says all there is to know.
  }
}

function problemIn(value: unknown, response: Response): Problem {
  const body = (typeof value === 'object' && value !== null ? value : {}) as Partial<Problem>;
  return {
    title: typeof body.title === 'string' ? body.title : response.statusText,
    ...(typeof body.reason === 'string' ? { reason: body.reason } : {}),
    ...(typeof body.version === 'number' ? { version: body.version } : {}),
    ...(typeof body.detail === 'string' ? { detail: body.detail } : {}),
    errors: Array.isArray(body.errors) ? body.errors : [],
  };
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) ? seconds : null;
}
