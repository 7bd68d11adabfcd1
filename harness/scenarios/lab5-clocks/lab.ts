import type { Lab } from '../scenario.ts';
import { LAMPORT_HINTS } from './hints-5a.ts';
import { VECTORS_HINTS } from './hints-5b.ts';
import { SIBLINGS_HINTS } from './hints-5c.ts';
import { LAMPORT } from './lab5a.ts';
import { VECTORS } from './lab5b.ts';
import { SIBLINGS } from './lab5c.ts';
import { SIBLINGS_STAGED } from './lab5c-staged.ts';
import { tellLamport } from './lamport-tell.ts';
import { tellSiblings } from './sibling-tell.ts';
import { tellVectors } from './vector-tell.ts';

export const lab5: Lab = {
  id: 'lab5-clocks',
  word: 'lab5',
  title: 'Logical clocks',
  files: {
    'lamport-clock.ts': ['LamportClock', 'compareStamps'],
    'lamport-mutex.ts': ['LamportMutex'],
    'vector-clock.ts': ['VectorClock', 'compareVectors'],
    'causal-broadcast.ts': ['CausalBroadcast'],
    'replica.ts': ['Replica'],
    'cart.ts': ['mergeCarts'],
  },
  programs: {
    lamportProcess: 'harness/scenarios/lab5-clocks/lamport-process-program.ts',
    lamportMutex: 'harness/scenarios/lab5-clocks/lamport-mutex-program.ts',
    vectors: 'harness/scenarios/lab5-clocks/vector-program.ts',
    broadcaster: 'harness/scenarios/lab5-clocks/broadcast-program.ts',
    replica: 'harness/scenarios/lab5-clocks/replica-program.ts',
    siblingClient: 'harness/scenarios/lab5-clocks/sibling-client-program.ts',
    lastWriteWins: 'harness/scenarios/lab5-clocks/last-write-wins-program.ts',
  },
  given: ['lastWriteWins'],
  parts: [
    { id: 'lab5a', title: 'Lamport clocks', scenarios: LAMPORT, hints: LAMPORT_HINTS },
    { id: 'lab5b', title: 'vectors, broadcast', scenarios: VECTORS, hints: VECTORS_HINTS },
    {
      id: 'lab5c',
      title: 'siblings',
      scenarios: SIBLINGS,
      staged: SIBLINGS_STAGED,
      hints: SIBLINGS_HINTS,
    },
  ],
  tell: (name, value, before) =>
    tellLamport(name, value) ?? tellVectors(name, value, before) ?? tellSiblings(name, value),
  handsOut: 'stub',
};
