import type { Mutant } from '../mutant.ts';

const PLACE = 'queue-place.ts';
/** Two hold the lock, or one has it before its turn. */
const TOO_EARLY = ['lock/exclusive', 'lock/order', 'lock/woken'];
const STUCK = ['lock/progress', 'lock/orphan'];
const REMOVE = 'await this.answerOf(() => this.session.remove(this.pathOf(name)));';
const FIND_OWN = 'else this.name = (await this.names()).find((name) => name.startsWith(this.prefix));';
const AWAIT_END = 'await this.awaitEndOf(next);';

/** Bugs with sessions that end, and with connections that get lost. */
export const CONNECTION_MUTANTS: readonly Mutant[] = [
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
  {
    name: 'ask on in a release when the session has expired',
    edits: [
      {
        file: PLACE,
        find: REMOVE,
        replace: 'while (!(await this.session.remove(this.pathOf(name)))) await sleep(RETRY_MS);',
      },
    ],
    part: 'lab6c',
    scenario: 'queue-holder-returns',
    rules: ['lock/release'],
    staged: true,
  },
  {
    name: 'take the node of another client for the own one',
    edits: [
      {
        file: PLACE,
        find: `this.prefix = \`\${kind}-\${session.id}-\`;`,
        replace: `this.prefix = \`\${kind}-\`;`,
      },
    ],
    part: 'lab6c',
    scenario: 'queue-lost-create',
    rules: [...TOO_EARLY, ...STUCK, 'lock/own-node'],
    staged: false,
  },
];
