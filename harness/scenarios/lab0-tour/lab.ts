import type { Lab } from '../scenario.ts';
import { TOUR_HINTS } from './hints.ts';
import { TOUR } from './lab0.ts';
import { tellCounter } from './tell.ts';

export const lab0: Lab = {
  id: 'lab0-tour',
  word: 'lab0',
  title: 'A tour',
  files: { 'counter-server.ts': ['CounterServer'], 'counter-client.ts': ['CounterClient'] },
  programs: {
    server: 'harness/scenarios/lab0-tour/server-program.ts',
    client: 'harness/scenarios/lab0-tour/client-program.ts',
  },
  parts: [{ id: 'lab0', title: 'exactly once', scenarios: TOUR, hints: TOUR_HINTS }],
  tell: tellCounter,
  handsOut: 'program',
};
