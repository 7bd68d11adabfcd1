import type { Mutant } from '../mutant.ts';
import { CONNECTION_MUTANTS } from './mutants-6c-connection.ts';
import { SHARED_MUTANTS } from './mutants-6c-shared.ts';

const PLACE = 'queue-place.ts';
/** Two hold the lock, or one has it before its turn. */
const TOO_EARLY = ['lock/exclusive', 'lock/order', 'lock/woken'];
const STUCK = ['lock/progress', 'lock/orphan'];
const ASK_AND_WATCH =
  'const { exists } = await this.answerOf(() => this.session.exists(this.pathOf(name), end));';
const REMOVE = 'await this.answerOf(() => this.session.remove(this.pathOf(name)));';
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
    rules: ['lock/own-node'],
    staged: true,
  },
  {
    name: 'make the promise of a watch once, for all waits',
    edits: [
      {
        file: PLACE,
        find: '  private name: string | undefined;\n',
        replace: `  private name: string | undefined;
  private wake = (): void => undefined;
  private readonly woken = new Promise<void>((resolve) => {
    this.wake = resolve;
  });
`,
      },
      {
        file: PLACE,
        find: `    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
`,
        replace: `    const end = () => this.wake();
    const ended = this.woken;
`,
      },
    ],
    part: 'lab6c',
    scenario: 'queue-line',
    rules: ['lock/operations'],
    staged: true,
  },
];

export const QUEUES_MUTANTS: readonly Mutant[] = [...QUEUE_MUTANTS, ...CONNECTION_MUTANTS, ...SHARED_MUTANTS];
