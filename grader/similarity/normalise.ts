import type { Token } from 'js-tokens';
import { type SourceTokens, sourceTokens } from './source-tokens.ts';

/** What is left of a program when names, literals, layout and matters of taste are taken out. */
export interface NormalisedTokens {
  /** A hash for each token; never 0. */
  readonly codes: Int32Array;
  /** The line on which each began. */
  readonly lines: Uint32Array;
}

/** Words that stand for themselves; every other is somebody's name for something. */
const KEYWORDS = new Set(
  (
    'await break case catch class continue debugger default delete do else extends finally for if in ' +
    'instanceof new return super switch this throw try typeof void while with yield'
  ).split(' '),
);

/** Different spellings of one thing. */
const SAME: ReadonlyMap<string, string> = new Map([
  ['let', 'const'],
  ['var', 'const'],
  ['const', 'const'],
  ['undefined', 'null'],
  ['null', 'null'],
  ['false', 'true'],
  ['true', 'true'],
  ['===', '=='],
  ['!==', '!='],
  ['?.', '.'],
]);

/** They come and go with formatters, habits and `async`. */
const LEFT_OUT = new Set(['{', '}', ';', ')', 'export', 'async', 'static']);

const NAME = 'name';
const CALL = 'call';
const TEXT = 'text';

/** What counts by its kind alone. */
const STANDS_FOR: Partial<Record<Token['type'], string>> = {
  StringLiteral: TEXT,
  NoSubstitutionTemplate: TEXT,
  NumericLiteral: 'number',
  RegularExpressionLiteral: 'pattern',
  PrivateIdentifier: NAME,
  Invalid: 'invalid',
};

/** Tokens before which a function is a value and not a declaration. */
const BEFORE_VALUE = new Set('= ( , : ? [ && || ?? => return new . ...'.split(' '));

/** Longest import that is recognised, in tokens. */
const LONGEST_IMPORT = 400;

/**
 * Reads JavaScript, or in need TypeScript or no language at all. A copy with other names, literals, comments,
 * quotes, brackets, semicolons, or with arrows in place of functions comes out the same.
 */
export function normalise(code: string): NormalisedTokens {
  return new Normaliser(sourceTokens(code)).run();
}

class Normaliser {
  readonly #source: SourceTokens;
  readonly #codes: number[] = [];
  readonly #lines: number[] = [];
  /** The token at hand. */
  #at = 0;

  constructor(source: SourceTokens) {
    this.#source = source;
  }

  run(): NormalisedTokens {
    while (this.#at < this.#source.values.length) this.#step();
    return { codes: Int32Array.from(this.#codes), lines: Uint32Array.from(this.#lines) };
  }

  /** Takes one token, or the few that go with it. */
  #step(): void {
    const type = this.#source.types[this.#at] as Token['type'];
    const text = STANDS_FOR[type];
    if (text !== undefined) this.#take(text);
    else if (type === 'IdentifierName') this.#word();
    else if (type === 'Punctuator') this.#punctuator();
    else this.#template(type);
  }

  /** Like the sum of its pieces. */
  #template(type: Token['type']): void {
    const isEmpty = /^[`}](?:\$\{|`)?$/.test(this.#value(0));
    const isTail = type === 'TemplateTail';
    if (type !== 'TemplateHead' && !(isTail && isEmpty)) this.#emit('+');
    if (!isEmpty) this.#emit(TEXT);
    if (!isTail && !isEmpty) this.#emit('+');
    this.#at += 1;
  }

  #word(): void {
    const word = this.#value(0);
    const next = this.#value(1);
    if (this.#isMember()) this.#take(NAME);
    else if (word === 'import' && next !== '(' && next !== '.') this.#import();
    else if (word === 'function') this.#function();
    else if (LEFT_OUT.has(word)) this.#at += 1;
    // Closures say `log` where classes say `this.log`.
    else if (word === 'this' && (next === '.' || next === '?.')) this.#at += 2;
    else this.#take(SAME.get(word) ?? (KEYWORDS.has(word) ? word : NAME));
  }

  /** Which modules a file imports says nothing about who wrote it. */
  #import(): void {
    const end = Math.min(this.#at + LONGEST_IMPORT, this.#source.values.length);
    for (let at = this.#at + 1; at < end; at++) {
      const type = this.#source.types[at];
      if (type === 'StringLiteral') {
        this.#at = at + 1;
        return;
      }
      if (type !== 'IdentifierName' && !'{},*'.includes(this.#source.values[at] as string)) break;
    }
    this.#at += 1;
  }

  /** `function f(a) {` like `const f = (a) => {`. */
  #function(): void {
    const before = this.#value(-1) === 'async' ? this.#value(-2) : this.#value(-1);
    let name = this.#at + 1;
    if (this.#source.values[name] === '*') name += 1;
    const isNamed = this.#source.types[name] === 'IdentifierName';
    if (isNamed && !BEFORE_VALUE.has(before)) for (const text of ['const', NAME, '=']) this.#emit(text);
    this.#at = isNamed ? name + 1 : name;
    if (this.#value(0) === '(') this.#at += 1;
  }

  #punctuator(): void {
    const value = this.#value(0);
    if (value === '=>') {
      // An arrow with an expression is a function that returns it.
      if (this.#value(1) !== '{') this.#emit('return');
      this.#at += 1;
    } else if (value === '(') {
      if (this.#isCalled()) this.#emit(CALL);
      this.#at += 1;
    } else if (LEFT_OUT.has(value) || (value === ',' && [')', ']', '}'].includes(this.#value(1)))) {
      this.#at += 1;
    } else this.#take(SAME.get(value) ?? value);
  }

  /** Whether the bracket at hand holds arguments or parameters; others only group. */
  #isCalled(): boolean {
    const type = this.#source.types[this.#at - 1];
    const before = this.#value(-1);
    if (type === 'PrivateIdentifier') return true;
    if (type === 'IdentifierName')
      return this.#isMember(-1) || before === 'super' || !(KEYWORDS.has(before) || before === 'async');
    return before === ')' || before === ']' || before === '?.';
  }

  #isMember(offset = 0): boolean {
    const before = this.#value(offset - 1);
    return before === '.' || before === '?.';
  }

  /** The text of a token near the one at hand; empty beyond the ends. */
  #value(offset: number): string {
    return this.#source.values[this.#at + offset] ?? '';
  }

  #take(text: string): void {
    this.#emit(text);
    this.#at += 1;
  }

  #emit(text: string): void {
    this.#codes.push(hashOf(text));
    this.#lines.push(this.#source.lines[this.#at] as number);
  }
}

const hashes = new Map<string, number>();

function hashOf(text: string): number {
  const known = hashes.get(text);
  if (known !== undefined) return known;
  // FNV-1a. There are few texts: punctuators, keywords and kinds.
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  const code = hash | 0 || 1;
  hashes.set(text, code);
  return code;
}
