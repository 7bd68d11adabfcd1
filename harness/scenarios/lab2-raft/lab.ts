import type { Lab, Scenario } from '../scenario.ts';
import { COUNTERS } from './counters.ts';
import { ELECTION_HINTS } from './hints-2a.ts';
import { LOG_SAFETY_HINTS } from './hints-2b.ts';
import { LOG_PROGRESS_HINTS } from './hints-2b-progress.ts';
import { PERSISTENCE_HINTS } from './hints-2c.ts';
import { SNAPSHOT_SAFETY_HINTS } from './hints-2d.ts';
import { SNAPSHOT_PROGRESS_HINTS } from './hints-2d-progress.ts';
import { ELECTION } from './lab2a.ts';
import { LOG } from './lab2b.ts';
import { PERSISTENCE } from './lab2c.ts';
import { SNAPSHOTS } from './lab2d.ts';
import { tellRaft } from './tell.ts';

export const lab2: Lab = {
  id: 'lab2-raft',
  word: 'lab2',
  title: 'Raft',
  files: { 'raft.ts': ['Raft'] },
  programs: { raft: 'harness/scenarios/lab2-raft/server-program.ts' },
  parts: [
    {
      id: 'lab2a',
      title: 'leader election',
      scenarios: withCounters(ELECTION),
      hints: ELECTION_HINTS,
    },
    {
      id: 'lab2b',
      title: 'log',
      scenarios: withCounters(LOG),
      hints: [...LOG_SAFETY_HINTS, ...LOG_PROGRESS_HINTS],
    },
    {
      id: 'lab2c',
      title: 'persistence',
      scenarios: withCounters(PERSISTENCE),
      hints: PERSISTENCE_HINTS,
    },
    {
      id: 'lab2d',
      title: 'snapshots',
      scenarios: withCounters(SNAPSHOTS),
      hints: [...SNAPSHOT_SAFETY_HINTS, ...SNAPSHOT_PROGRESS_HINTS],
    },
  ],
  tell: tellRaft,
  handsOut: 'stub',
};

function withCounters(scenarios: readonly Scenario[]): readonly Scenario[] {
  return scenarios.map((scenario) => ({ ...scenario, counters: COUNTERS }));
}
