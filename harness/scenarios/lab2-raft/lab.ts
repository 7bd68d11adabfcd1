import type { Lab, Scenario } from '../scenario.ts';
import { COUNTERS } from './counters.ts';
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
    { id: 'lab2a', title: 'leader election', scenarios: withCounters(ELECTION), hints: [] },
    { id: 'lab2b', title: 'log', scenarios: withCounters(LOG), hints: [] },
    { id: 'lab2c', title: 'persistence', scenarios: withCounters(PERSISTENCE), hints: [] },
    { id: 'lab2d', title: 'snapshots', scenarios: withCounters(SNAPSHOTS), hints: [] },
  ],
  tell: tellRaft,
  handsOut: 'stub',
};

function withCounters(scenarios: readonly Scenario[]): readonly Scenario[] {
  return scenarios.map((scenario) => ({ ...scenario, counters: COUNTERS }));
}
