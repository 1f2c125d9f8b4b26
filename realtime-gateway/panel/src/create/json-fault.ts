/**
 * Finds the first thing wrong with a JSON text and says what to do about it, because “unexpected token” helps nobody. As
 * strict as the server: what it passes, the server takes.
 */
export type JsonFault =
  | { readonly kind: 'trailingComma' | 'unclosed'; readonly line: number; readonly mark: string }
  | { readonly kind: 'duplicateKey'; readonly line: number; readonly mark: string }
  | {
      readonly kind:
        | 'missingComma'
        | 'singleQuotes'
        | 'unquotedKey'
        | 'badValue'
        | 'badString'
        | 'afterEnd'
        | 'empty'
        | 'tooDeep'
        | 'numberTooLong'
        | 'numberTooLarge';
      readonly line: number;
    };

/** As the server reads: levels below the request's own one, digits that count, and the power of ten of the first. */
const MAX_DEPTH = 31;
const MAX_DIGITS = 40;
const MAX_EXPONENT = 308;
/** In characters; the server gives up on longer ones unread. */
const MAX_NUMBER_LENGTH = 400;

export function jsonFault(text: string): JsonFault | null {
  const scan = new Scan(text);
  try {
    scan.document();
  } catch (fault) {
    if (fault instanceof Found) return fault.fault;
    throw fault;
  }
  return null;
}

class Found extends Error {
  readonly fault: JsonFault;
  constructor(fault: JsonFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

class Scan {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): void {
    this.space();
    if (this.ended) throw this.fault('empty');
    this.value(1);
    this.space();
    if (!this.ended) throw this.fault('afterEnd');
  }

  private value(depth: number): void {
    if (depth > MAX_DEPTH) throw this.fault('tooDeep');
    switch (this.next) {
      case '{':
        return this.members('}', depth, new Set());
      case '[':
        return this.members(']', depth, null);
      case '"':
        return void this.string();
      case "'":
        throw this.fault('singleQuotes');
      default:
        return this.literal();
    }
  }

  /** An object's fields (`keys` holds those seen) or, without keys, a list's items. */
  private members(close: string, depth: number, keys: Set<string> | null): void {
    const open = this.line;
    const mark = this.next!;
    this.at += 1;
    this.space();
    if (this.take(close)) return;
    for (;;) {
      if (this.ended) throw new Found({ kind: 'unclosed', line: open, mark });
      if (keys !== null) this.key(keys, mark, open);
      this.value(depth + 1);
      const end = this.line;
      this.space();
      if (this.take(close)) return;
      if (this.ended) throw new Found({ kind: 'unclosed', line: open, mark });
      if (!this.take(',')) throw this.fault(this.startsValue ? 'missingComma' : 'badValue');
      this.space();
      if (this.next === close) throw new Found({ kind: 'trailingComma', line: end, mark: close });
    }
  }

  private key(keys: Set<string>, mark: string, open: number): void {
    if (this.next === "'") throw this.fault('singleQuotes');
    if (this.next !== '"') throw this.fault('unquotedKey');
    const line = this.line;
    const key = this.string();
    if (keys.has(key)) throw new Found({ kind: 'duplicateKey', line, mark: key });
    keys.add(key);
    this.space();
    if (this.ended) throw new Found({ kind: 'unclosed', line: open, mark });
    if (!this.take(':')) throw this.fault('badValue');
    this.space();
    if (this.ended) throw new Found({ kind: 'unclosed', line: open, mark });
  }

  private string(): string {
    const match = STRING.exec(this.text.slice(this.at));
    if (match === null) throw this.fault('badString');
    this.at += match[0].length;
    return JSON.parse(match[0]) as string;
  }

  private literal(): void {
    const match = LITERAL.exec(this.text.slice(this.at));
    if (match === null) throw this.fault('badValue');
    const fault = numberFault(match[0]);
    if (fault !== null) throw this.fault(fault);
    this.at += match[0].length;
  }

  private space(): void {
    while (' \n\r\t'.includes(this.next ?? '-')) this.at += 1;
  }

  private take(character: string): boolean {
    if (this.next !== character) return false;
    this.at += 1;
    return true;
  }

  private get next(): string | undefined {
    return this.text[this.at];
  }

  private get ended(): boolean {
    return this.at >= this.text.length;
  }

  private get startsValue(): boolean {
    return /["'{[\-\w]/.test(this.next!);
  }

  private get line(): number {
    return this.text.slice(0, this.at).split('\n').length;
  }

  private fault(
    kind: Exclude<JsonFault['kind'], 'trailingComma' | 'unclosed' | 'duplicateKey'>,
  ): Found {
    return new Found({ kind, line: this.line });
  }
}

// eslint-disable-next-line no-control-regex -- JSON forbids them in strings.
const STRING = /^"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/;
const LITERAL = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/;

/** Judges by value, so that zeros at either end do not count. Of true, false and null it says nothing. */
function numberFault(literal: string): 'numberTooLong' | 'numberTooLarge' | null {
  const parts = NUMBER.exec(literal);
  if (parts === null) return null;
  const [, whole = '', fraction = '', power = '0'] = parts;
  const digits = (whole + fraction).replace(/^0+/, '');
  const exponent =
    digits === ''
      ? Number(power) - fraction.length
      : digits.length - 1 - fraction.length + Number(power);
  if (Math.abs(exponent) > MAX_EXPONENT) return 'numberTooLarge';
  return digits.replace(/0+$/, '').length > MAX_DIGITS || literal.length > MAX_NUMBER_LENGTH
    ? 'numberTooLong'
    : null;
}

const NUMBER = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;
