// biome-ignore-all lint/suspicious/noTemplateCurlyInString: edits are source text

import type { Mutant } from '../mutant.ts';
import { TAKE_MISSING_FOR_EMPTY } from './mutants-scheduling.ts';

const WRITE_OUTPUT = "await this.writeAtomically(`mr-out-${index}`, lines.join(''));";
const TEMPORARY = 'const temporary = `mr-tmp-${this.id}-${this.filesWritten}`;';

/** Bugs in what is in the files when somebody dies, sleeps or comes second. */
export const FILE_MUTANTS: readonly Mutant[] = [
  {
    name: 'write outputs in place',
    edits: [
      {
        file: 'worker.ts',
        find: WRITE_OUTPUT,
        replace: "await this.files.write(`mr-out-${index}`, lines.join(''));",
      },
    ],
    part: 'lab1',
    scenario: 'paused-reducer',
    rules: ['mapreduce/output-final'],
    staged: true,
  },
  {
    name: 'write intermediate files in place',
    edits: [
      {
        file: 'worker.ts',
        find: 'this.writeAtomically(intermediateName(index, reduce), encodeEntries(entries));',
        replace: 'this.files.write(intermediateName(index, reduce), encodeEntries(entries));',
      },
    ],
    part: 'lab1',
    scenario: 'late-mapper',
    rules: ['lab/exception'],
    staged: false,
  },
  {
    name: 'one temporary name a file for all workers',
    edits: [{ file: 'worker.ts', find: TEMPORARY, replace: 'const temporary = `mr-tmp-${name}`;' }],
    part: 'lab1',
    scenario: 'paused-worker',
    rules: ['lab/exception', 'mapreduce/output-final'],
    staged: false,
  },
  {
    name: 'number temporary files without saying whose they are',
    edits: [
      { file: 'worker.ts', find: TEMPORARY, replace: 'const temporary = `mr-tmp-${this.filesWritten}`;' },
    ],
    part: 'lab1',
    scenario: 'word-count',
    rules: ['lab/exception', 'mapreduce/output'],
    staged: true,
  },
  {
    name: 'rename before the file is written',
    edits: [
      {
        file: 'worker.ts',
        find: 'await this.files.write(temporary, text);',
        replace: 'void this.files.write(temporary, text);',
      },
    ],
    part: 'lab1',
    scenario: 'word-count',
    rules: ['lab/exception', 'mapreduce/output', 'mapreduce/done-too-early'],
    staged: true,
  },
  {
    name: 'report a map while its files are being written',
    edits: [
      {
        file: 'worker.ts',
        find: 'await Promise.all(partitions.map(write));',
        replace: 'void Promise.all(partitions.map(write));',
      },
      TAKE_MISSING_FOR_EMPTY,
    ],
    part: 'lab1',
    scenario: 'crash-at-every-write',
    rules: ['mapreduce/output'],
    staged: false,
  },
  {
    name: 'remove intermediate files as soon as they are read',
    edits: [
      {
        file: 'worker.ts',
        find: 'const text = await this.files.read(intermediateName(map, index));',
        replace:
          'const text = await this.files.read(intermediateName(map, index));\n      await this.files.remove(intermediateName(map, index));',
      },
      TAKE_MISSING_FOR_EMPTY,
    ],
    part: 'lab1',
    scenario: 'crash-at-every-write',
    rules: ['mapreduce/output'],
    staged: false,
  },
  {
    name: 'remove intermediate files when the job is done',
    edits: [
      {
        file: 'worker.ts',
        find: "if (!task || task.kind === 'done') return;",
        replace: "if (!task) return;\n      if (task.kind === 'done') return this.tidyUp();",
      },
      {
        file: 'worker.ts',
        find: '  /** Resolves to whether the task is completed. */',
        replace:
          "  private async tidyUp(): Promise<void> {\n    const names = await this.files.list('mr-');\n    for (const name of names) if (/^mr-\\d/.test(name)) await this.files.remove(name);\n  }\n\n  /** Resolves to whether the task is completed. */",
      },
      TAKE_MISSING_FOR_EMPTY,
    ],
    part: 'lab1',
    scenario: 'late-reader',
    rules: ['mapreduce/output-final'],
    staged: false,
  },
  {
    name: 'write no output that would be empty',
    edits: [{ file: 'worker.ts', find: WRITE_OUTPUT, replace: `if (lines.length > 0) ${WRITE_OUTPUT}` }],
    part: 'lab1',
    scenario: 'more-reduces-than-keys',
    rules: ['mapreduce/done-too-early'],
    staged: true,
  },
  {
    name: 'find intermediate files by the end of their names',
    edits: [
      {
        file: 'worker.ts',
        find: 'for (let map = 0; map < maps; map++) {\n      const text = await this.files.read(intermediateName(map, index));',
        replace:
          "for (const name of await this.files.list('mr-')) {\n      if (!/^mr-\\d/.test(name) || !name.endsWith(`${index}`)) continue;\n      const text = await this.files.read(name);",
      },
      { file: 'worker.ts', find: 'reduce({ index, maps }', replace: 'reduce({ index }' },
    ],
    part: 'lab1',
    scenario: 'more-reduces-than-keys',
    rules: ['mapreduce/output'],
    staged: false,
  },
];
