import type { Mutant } from '../mutant.ts';

export const FILE = 'causal-broadcast.ts';
const CAUSAL = ['broadcast/causal'];
export const HELD = ['broadcast/held'];
const TWICE = ['broadcast/twice'];
export const WAIT = '    this.waiting = [...this.waiting, arrived];\n';
export const COUNT_AND_DELIVER =
  '    this.count(message.from);\n    this.deliver(message.from, message.payload);\n';
const CONDITION = 'process === from ? count === here + 1 : count <= here';
const LOOP = '    while (next) {\n      this.take(next);\n';
const NEXT = '    let next = this.waiting.find((message) => this.isDeliverable(message));\n';
const AGAIN = '      next = this.waiting.find((message) => this.isDeliverable(message));\n    }\n';
const IS_KNOWN = 'return isDelivered || this.waiting.some(isSame);';
const FORGET = '    this.waiting = this.waiting.filter((other) => other !== message);\n';
export const FIELD = '  private waiting: readonly Waiting[] = [];\n';

/** Known bugs of causal broadcast: what is delivered when. */
export const DELIVERY_MUTANTS: readonly Mutant[] = [
  {
    name: 'deliver whatever comes, as a plain broadcast does',
    edits: [
      { file: FILE, find: WAIT, replace: '    if (arrived) return this.deliver(from, message.payload);\n' },
    ],
    part: 'lab5b',
    scenario: 'chat',
    rules: CAUSAL,
    staged: true,
  },
  {
    name: 'keep the order of each sender only',
    edits: [{ file: FILE, find: ': count <= here', replace: ': true' }],
    part: 'lab5b',
    scenario: 'chat',
    rules: CAUSAL,
    staged: true,
  },
  {
    name: 'deliver as soon as the sum of the vector is the next one',
    edits: [
      {
        file: FILE,
        find: 'return vector.every((count, process) => {',
        replace:
          'const sum = (counts: VectorTime) => counts.reduce((total, count) => total + count, 0);\n    if (countOf(vector, from) === countOf(this.delivered, from) + 1) return sum(vector) <= sum(this.delivered) + 1;\n    return vector.every((count, process) => {',
      },
    ],
    part: 'lab5b',
    scenario: 'broadcast-storm',
    rules: [...CAUSAL, ...HELD],
    staged: false,
  },
  {
    name: 'deliver any later broadcast of the sender',
    edits: [{ file: FILE, find: 'count === here + 1', replace: 'count >= here + 1' }],
    part: 'lab5b',
    scenario: 'sender-order',
    rules: CAUSAL,
    staged: true,
  },
  {
    name: 'deliver copies',
    edits: [
      { file: FILE, find: 'count === here + 1', replace: 'count <= here + 1' },
      { file: FILE, find: IS_KNOWN, replace: 'return false && (isDelivered || this.waiting.some(isSame));' },
    ],
    part: 'lab5b',
    scenario: 'doubled',
    rules: TWICE,
    staged: true,
  },
  {
    name: 'deliver copies of what waits',
    edits: [
      { file: FILE, find: 'count === here + 1', replace: 'count <= here + 1' },
      {
        file: FILE,
        find: IS_KNOWN,
        replace: 'return isDelivered || (isDelivered && this.waiting.some(isSame));',
      },
    ],
    part: 'lab5b',
    scenario: 'doubled',
    rules: TWICE,
    staged: true,
  },
  {
    name: 'take what is older than the newest that came for a copy',
    edits: [
      {
        file: FILE,
        find: FIELD,
        replace: `${FIELD}  private readonly newest = new Map<number, number>();\n`,
      },
      {
        file: FILE,
        find: 'if (this.isCopy(arrived)) return;',
        replace:
          'if (this.isCopy(arrived) || countOf(message.vector, from) <= (this.newest.get(from) ?? 0)) return;\n    this.newest.set(from, countOf(message.vector, from));',
      },
    ],
    part: 'lab5b',
    scenario: 'sender-order',
    rules: HELD,
    staged: true,
  },
  {
    name: 'take an equal payload for a copy',
    edits: [
      { file: FILE, find: FIELD, replace: `${FIELD}  private readonly payloads = new Set<unknown>();\n` },
      {
        file: FILE,
        find: 'if (this.isCopy(arrived)) return;',
        replace:
          'if (this.isCopy(arrived) || this.payloads.has(message.payload)) return;\n    this.payloads.add(message.payload);',
      },
    ],
    part: 'lab5b',
    scenario: 'payloads',
    rules: HELD,
    staged: false,
  },
  {
    name: 'deliver only one when a message comes',
    edits: [{ file: FILE, find: LOOP, replace: '    if (next) {\n      this.take(next);\n' }],
    part: 'lab5b',
    scenario: 'unblocked',
    rules: HELD,
    staged: true,
  },
  {
    name: 'go through what waits once, in order of arrival',
    edits: [
      {
        file: FILE,
        find: NEXT + LOOP + AGAIN,
        replace: '    for (const next of this.waiting) if (this.isDeliverable(next)) this.take(next);\n',
      },
    ],
    part: 'lab5b',
    scenario: 'unblocked',
    rules: HELD,
    staged: true,
  },
  {
    name: 'remove from a list while going through it',
    edits: [
      {
        file: FILE,
        find: NEXT + LOOP + AGAIN,
        replace: `    const list = [...this.waiting].reverse();
    list.forEach((next, index) => {
      if (!this.isDeliverable(next)) return;
      list.splice(index, 1);
      this.take(next);
    });
`,
      },
    ],
    part: 'lab5b',
    scenario: 'unblocked',
    rules: HELD,
    staged: true,
  },
  {
    name: 'count a receipt as an event of one’s own, as a vector clock does',
    edits: [
      {
        file: FILE,
        find: COUNT_AND_DELIVER,
        replace: `    this.count(this.links.me);\n${COUNT_AND_DELIVER}`,
      },
    ],
    part: 'lab5b',
    scenario: 'chat',
    rules: HELD,
    staged: true,
  },
  {
    name: 'take over the vector of what is delivered',
    edits: [
      {
        file: FILE,
        find: '    this.count(message.from);\n',
        replace:
          '    message.vector.forEach((count, process) => {\n      this.delivered[process] = count;\n    });\n',
      },
    ],
    part: 'lab5b',
    scenario: 'independent',
    rules: [...HELD, ...TWICE],
    staged: true,
  },
  {
    name: 'count a delivery after the application was told',
    edits: [
      {
        file: FILE,
        find: COUNT_AND_DELIVER,
        replace: '    this.deliver(message.from, message.payload);\n    this.count(message.from);\n',
      },
    ],
    part: 'lab5b',
    scenario: 'answer-at-once',
    rules: [...CAUSAL, ...TWICE],
    staged: true,
  },
  {
    name: 'count all that can be delivered, then tell the application',
    edits: [
      { file: FILE, find: NEXT, replace: `    const ready: Waiting[] = [];\n${NEXT}` },
      {
        file: FILE,
        find: LOOP + AGAIN,
        replace:
          '    while (next) {\n      const { from } = next;\n      this.waiting = this.waiting.filter((other) => other !== next);\n      this.count(from);\n      ready.push(next);\n      next = this.waiting.find((message) => this.isDeliverable(message));\n    }\n    for (const { from, payload } of ready) this.deliver(from, payload);\n',
      },
    ],
    part: 'lab5b',
    scenario: 'answer-at-once',
    rules: HELD,
    staged: true,
  },
  {
    name: 'wait until all others have said as much',
    edits: [
      {
        file: FILE,
        find: 'return vector.every(',
        replace:
          'const round = countOf(vector, from) - 1;\n    if (this.delivered.some((count) => count < round)) return false;\n    return vector.every(',
      },
    ],
    part: 'lab5b',
    scenario: 'independent',
    rules: HELD,
    staged: true,
  },
  {
    name: 'deliver what follows something that has come, and waits',
    edits: [
      {
        file: FILE,
        find: CONDITION,
        replace:
          'process === from ? count === here + 1 : count <= here + this.waiting.filter((other) => other.from === process).length',
      },
    ],
    part: 'lab5b',
    scenario: 'transitive',
    rules: CAUSAL,
    staged: false,
  },
  {
    name: 'keep what was delivered among what waits, and deliver it for ever',
    edits: [
      { file: FILE, find: 'count === here + 1', replace: 'count <= here + 1' },
      { file: FILE, find: FORGET, replace: '' },
    ],
    part: 'lab5b',
    scenario: 'chat',
    rules: TWICE,
    staged: true,
  },
  {
    name: 'keep one message of each sender waiting',
    edits: [
      {
        file: FILE,
        find: WAIT,
        replace: '    this.waiting = [...this.waiting.filter((other) => other.from !== from), arrived];\n',
      },
    ],
    part: 'lab5b',
    scenario: 'sender-order',
    rules: HELD,
    staged: true,
  },
  {
    name: 'look at what waits by a timer',
    edits: [
      {
        file: FILE,
        find: NEXT,
        replace: `    setTimeout(() => this.takeAll(), 10);\n  }\n\n  private takeAll(): void {\n${NEXT}`,
      },
    ],
    part: 'lab5b',
    scenario: 'chat',
    rules: HELD,
    staged: true,
  },
];
