import type { Edit, Mutant } from '../mutant.ts';
import { CART_MUTANTS } from './mutants-5c-cart.ts';
import { SYNC_MUTANTS } from './mutants-5c-sync.ts';

const LOST = ['siblings/lost', 'siblings/not-synced'];
const OBSOLETE = ['siblings/obsolete'];
const RESURRECTED = ['siblings/resurrected'];
const KEPT = 'const kept = siblings.filter((sibling) => !hasDot(context, sibling.dot));';
const DOT = 'const dot = { replica: this.me, nth: lastOf(seen, this.me) + 1 };';
const ANSWER = 'return { context: withDot(context, dot) };';
const PUT = 'return this.write(args.key, args.context ?? NO_DOTS, args.value);';
const REMOVE = 'return this.write(args.key, args.context ?? NO_DOTS, undefined);';

function edit(find: string, replace: string): Edit[] {
  return [{ file: 'replica.ts', find, replace }];
}

/** Whatever a replica wrote before a dot counts as seen: the dot is no more than the entry of a vector. */
const DOT_AS_VECTOR: Edit = {
  file: 'dots.ts',
  find: 'new Map([[replica, { upTo: 0, beyond: [nth] }]])',
  replace: 'new Map([[replica, { upTo: nth, beyond: [] }]])',
};

/** Bugs of writes and of what contexts have seen. */
const WRITE_MUTANTS: readonly Mutant[] = [
  {
    name: 'use plain version vectors by server',
    edits: [DOT_AS_VECTOR, ...edit(KEPT, KEPT.replace('hasDot(context,', 'hasDot(withDot(context, dot),'))],
    part: 'lab5c',
    scenario: 'one-old-context',
    rules: LOST,
    staged: true,
  },
  {
    name: 'give a put a context of nothing but its own dot',
    edits: edit(ANSWER, 'return { context: withDot(NO_DOTS, dot) };'),
    part: 'lab5c',
    scenario: 'own-context',
    rules: OBSOLETE,
    staged: true,
  },
  {
    name: 'count a get as a write',
    edits: edit(
      '    const { seen, siblings } = this.versionsOf(key);\n    return {',
      '    const { seen: before, siblings } = this.versionsOf(key);\n    const seen = withDot(before, { replica: this.me, nth: lastOf(before, this.me) + 1 });\n    this.store.set(key, { seen, siblings });\n    return {',
    ),
    part: 'lab5c',
    scenario: 'overwrite',
    rules: ['replica/get-changes'],
    staged: true,
  },
  {
    name: 'make an entry for each key that is read',
    edits: edit(
      '    const { seen, siblings } = this.versionsOf(key);\n    return {',
      '    const { seen, siblings } = this.versionsOf(key);\n    this.store.set(key, { seen, siblings });\n    return {',
    ),
    part: 'lab5c',
    scenario: 'bounded',
    rules: ['replica/get-changes'],
    staged: true,
  },
  {
    name: 'give a put the context back that it came with',
    edits: edit(ANSWER, 'return { context };'),
    part: 'lab5c',
    scenario: 'own-context',
    rules: OBSOLETE,
    staged: true,
  },
  {
    name: 'ignore the context, and keep all siblings for ever',
    edits: edit(KEPT, 'const kept = siblings;'),
    part: 'lab5c',
    scenario: 'overwrite',
    rules: OBSOLETE,
    staged: true,
  },
  {
    name: 'ignore the context, and keep the last write',
    edits: edit(KEPT, 'const kept: Sibling[] = [];'),
    part: 'lab5c',
    scenario: 'one-old-context',
    rules: LOST,
    staged: true,
  },
  {
    name: 'let a put without a context replace everything',
    edits: edit(PUT, PUT.replace('NO_DOTS', 'this.versionsOf(args.key).seen')),
    part: 'lab5c',
    scenario: 'siblings',
    rules: LOST,
    staged: true,
  },
  {
    name: 'let a removal remove everything',
    edits: edit(REMOVE, REMOVE.replace('args.context ?? NO_DOTS', 'this.versionsOf(args.key).seen')),
    part: 'lab5c',
    scenario: 'removals',
    rules: LOST,
    staged: true,
  },
  {
    name: 'forget the context of a write once the local siblings are gone',
    edits: edit('seen: withDot(union(seen, context), dot),', 'seen: withDot(seen, dot),'),
    part: 'lab5c',
    scenario: 'unseen-context',
    rules: [...OBSOLETE, ...RESURRECTED],
    staged: true,
  },
  {
    name: 'give a get the context of the values only',
    edits: edit(
      'context: seen };',
      'context: siblings.reduce((dots, { dot }) => withDot(dots, dot), NO_DOTS) };',
    ),
    part: 'lab5c',
    scenario: 'unseen-context',
    rules: [...OBSOLETE, ...RESURRECTED],
    staged: true,
  },
  {
    name: 'give a get a context for all keys',
    edits: edit(
      'context: seen };',
      'context: [...this.store.values()].reduce((dots, versions) => union(dots, versions.seen), seen) };',
    ),
    part: 'lab5c',
    scenario: 'many-hands',
    rules: LOST,
    staged: false,
  },
  {
    name: 'count dots by the siblings that are there',
    edits: edit(DOT, 'const dot = { replica: this.me, nth: siblings.length + 1 };'),
    part: 'lab5c',
    scenario: 'overwrite',
    rules: [...LOST, ...OBSOLETE],
    staged: true,
  },
  {
    name: 'name dots without their replica',
    edits: edit(DOT, 'const dot = { replica: 0, nth: lastOf(seen, 0) + 1 };'),
    part: 'lab5c',
    scenario: 'siblings',
    rules: LOST,
    staged: true,
  },
  {
    name: 'count a dot as seen only if a later one is',
    edits: [{ file: 'dots.ts', find: 'return nth <= upTo ||', replace: 'return nth < upTo ||' }],
    part: 'lab5c',
    scenario: 'overwrite',
    rules: OBSOLETE,
    staged: true,
  },
];

export const SIBLINGS_MUTANTS: readonly Mutant[] = [...WRITE_MUTANTS, ...SYNC_MUTANTS, ...CART_MUTANTS];
