import { describe, expect, it } from 'vitest';
import { breakLines } from './break-lines.ts';
import { eraseTypes } from './erase-types.ts';
import { normalise } from './normalise.ts';

const LONG = `function f(a) { if (a) { g({ b: a }); } for (;;) return \`\${a};{}\`; }${' '.repeat(400)}`;

function codesOf(source: string): number[] {
  const erased = eraseTypes(source, 10_000);
  return erased.kind === 'erased' ? [...normalise(erased.code).codes] : [];
}

describe('breakLines', () => {
  it('leaves texts alone that people can read', () => {
    const text = 'a;\r\nb { c }\n';
    expect(breakLines(text)).toBe(text);
  });

  it('breaks endless lines behind braces and semicolons, but not in texts', () => {
    const lines = breakLines(LONG).split('\n');
    expect(lines.slice(0, 3)).toEqual(['function f(a) {', ' if (a) {', ' g({']);
    expect(lines).toContain(') return `$'.concat('{a};{}`;'));
  });

  it('changes nothing that is compared', () => {
    const codes = codesOf(LONG);
    expect(codes.length).toBeGreaterThan(10);
    expect(codesOf(breakLines(LONG))).toEqual(codes);
  });
});
