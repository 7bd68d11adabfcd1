import type { Edit, Mutant } from '../mutant.ts';

const LOST = ['siblings/lost', 'siblings/not-synced'];
const OBSOLETE = ['siblings/obsolete'];
const RESURRECTED = ['siblings/resurrected'];
const STORE_OF_WRITE = '    // Not `seen`: the client has not seen';
const MERGE_ONE = 'this.store.set(key, mergeVersions(this.versionsOf(key), theirs));';
const KEPT =
  'const kept = ours.siblings.filter((sibling) => isThere(sibling) || !hasDot(theirs.seen, sibling.dot));';
const NEWS = 'const news = theirs.siblings.filter(({ dot }) => !hasDot(ours.seen, dot));';
const MERGED = 'return { seen: union(ours.seen, theirs.seen), siblings: [...kept, ...news] };';

function edit(find: string, replace: string): Edit[] {
  return [{ file: 'replica.ts', find, replace }];
}

/** Bugs of removals, of syncs, and of what is kept for ever. */
export const SYNC_MUTANTS: readonly Mutant[] = [
  {
    name: 'leave no trace of a removal',
    edits: edit(
      STORE_OF_WRITE,
      `    if (value === undefined && kept.length === 0) this.store.delete(key);\n${STORE_OF_WRITE}`,
    ),
    part: 'lab5c',
    scenario: 'tombstones',
    rules: RESURRECTED,
    staged: true,
  },
  {
    name: 'tell other replicas nothing of keys without a value',
    edits: edit(MERGE_ONE, `if (theirs.siblings.length > 0) ${MERGE_ONE}`),
    part: 'lab5c',
    scenario: 'tombstones',
    rules: RESURRECTED,
    staged: true,
  },
  {
    name: 'forget a removal once another replica knows it',
    edits: edit(
      '    if (reply) this.merge(reply.store);',
      '    if (reply) this.merge(reply.store);\n    for (const [key, { siblings }] of this.store) if (siblings.length === 0) this.store.delete(key);',
    ),
    part: 'lab5c',
    scenario: 'tombstones',
    rules: RESURRECTED,
    staged: false,
  },
  {
    name: 'sync one way: fetch only',
    edits: edit(
      '    this.merge(store);\n    return { store: this.store };',
      '    return store && { store: this.store };',
    ),
    part: 'lab5c',
    scenario: 'siblings',
    rules: [...LOST, ...OBSOLETE],
    staged: false,
  },
  {
    name: 'sync one way: push only',
    edits: edit('    if (reply) this.merge(reply.store);\n', '    if (!reply) return;\n'),
    part: 'lab5c',
    scenario: 'siblings',
    rules: [...LOST, ...OBSOLETE],
    staged: false,
  },
  {
    name: 'resolve before the answer is there',
    edits: edit(
      "    const reply = await this.peers[peer]?.call('exchange', { store: this.store });\n    if (reply) this.merge(reply.store);",
      "    this.peers[peer]?.call('exchange', { store: this.store }).then((reply) => reply && this.merge(reply.store));",
    ),
    part: 'lab5c',
    scenario: 'siblings',
    rules: [...LOST, ...OBSOLETE],
    staged: true,
  },
  {
    name: 'ask again until the other replica answers',
    edits: edit(
      "    const reply = await this.peers[peer]?.call('exchange', { store: this.store });\n    if (reply)",
      "    let reply: { store: Store } | null | undefined = null;\n    while (!reply) reply = await this.peers[peer]?.call('exchange', { store: this.store });\n    if (reply)",
    ),
    part: 'lab5c',
    scenario: 'cut-off',
    rules: ['replica/answers'],
    staged: true,
  },
  {
    name: 'put the answer of a sync in place of what is known by then',
    edits: edit(
      '    if (reply) this.merge(reply.store);',
      '    for (const [key, theirs] of reply?.store ?? []) this.store.set(key, theirs);',
    ),
    part: 'lab5c',
    scenario: 'cut-off',
    rules: [...LOST, ...OBSOLETE],
    staged: true,
  },
  {
    name: 'tell all other replicas of each write at once',
    edits: edit(
      STORE_OF_WRITE,
      `    for (const [index, peer] of this.peers.entries()) if (index !== this.me) void peer.call('exchange', { store: this.store });\n${STORE_OF_WRITE}`,
    ),
    part: 'lab5c',
    scenario: 'siblings',
    rules: ['siblings/early'],
    staged: true,
  },
  {
    name: 'unite the values of two replicas without dropping what is obsolete',
    edits: edit(KEPT, 'const kept = ours.siblings;'),
    part: 'lab5c',
    scenario: 'tombstones',
    rules: [...OBSOLETE, ...RESURRECTED],
    staged: true,
  },
  {
    name: 'take every value that the other replica has',
    edits: edit(
      NEWS,
      'const news = theirs.siblings.filter((other) => !ours.siblings.some((own) => isSameDot(own.dot, other.dot)));',
    ),
    part: 'lab5c',
    scenario: 'tombstones',
    rules: [...OBSOLETE, ...RESURRECTED],
    staged: true,
  },
  {
    name: 'take values of the other replica once more',
    edits: edit(NEWS, 'const news = theirs.siblings;'),
    part: 'lab5c',
    scenario: 'siblings',
    rules: ['siblings/twice'],
    staged: true,
  },
  {
    name: 'keep a value only if both replicas have it',
    edits: edit(KEPT, 'const kept = ours.siblings.filter(isThere);'),
    part: 'lab5c',
    scenario: 'siblings',
    rules: LOST,
    staged: true,
  },
  {
    name: 'take the values of one side, and those of the other for obsolete',
    edits: edit(
      MERGED,
      'return { seen: union(ours.seen, theirs.seen), siblings: news.length > 0 ? news : kept };',
    ),
    part: 'lab5c',
    scenario: 'siblings',
    rules: LOST,
    staged: true,
  },
  {
    name: 'take the values of the other replica, but not what it has seen',
    edits: edit(
      MERGED,
      'return { seen: news.reduce((dots, { dot }) => withDot(dots, dot), ours.seen), siblings: [...kept, ...news] };',
    ),
    part: 'lab5c',
    scenario: 'tombstones',
    rules: [...OBSOLETE, ...RESURRECTED],
    staged: true,
  },
  {
    name: 'remember every dot by itself, for ever',
    edits: [{ file: 'dots.ts', find: 'while (loose.has(upTo + 1)) upTo += 1;', replace: 'upTo += 0;' }],
    part: 'lab5c',
    scenario: 'bounded',
    rules: ['replica/context-size', 'replica/sync-size'],
    staged: true,
  },
];
