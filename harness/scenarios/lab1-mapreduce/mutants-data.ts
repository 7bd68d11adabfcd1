// biome-ignore-all lint/suspicious/noTemplateCurlyInString: edits are source text

import type { Mutant } from '../mutant.ts';

/** Bugs in what becomes of keys and values. */
export const DATA_MUTANTS: readonly Mutant[] = [
  {
    name: 'take the remainder of a negative hash',
    edits: [{ file: 'partition.ts', find: '(hash >>> 0) % reduces', replace: 'hash % reduces' }],
    part: 'lab1',
    scenario: 'word-count',
    rules: ['mapreduce/output'],
    staged: true,
  },
  {
    name: 'number keys in the order in which this worker meets them',
    edits: [
      {
        file: 'partition.ts',
        find: 'export function partitionOf',
        replace: 'const seen = new Map<string, number>();\n\nexport function partitionOf',
      },
      {
        file: 'partition.ts',
        find: 'let hash = 0x811c9dc5;',
        replace:
          'if (!seen.has(key)) seen.set(key, seen.size);\n  return (seen.get(key) ?? 0) % reduces;\n  let hash = 0x811c9dc5;',
      },
    ],
    part: 'lab1',
    scenario: 'word-count',
    rules: ['mapreduce/output'],
    staged: true,
  },
  {
    name: 'collect values in an object',
    edits: [
      {
        file: 'value-lists.ts',
        find: 'new Map<string, string[]>()',
        replace: '{} as Record<string, string[]>',
      },
      { file: 'value-lists.ts', find: 'this.lists.get(key)', replace: 'this.lists[key]' },
      { file: 'value-lists.ts', find: 'this.lists.set(key, [value])', replace: 'this.lists[key] = [value]' },
      {
        file: 'value-lists.ts',
        find: 'this.lists.set(key, this.fold(key, list))',
        replace: 'this.lists[key] = this.fold(key, list)',
      },
      { file: 'value-lists.ts', find: 'of this.lists)', replace: 'of Object.entries(this.lists))' },
    ],
    part: 'lab1',
    scenario: 'any-strings',
    rules: ['lab/exception', 'mapreduce/output'],
    staged: true,
  },
  {
    name: 'write a pair a line, with a space in between',
    edits: [
      {
        file: 'intermediate.ts',
        find: 'return JSON.stringify(entries);',
        replace:
          "return entries.flatMap(([key, values]) => values.map((value) => `${key} ${value}\\n`)).join('');",
      },
      {
        file: 'intermediate.ts',
        find: 'return JSON.parse(text) as Entries;',
        replace:
          "const lines = text.split('\\n').slice(0, -1);\n  return lines.map((line) => [line.slice(0, line.indexOf(' ')), [line.slice(line.indexOf(' ') + 1)]]);",
      },
    ],
    part: 'lab1',
    scenario: 'any-strings',
    rules: ['mapreduce/output'],
    staged: true,
  },
  {
    name: 'reduce each intermediate file by itself',
    edits: [
      {
        file: 'worker.ts',
        find: 'for (const [key, values] of decodeEntries(text)) for (const value of values) lists.add(key, value);\n    }\n\n    const lines: string[] = [];',
        replace:
          'for (const [key, values] of decodeEntries(text)) lines.push(`${key} ${await this.app.reduce(key, values)}\\n`);\n    }\n',
      },
      {
        file: 'worker.ts',
        find: 'const lists = new ValueLists(this.app);\n    for (let map = 0',
        replace:
          'const lists = new ValueLists(this.app);\n    const lines: string[] = [];\n    for (let map = 0',
      },
    ],
    part: 'lab1',
    scenario: 'word-count',
    rules: ['mapreduce/output'],
    staged: true,
  },
  {
    name: 'combine at the end in place of reduce',
    edits: [
      {
        file: 'worker.ts',
        find: 'await this.app.reduce(key, values)',
        replace: 'await (this.app.combine ?? this.app.reduce)(key, values)',
      },
    ],
    part: 'lab1',
    scenario: 'top-k',
    rules: ['mapreduce/output'],
    staged: true,
  },
  {
    name: 'reduce on the map side too',
    edits: [
      {
        file: 'value-lists.ts',
        find: 'if (list.length < 2 || !this.app.combine) return list;\n    return [this.app.combine(key, list)];',
        replace: 'return [this.app.reduce(key, list) as string];',
      },
    ],
    part: 'lab1',
    scenario: 'indexer',
    rules: ['mapreduce/reduce-waits'],
    staged: true,
  },
  {
    name: 'forget what was combined before',
    edits: [
      {
        file: 'value-lists.ts',
        find: 'this.lists.set(key, this.fold(key, list))',
        replace: 'this.lists.set(key, [value])',
      },
    ],
    part: 'lab1',
    scenario: 'huge-line',
    rules: ['mapreduce/output'],
    staged: true,
  },
];
