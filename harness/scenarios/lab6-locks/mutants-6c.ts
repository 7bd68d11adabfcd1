import type { Mutant } from '../mutant.ts';

const PLACE = 'queue-place.ts';
const SHARED = 'read-write-lock.ts';
/** Two hold the lock, or one has it before its turn. */
const TOO_EARLY = ['lock/exclusive', 'lock/order'];
const STUCK = ['lock/progress'];
const ASK_AND_WATCH =
  'const { exists } = await this.answerOf(() => this.session.exists(this.pathOf(name), end));';
const REMOVE = 'await this.answerOf(() => this.session.remove(this.pathOf(name)));';
const FIND_OWN = 'else this.name = (await this.names()).find((name) => name.startsWith(this.prefix));';
const LARGER = 'numberOf(name) > numberOf(last)';
const AWAIT_END = 'await this.awaitEndOf(next);';

/** Bugs of the queue itself: whom to wait for, and how. */
const QUEUE_MUTANTS: readonly Mutant[] = [
  {
    name: 'watch the whole directory',
    edits: [
      {
        file: PLACE,
        find: ASK_AND_WATCH,
        replace:
          'const { names } = await this.answerOf(() => this.session.children(this.path, end));\n    const exists = names.includes(name);',
      },
    ],
    part: 'lab6c',
    scenario: 'queue-wake-ups',
    rules: ['lock/herd'],
    staged: true,
  },
  {
    name: 'watch the holder, not whoever is just before',
    edits: [{ file: PLACE, find: LARGER, replace: 'numberOf(name) < numberOf(last)' }],
    part: 'lab6c',
    scenario: 'queue-wake-ups',
    rules: ['lock/herd'],
    staged: true,
  },
  {
    name: 'look again and again, and watch nothing',
    edits: [{ file: PLACE, find: 'if (exists) await ended;', replace: 'if (exists) await sleep(50);' }],
    part: 'lab6c',
    scenario: 'queue-wake-ups',
    rules: ['lock/operations'],
    staged: true,
  },
  {
    name: 'take a notification for the grant',
    edits: [{ file: PLACE, find: AWAIT_END, replace: `return ${AWAIT_END.slice('await '.length)}` }],
    part: 'lab6c',
    scenario: 'queue-waiter-vanishes',
    rules: TOO_EARLY,
    staged: true,
  },
  {
    name: 'order nodes by their whole names',
    edits: [
      { file: PLACE, find: 'numberOf(name) < ownNumber', replace: 'name < own' },
      { file: PLACE, find: LARGER, replace: 'name > last' },
    ],
    part: 'lab6c',
    scenario: 'queue-line',
    rules: TOO_EARLY,
    staged: true,
  },
  {
    name: 'take children in the order in which they come',
    edits: [
      {
        file: PLACE,
        find: 'const next = lastOf(names.filter((name) => numberOf(name) < ownNumber && mustGoFirst(name)));',
        replace: `const next = names.find((name) => numberOf(name) < ownNumber && mustGoFirst(name));
      lastOf([]);`,
      },
    ],
    part: 'lab6c',
    scenario: 'queue-wake-ups',
    rules: ['lock/herd', 'lock/operations'],
    staged: true,
  },
  {
    name: 'look first, and watch in a second step',
    edits: [
      {
        file: PLACE,
        find: ASK_AND_WATCH,
        replace:
          'const { exists } = await this.answerOf(() => this.session.exists(this.pathOf(name)));\n    if (exists) await this.answerOf(() => this.session.exists(this.pathOf(name), end));',
      },
    ],
    part: 'lab6c',
    scenario: 'queue-vanished',
    rules: STUCK,
    staged: true,
  },
  {
    name: 'wait for a node that has gone already',
    edits: [
      { file: PLACE, find: 'if (exists) await ended;', replace: 'if (exists || !exists) await ended;' },
    ],
    part: 'lab6c',
    scenario: 'queue-vanished',
    rules: STUCK,
    staged: true,
  },
  {
    name: 'leave the node where it is at a release',
    edits: [{ file: PLACE, find: REMOVE, replace: 'await this.names();' }],
    part: 'lab6c',
    scenario: 'queue-line',
    rules: STUCK,
    staged: true,
  },
  {
    name: 'take the last node for the next one',
    edits: [{ file: PLACE, find: '    this.name = undefined;\n', replace: '' }],
    part: 'lab6c',
    scenario: 'queue-alone',
    rules: ['lock/order'],
    staged: true,
  },
];

/** Bugs with sessions that end, and with connections that get lost. */
const CONNECTION_MUTANTS: readonly Mutant[] = [
  {
    name: 'make nodes that outlive their sessions',
    edits: [{ file: PLACE, find: 'ephemeral: true', replace: 'ephemeral: false' }],
    part: 'lab6c',
    scenario: 'queue-holder-crashes',
    rules: STUCK,
    staged: true,
  },
  {
    name: 'wait on when the session has expired',
    edits: [
      { file: PLACE, find: "    expired.addEventListener('abort', end, { once: true });\n", replace: '' },
    ],
    part: 'lab6c',
    scenario: 'queue-waiter-expires',
    rules: ['lock/expiry'],
    staged: true,
  },
  {
    name: 'ask on when the session has expired',
    edits: [
      {
        file: PLACE,
        find: '      this.session.expired.throwIfAborted();\n      const answer = await ask();',
        replace: '      const answer = await ask();',
      },
      {
        file: PLACE,
        find: '      this.session.expired.throwIfAborted();\n      const options',
        replace: '      const options',
      },
    ],
    part: 'lab6c',
    scenario: 'queue-waiter-expires',
    rules: ['lock/expiry'],
    staged: true,
  },
  {
    name: 'take the end of the session for its turn',
    edits: [
      { file: PLACE, find: '    expired.throwIfAborted();\n  }', replace: '  }' },
      {
        file: PLACE,
        find: AWAIT_END,
        replace: `${AWAIT_END}\n      if (this.session.expired.aborted) return;`,
      },
    ],
    part: 'lab6c',
    scenario: 'queue-waiter-expires',
    rules: ['lock/dead-session'],
    staged: true,
  },
  {
    name: 'make a second node after a lost create',
    edits: [{ file: PLACE, find: FIND_OWN, replace: '' }],
    part: 'lab6c',
    scenario: 'queue-lost-create',
    rules: STUCK,
    staged: true,
  },
  {
    name: 'give up when the connection is lost',
    edits: [{ file: PLACE, find: FIND_OWN, replace: "else throw new Error('connection lost');" }],
    part: 'lab6c',
    scenario: 'queue-lost-create',
    rules: ['lab/exception'],
    staged: true,
  },
  {
    name: 'take a lost remove for done',
    edits: [{ file: PLACE, find: REMOVE, replace: 'await this.session.remove(this.pathOf(name));' }],
    part: 'lab6c',
    scenario: 'queue-lost-remove',
    rules: STUCK,
    staged: true,
  },
  {
    name: 'remove until the answer is ok',
    edits: [
      {
        file: PLACE,
        find: REMOVE,
        replace:
          "while ((await this.session.remove(this.pathOf(name)))?.kind !== 'ok') await sleep(RETRY_MS);",
      },
    ],
    part: 'lab6c',
    scenario: 'queue-lost-remove',
    rules: ['lock/release'],
    staged: true,
  },
  {
    name: 'take a lost answer for an empty queue',
    edits: [
      {
        file: PLACE,
        find: 'return (await this.answerOf(() => this.session.children(this.path))).names;',
        replace: 'return (await this.session.children(this.path))?.names ?? [];',
      },
    ],
    part: 'lab6c',
    scenario: 'queue-lost-questions',
    rules: TOO_EARLY,
    staged: false,
  },
];

/** Bugs of readers and writers. */
const SHARED_MUTANTS: readonly Mutant[] = [
  {
    name: 'let readers wait for readers',
    edits: [{ file: SHARED, find: "(name) => name.startsWith('write-')", replace: '() => true' }],
    part: 'lab6c',
    scenario: 'shared-readers',
    rules: STUCK,
    staged: true,
  },
  {
    name: 'let writers wait for writers only',
    edits: [{ file: SHARED, find: '() => true', replace: "(name) => name.startsWith('write-')" }],
    part: 'lab6c',
    scenario: 'shared-readers',
    rules: TOO_EARLY,
    staged: true,
  },
  {
    name: 'let readers in while others read, past a writer that waits',
    edits: [
      {
        file: PLACE,
        find: 'const names = await this.names();',
        replace: `const names = [...(await this.names())].sort((a, b) => numberOf(a) - numberOf(b));
      const isRead = own.startsWith('read-') && names[0]?.startsWith('read-');`,
      },
      {
        file: PLACE,
        find: 'if (next === undefined) return;',
        replace: 'if (next === undefined || isRead) return;',
      },
    ],
    part: 'lab6c',
    scenario: 'shared-turns',
    rules: ['lock/order'],
    staged: true,
  },
  {
    name: 'let every reader watch the first writer',
    edits: [{ file: PLACE, find: LARGER, replace: 'numberOf(name) < numberOf(last)' }],
    part: 'lab6c',
    scenario: 'shared-wake-ups',
    rules: ['lock/herd'],
    staged: false,
  },
  {
    name: 'let a writer in as soon as one reader has gone',
    edits: [
      {
        file: PLACE,
        find: AWAIT_END,
        replace: `${AWAIT_END}\n      if (next.startsWith('read-')) return;`,
      },
    ],
    part: 'lab6c',
    scenario: 'shared-vanishes',
    rules: TOO_EARLY,
    staged: true,
  },
];

export const QUEUES_MUTANTS: readonly Mutant[] = [...QUEUE_MUTANTS, ...CONNECTION_MUTANTS, ...SHARED_MUTANTS];
