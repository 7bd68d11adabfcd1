import type { Hint } from '../scenario.ts';

export const SIBLINGS_HINTS: readonly Hint[] = [
  {
    word: 'sync-both-ways',
    symptom: 'two replicas have synced, and one of them does not have what the other had',
    of: [
      'siblings/not-synced',
      'siblings/converges',
      'siblings/obsolete',
      'overwrite',
      'siblings',
      'one-old-context',
      'storm',
    ],
    steps: [
      'Look at the messages between the two from the call of `syncWith` to its end. Which of the two was told what the other one knew? And had it been when `syncWith` resolved?',
      'When `syncWith` resolves on a calm network both know everything: all keys, also those without a value, and also what was taken while the messages were on their way.',
      'Call the other replica with all that you know; it merges that and answers with all that it knows; you merge the answer into what you have then, key by key. Do not put the answer in its place: a client may have written meanwhile.',
    ],
  },
  {
    word: 'sibling-lost',
    symptom: 'a value is gone that nobody has overwritten',
    of: ['siblings/lost', 'siblings', 'overwrite', 'many-hands', 'storm'],
    steps: [
      'The failure names the value, who put it and where. In which turn was it dropped: by another write, or by a sync? What did that write have as its context?',
      'A write replaces what its context has seen, and nothing else (Dynamo §4.4). Without a context it replaces nothing, whatever is there.',
      'In `put`: keep each sibling whose write is not in the context, and add the new one. In a sync: keep a sibling if both sides have it, or if the side that lacks it has never heard of its write.',
    ],
  },
  {
    word: 'obsolete',
    symptom: 'a value is still there although somebody has read and overwritten it',
    of: ['siblings/obsolete', 'overwrite', 'siblings', 'many-hands'],
    steps: [
      'The failure names the write that had seen it. Did this replica take that write itself, or hear of it by a sync? And did the value come before it or after it?',
      'A replica gives the values that no other write known to it has seen. What a get’s context has seen is more than the values it came with: all writes of the key that this replica knows, also those that were replaced.',
      'Keep with each key the set of all writes heard of, and give that as the context of a get. On a sync drop what the other side has heard of and does not have any more.',
    ],
  },
  {
    word: 'old-context',
    symptom: 'of two writes with the same old context one is gone',
    of: ['siblings/lost', 'siblings/not-synced', 'one-old-context'],
    steps: [
      'Write down the version that you gave to each of the two. Is one of them larger than the other in every entry? It must not be: neither client had read the other’s value.',
      'A vector with an entry a server cannot say it: "write 3 of this replica" comes out as "writes 1 to 3", so it covers number 2 (Preguiça and others 2012).',
      'Give each write a name of its own, a dot (replica, number), beside the context that it came with. A sibling is replaced if its dot is in the context; the new dot does not matter for that.',
    ],
  },
  {
    word: 'own-context',
    symptom: 'a client that overwrites its own value takes others with it, or leaves its own there',
    of: ['siblings/lost', 'siblings/obsolete', 'siblings/resurrected', 'own-context', 'many-hands', 'storm'],
    steps: [
      'Look at the context that the last `put` of this client gave. Which writes are in it? And which of them has the client read or written?',
      'It has seen what the old context had seen, and that very write. Siblings that were kept should not be in it, since the client has never read them; and what comes later never is.',
      'Give back the old context with the new dot in it. The dot may leave a gap behind what the vector covers, so a context is a vector and some dots beyond it; dots that follow without a gap go into the vector.',
    ],
  },
  {
    word: 'context-knows-more',
    symptom: 'a value comes back that was overwritten at a replica which did not know it yet',
    of: ['siblings/obsolete', 'siblings/resurrected', 'unseen-context'],
    steps: [
      'The write in question came to a replica that did not know what its context has seen. What does that replica know of the context when the write is done?',
      'The context is knowledge too: whatever it has seen is obsolete from now on, wherever this write is known, even if the replica hears of it only later.',
      'After a write the set of what this replica has heard of holds the old set, the context and the new dot. A sibling that a later sync brings is dropped if its dot is in there.',
    ],
  },
  {
    word: 'resurrected',
    symptom: 'a value comes back after it was removed or overwritten',
    of: ['siblings/resurrected', 'siblings/obsolete', 'removals', 'tombstones', 'late-syncs'],
    steps: [
      'Follow the value: which replica had it still, and what did the other one know of its removal when the two synced? An empty list of siblings says nothing.',
      'A replica must be able to tell "I have never heard of it" from "I have seen it, and it is gone". So something stays of a key that has no value: a tombstone (the paper on Dynamo is silent about removals; that replicas exchange all they know is in §4.7).',
      'Keep the set of dots of a key when its last sibling goes, and send it in every sync, as for all other keys. Who has a sibling whose dot is in the other’s set, while the other does not have it, drops it.',
    ],
  },
  {
    word: 'removed-too-much',
    symptom: 'a removal takes a value that its client has not read',
    of: ['siblings/lost', 'removals'],
    steps: [
      'What has the context of the removal seen? Compare it with the dots of the siblings that were there.',
      'A removal is a write like any other: it replaces what its context has seen, and without a context nothing.',
      'Let `put` and `remove` share one method that filters the siblings by the context. They differ in whether a sibling is added.',
    ],
  },
  {
    word: 'twice',
    symptom: 'a value is there twice, or one that nobody put',
    of: ['siblings/twice', 'siblings/invented', 'siblings/not-synced'],
    steps: [
      'Two replicas have the same write, and sync. By what do you see that it is the same?',
      'Two siblings are the same write if their dots are equal. A dot names the replica that took the write, not the one that has it now, and no two writes of a key have the same: else a replica takes a new write for one that it has seen.',
      'Take from the other side only siblings whose dots are not in your own set. Count writes of a key at this replica from the largest own number in that set, never from the siblings that happen to be there.',
    ],
  },
  {
    word: 'gossip',
    symptom: 'a replica gives a value before any sync could have brought it',
    of: ['siblings/early'],
    steps: [
      'By which message did the value come here, and what had its sender sent it for?',
      'In this lab the scenario says who talks to whom, and when: replicas learn of writes in `syncWith` and in the calls that it makes, and at no other time.',
      'Send nothing from `get`, `put` and `remove`, and start no timer. What a `syncWith` sends has been sent when it resolves.',
    ],
  },
  {
    word: 'get-changes',
    symptom: 'a get leaves something behind',
    of: ['replica/get-changes', 'bounded'],
    steps: [
      'What does `get` write: a counter, an entry for a key that was not there?',
      'A read is no write: it has no dot, and replicas need not hear of it. Keys that nobody has written cost nothing.',
      'In `get` use `this.store.get(key) ?? UNKNOWN` with a constant for what is known of an unknown key, and set nothing.',
    ],
  },
  {
    word: 'waiting',
    symptom: 'a client waits for an answer, or a sync does not end',
    of: ['replica/answers', 'cut-off', 'storm'],
    steps: [
      'Whom does the replica wait for at that moment, and can it reach it?',
      'Clients are served from what is known here (Dynamo §2.3: always writeable): `get`, `put` and `remove` call nobody and wait for nothing. `syncWith` tries once, and ends when the network has given up.',
      'No `await` in the three methods, and no lock that a sync holds. In `syncWith`: if the call gives `null`, return.',
    ],
  },
  {
    word: 'growing',
    symptom: 'contexts or syncs grow with each overwrite',
    of: ['replica/context-size', 'replica/sync-size', 'bounded'],
    steps: [
      'Print a context after the fiftieth overwrite. What of it would change nothing if it were not there?',
      'A number a replica says "all of its writes up to here". Only dots behind a gap need a place of their own, and gaps fill up. Values that were replaced, and their versions, need none at all.',
      'After each union: while the dot behind the covered ones is in the list, cover it and take it out of the list. Keep the siblings and one such set for each key, and nothing else.',
    ],
  },
  {
    word: 'cart',
    symptom: 'the merged cart lacks an item, or has a wrong quantity',
    of: ['cart/merged', 'cart/lost', 'merge-carts', 'cart'],
    steps: [
      'The failure shows the siblings and what became of them. Which rule for one item would give the right number, whatever the order of the siblings?',
      'Every item that any sibling has is in the result (Dynamo §4.4: an added item is never lost), in the largest quantity. Adding up would double the cart whenever two siblings share their past.',
      'Begin with a new Map. For each entry of each cart set the larger one of its quantity and what the Map has, 0 if nothing.',
    ],
  },
];
