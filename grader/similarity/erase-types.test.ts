import { describe, expect, it } from 'vitest';
import { eraseTypes } from './erase-types.ts';

describe('eraseTypes', () => {
  it('leaves the code on its lines', () => {
    const source = 'interface A {\n  b: string;\n}\nconst c = (d: A): string =>\n  d.b as string;\n';
    const erased = eraseTypes(source, 1000);
    expect(erased.kind === 'erased' && erased.code.split('\n').map((line) => line.trim())).toEqual([
      '',
      '',
      '',
      'const c = (d) =>',
      'd.b ;',
      '',
    ]);
  });

  it.each([
    ['brackets without end', '('.repeat(1_000_000)],
    ['a million negations', `x=${'!'.repeat(1_000_000)}1`],
    ['an endless chain of ifs', `${'if(a)'.repeat(200_000)}b`],
    ['templates in templates', `x=${'`$'.concat('{').repeat(200_000)}`],
    ['no program', 'class { const'],
    ['zeros', '\0\0\0'],
  ])('does not parse %s', (_, source) => {
    expect(eraseTypes(source, 10_000)).toEqual({ kind: 'no-parse' });
  });

  it('gives up what would take years', () => {
    expect(eraseTypes(`x=${'<T>('.repeat(40)}b${')'.repeat(40)}`, 50)).toEqual({ kind: 'no-time' });
    expect(eraseTypes('let x = 1', 0)).toEqual({ kind: 'no-time' });
  });
});
