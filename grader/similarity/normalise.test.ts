import { describe, expect, it } from 'vitest';
import { eraseTypes } from './erase-types.ts';
import { normalise } from './normalise.ts';

function codesOf(source: string): number[] {
  const erased = eraseTypes(source, 10_000);
  if (erased.kind !== 'erased') throw new Error(`not parsed: ${source}`);
  return [...normalise(erased.code).codes];
}

describe('normalise', () => {
  it.each([
    ['names', 'const total = sum(list, from);', 'const all = add(values, start);'],
    ['literals', "f('a', 1, /x/);", 'f("longer", 0xff, /y+/g);'],
    ['comments and layout', 'f(a); // why\ng(b)', '/* how */ f( a )\n\n;g(b);'],
    [
      'types',
      'const f = <T>(a: Map<T, string>, b?: T): void => g(a!, b as T);',
      'const f = (a, b) => g(a, b)',
    ],
    ['a function and an arrow', 'function f(a) { return a + 1; }', 'const f = (a) => a + 1;'],
    ['an async function', 'export async function f(a) { await a; }', 'const f = async (a) => { await a };'],
    ['a function as a value', 'run(function later(a) { g(a); });', 'run(a => { g(a) });'],
    ['braces and brackets', 'if (a) { return (b); }', 'if (a) return b'],
    ['kinds of variables', 'let a = 1; var b = 2;', 'const a = 1; const b = 2;'],
    ['equality', 'a === b && c !== undefined', 'a == b && c != null'],
    ['templates', `f(\`a \${b} c\`)`, "f('a ' + b + ' c')"],
    ['a template that begins and ends with values', `f(\`\${a}-\${b}\`)`, "f(a + '-' + b)"],
    ['private fields', 'class A { #b = 1; c() { this.#b = 2; } }', 'class A { b = 1; c() { this.b = 2; } }'],
    ['members and closures', 'this.log.push(entry);', 'log.push(entry);'],
    ['imports', "import { a, type B } from './b.ts';\nimport * as c from 'c';\nf(a, c);", 'f(a, c)'],
    ['commas at the end', 'f(a, [b, c,],)', 'f(a, [b, c])'],
    ['words as members', 'a.delete(b); c.import.function = d;', 'a.e(b); c.f.g = d;'],
  ])('takes no notice of %s', (_, one, other) => {
    expect(codesOf(one)).toEqual(codesOf(other));
  });

  it.each([
    ['a call and a name', 'f(a)', 'f, a'],
    ['operators', 'a + b', 'a - b'],
    ['control flow', 'if (a) b()', 'while (a) b()'],
    ['awaiting', 'await f()', 'f()'],
    ['a value and nothing', 'return a', 'return null'],
  ])('tells apart %s', (_, one, other) => {
    expect(codesOf(one)).not.toEqual(codesOf(other));
  });

  it('knows the line of every token', () => {
    const { lines } = normalise(`a =\r\n/* one\ntwo */ \`x\n\${b}\n\` + c\u2028d`);
    expect([...lines]).toEqual([1, 1, 3, 3, 4, 4, 4, 5, 5, 6]);
  });

  it.each([
    ['an import without end', 'import a '.repeat(100_000)],
    ['half a template', `x = \`\${a`],
    ['no language', '\ud800 \\ # @ "'],
  ])('reads %s', (_, source) => {
    const { codes, lines } = normalise(source);
    expect(codes.length).toBeGreaterThan(0);
    expect(lines.length).toBe(codes.length);
    expect(codes.includes(0)).toBe(false);
  });
});
