import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { RsmCluster } from './rsm-cluster.ts';

async function basic(simulation: Simulation): Promise<void> {
  const rsm = new RsmCluster(simulation, { size: 3 });
  rsm.startAll();
  for (const _ of rsm.rounds(10)) await rsm.submit();
  await rsm.allEqual();
}

export const REPLICATION: readonly Scenario[] = [
  {
    name: 'commands on all servers',
    slug: 'rsm-basic',
    points: 1,
    paper: 'Raft §2',
    about: 'Ten commands, one after the other; all three machines apply all of them.',
    floors: { applied: 8 },
    run: basic,
  },
];
