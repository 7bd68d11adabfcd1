import type { Mutant } from '../mutant.ts';
import { COUNT_AND_DELIVER, FIELD, FILE, HELD, WAIT } from './mutants-5b-broadcast.ts';

const COUNT_AND_STAMP =
  '    this.count(me);\n    const message = { vector: [...this.delivered], payload };\n';

/** Known bugs of causal broadcast: what is sent, and what the application is told of it. */
export const SENDING_MUTANTS: readonly Mutant[] = [
  {
    name: 'stamp before the broadcast is counted',
    edits: [
      {
        file: FILE,
        find: COUNT_AND_STAMP,
        replace: '    const message = { vector: [...this.delivered], payload };\n    this.count(me);\n',
      },
    ],
    part: 'lab5b',
    scenario: 'chat',
    rules: HELD,
    staged: true,
  },
  {
    name: 'say that what has come and waits precedes it, too',
    edits: [
      {
        file: FILE,
        find: 'vector: [...this.delivered], payload };',
        replace:
          'vector: this.delivered.map((count, p) =>\n      Math.max(count, ...this.waiting.filter((other) => other.from === p).map(({ vector }) => countOf(vector, p)))), payload };',
      },
    ],
    part: 'lab5b',
    scenario: 'answer-at-once',
    rules: HELD,
    staged: false,
  },
  {
    name: 'deliver to oneself first, then stamp and send',
    edits: [
      { file: FILE, find: COUNT_AND_STAMP, replace: `    this.deliver(me, payload);\n${COUNT_AND_STAMP}` },
      { file: FILE, find: '    }\n    this.deliver(me, payload);\n', replace: '    }\n' },
    ],
    part: 'lab5b',
    scenario: 'answer-at-once',
    rules: ['broadcast/causal', 'broadcast/held'],
    staged: true,
  },
  {
    name: 'say that everything comes from this process',
    edits: [
      {
        file: FILE,
        find: 'this.deliver(message.from, message.payload);',
        replace: 'this.deliver(this.links.me, message.payload);',
      },
    ],
    part: 'lab5b',
    scenario: 'chat',
    rules: ['broadcast/from'],
    staged: true,
  },
  {
    name: 'deliver nothing to oneself',
    edits: [{ file: FILE, find: '    }\n    this.deliver(me, payload);\n', replace: '    }\n' }],
    part: 'lab5b',
    scenario: 'chat',
    rules: ['broadcast/own'],
    staged: true,
  },
  {
    name: 'deliver to oneself after the call',
    edits: [
      {
        file: FILE,
        find: '    }\n    this.deliver(me, payload);\n',
        replace: '    }\n    queueMicrotask(() => this.deliver(me, payload));\n',
      },
    ],
    part: 'lab5b',
    scenario: 'chat',
    rules: ['broadcast/own'],
    staged: true,
  },
  {
    name: 'send to oneself, too',
    edits: [{ file: FILE, find: 'if (process !== me) ', replace: '' }],
    part: 'lab5b',
    scenario: 'chat',
    rules: ['broadcast/messages'],
    staged: true,
  },
  {
    name: 'pass on what comes to all others',
    edits: [
      {
        file: FILE,
        find: WAIT,
        replace: `${WAIT}    const { me, size } = this.links;\n    for (let to = 0; to < size; to++) if (to !== me && to !== from) this.links.send(to, message);\n`,
      },
    ],
    part: 'lab5b',
    scenario: 'chat',
    rules: ['broadcast/messages'],
    staged: true,
  },
  {
    name: 'send all that was said before along',
    edits: [
      {
        file: FILE,
        find: '  readonly payload: unknown;\n}\n\ninterface Waiting',
        replace: '  readonly payload: unknown;\n  readonly history?: unknown;\n}\n\ninterface Waiting',
      },
      { file: FILE, find: FIELD, replace: `${FIELD}  private readonly history: unknown[] = [];\n` },
      {
        file: FILE,
        find: 'const message = { vector: [...this.delivered], payload };',
        replace:
          'const message = { vector: [...this.delivered], payload, history: this.history };\n    this.history.push({ from: me, vector: message.vector, payload });',
      },
      {
        file: FILE,
        find: COUNT_AND_DELIVER,
        replace: `    this.history.push({ from: message.from, vector: message.vector, payload: message.payload });\n${COUNT_AND_DELIVER}`,
      },
    ],
    part: 'lab5b',
    scenario: 'broadcast-storm',
    rules: ['broadcast/bytes'],
    staged: false,
  },
  {
    name: 'carry payloads as JSON',
    edits: [
      {
        file: FILE,
        find: 'vector: [...this.delivered], payload };',
        replace: 'vector: [...this.delivered], payload: JSON.stringify(payload) as unknown };',
      },
      {
        file: FILE,
        find: 'this.deliver(message.from, message.payload);',
        replace:
          'this.deliver(message.from, message.payload === undefined ? undefined : JSON.parse(message.payload as string));',
      },
    ],
    part: 'lab5b',
    scenario: 'payloads',
    rules: ['broadcast/invented', 'lab/exception'],
    staged: true,
  },
  {
    name: 'leave out the last process',
    edits: [{ file: FILE, find: 'process < size;', replace: 'process < size - 1;' }],
    part: 'lab5b',
    scenario: 'chat',
    rules: ['broadcast/lost'],
    staged: true,
  },
];
