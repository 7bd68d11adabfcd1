import type { Mutant } from '../mutant.ts';

const COUNTED_TWICE = ['counter/counted-twice'];
const SAVE =
  '    const saved: Saved = { value: this.value, counted: this.counted };\n    this.persister.save(encode(saved));';

/** Known bugs of lab 0: what a first, a second and a third repair still get wrong. */
export const TOUR_MUTANTS: readonly Mutant[] = [
  {
    name: 'remember nothing, as handed out',
    edits: [
      {
        file: 'counter-server.ts',
        find: '    if (last && number <= last.number) return { value: last.value };\n',
        replace: '',
      },
    ],
    part: 'lab0',
    scenario: 'lossy',
    rules: COUNTED_TWICE,
    staged: false,
  },
  {
    name: 'give each retry a number of its own',
    edits: [
      {
        file: 'counter-client.ts',
        find: "    this.increments += 1;\n    // Made once: every retry must say the same, or the server would take it for another increment.\n    const args = { client: this.id, number: this.increments };\n    return this.askUntilAnswered(() => this.server.call('increment', args));",
        replace:
          "    return this.askUntilAnswered(() => this.server.call('increment', { client: this.id, number: ++this.increments }));",
      },
    ],
    part: 'lab0',
    scenario: 'lossy',
    rules: COUNTED_TWICE,
    staged: false,
  },
  {
    name: 'ask only once',
    edits: [
      {
        file: 'counter-client.ts',
        find: '      await sleep(RETRY_AFTER_MS);',
        replace: '      return Number.NaN;',
      },
    ],
    part: 'lab0',
    scenario: 'lossy',
    rules: ['counter/answer'],
    staged: false,
  },
  {
    name: 'give up after three tries',
    edits: [
      {
        file: 'counter-client.ts',
        find: '    for (;;) {\n      const reply = await ask();',
        replace:
          '    for (let tries = 0; ; tries++) {\n      if (tries === 3) await sleep(86_400_000);\n      const reply = await ask();',
      },
    ],
    part: 'lab0',
    scenario: 'hour',
    rules: ['counter/answered'],
    staged: true,
  },
  {
    name: 'know only the last number, not those before it',
    edits: [
      {
        file: 'counter-server.ts',
        find: 'if (last && number <= last.number)',
        replace: 'if (last && number === last.number)',
      },
    ],
    part: 'lab0',
    scenario: 'late',
    rules: COUNTED_TWICE,
    staged: true,
  },
  {
    name: 'remember one increment for all clients together',
    edits: [
      {
        file: 'counter-server.ts',
        find: 'const last = this.counted.get(client);',
        replace: "const last = this.counted.get('');",
      },
      {
        file: 'counter-server.ts',
        find: 'this.counted.set(client, {',
        replace: "this.counted.set('', {",
      },
    ],
    part: 'lab0',
    scenario: 'crowd',
    rules: ['counter/answer'],
    staged: false,
  },
  {
    name: 'answer a retry with what the counter is by now',
    edits: [
      {
        file: 'counter-server.ts',
        find: 'return { value: last.value };',
        replace: 'return { value: this.value };',
      },
    ],
    part: 'lab0',
    scenario: 'crowd',
    rules: ['counter/answer'],
    staged: false,
  },
  {
    name: 'remember in memory only',
    edits: [
      {
        file: 'counter-server.ts',
        find: 'counted: this.counted };',
        replace: 'counted: new Map() };',
      },
    ],
    part: 'lab0',
    scenario: 'crash',
    rules: COUNTED_TWICE,
    staged: true,
  },
  {
    name: 'save the counter, and then what was remembered',
    edits: [
      {
        file: 'counter-server.ts',
        find: '    this.value += 1;\n',
        replace: '    this.value += 1;\n    this.save();\n',
      },
    ],
    part: 'lab0',
    scenario: 'crash',
    rules: COUNTED_TWICE,
    staged: true,
  },
  {
    name: 'save what was remembered, and then the counter',
    edits: [
      {
        file: 'counter-server.ts',
        find: '    this.value += 1;\n    this.counted.set(client, { number, value: this.value });\n',
        replace:
          '    this.counted.set(client, { number, value: this.value + 1 });\n    this.save();\n    this.value += 1;\n',
      },
    ],
    part: 'lab0',
    scenario: 'crash',
    rules: ['counter/lost'],
    staged: true,
  },
  {
    name: 'save after the answer',
    edits: [
      { file: 'counter-server.ts', find: SAVE, replace: `    queueMicrotask(() => {\n${SAVE}\n    });` },
    ],
    part: 'lab0',
    scenario: 'crash',
    rules: ['counter/lost'],
    staged: true,
  },
  {
    name: 'remember after the answer',
    edits: [
      {
        file: 'counter-server.ts',
        find: '    this.counted.set(client, { number, value: this.value });\n    this.save();',
        replace:
          '    this.save();\n    const { value } = this;\n    queueMicrotask(() => {\n      this.counted.set(client, { number, value });\n      this.save();\n    });',
      },
    ],
    part: 'lab0',
    scenario: 'crash',
    rules: COUNTED_TWICE,
    staged: true,
  },
  {
    name: 'start from zero',
    edits: [{ file: 'counter-server.ts', find: '    this.value = saved.value;\n', replace: '' }],
    part: 'lab0',
    scenario: 'hour',
    rules: ['counter/lost'],
    staged: true,
  },
];
