import type { Lab, Scenario } from '../scenario.ts';
import { COUNTERS } from './counters.ts';
import { SERVICE_HINTS } from './hints-3a.ts';
import { SERVICE_PROGRESS_HINTS } from './hints-3a-progress.ts';
import { SNAPSHOT_CONTENT_HINTS } from './hints-3b.ts';
import { SNAPSHOT_SIZE_HINTS } from './hints-3b-size.ts';
import { REPLICATION_HINTS } from './hints-rsm.ts';
import { REPLICATION_SNAPSHOT_HINTS } from './hints-rsm-snapshots.ts';
import { SERVICE } from './lab3a.ts';
import { REPLICATION } from './lab3a-rsm.ts';
import { SNAPSHOTS } from './lab3b.ts';
import { REPLICATION_SNAPSHOTS } from './lab3b-rsm.ts';

export const lab3: Lab = {
  id: 'lab3-kvraft',
  word: 'lab3',
  title: 'A fault-tolerant key/value service',
  files: { 'rsm.ts': ['Rsm'], 'server.ts': ['KvServer'], 'client.ts': ['KvClerk'] },
  programs: {
    rsm: 'harness/scenarios/lab3-kvraft/rsm-program.ts',
    kv: 'harness/scenarios/lab3-kvraft/replica-program.ts',
    clerk: 'harness/scenarios/lab3-kvraft/clerk-program.ts',
  },
  parts: [
    {
      id: 'lab3a',
      title: 'without snapshots',
      scenarios: withCounters([...REPLICATION, ...SERVICE]),
      hints: [...REPLICATION_HINTS, ...SERVICE_HINTS, ...SERVICE_PROGRESS_HINTS],
    },
    {
      id: 'lab3b',
      title: 'with snapshots',
      scenarios: withCounters([...REPLICATION_SNAPSHOTS, ...SNAPSHOTS]),
      hints: [...REPLICATION_SNAPSHOT_HINTS, ...SNAPSHOT_CONTENT_HINTS, ...SNAPSHOT_SIZE_HINTS],
    },
  ],
  handsOut: 'stub',
};

function withCounters(scenarios: readonly Scenario[]): readonly Scenario[] {
  return scenarios.map((scenario) => ({ ...scenario, counters: COUNTERS }));
}
