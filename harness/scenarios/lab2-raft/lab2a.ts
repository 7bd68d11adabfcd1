import { LONG_WAITS } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { Scenario } from '../scenario.ts';
import { RaftCluster } from './driver.ts';

async function initialElection(simulation: Simulation): Promise<void> {
  const raft = new RaftCluster(simulation, { size: 3 });
  raft.setFaults(LONG_WAITS);
  raft.startAll();

  // Is a leader elected, and does everyone learn of its term?
  const leader = await raft.oneLeader();
  await raft.sleep(500);
  const { term } = raft.state(leader);
  for (const index of raft.all) {
    if (raft.state(index).term < 1 || raft.state(index).term < term) {
      const message = `server ${index} is still in term ${raft.state(index).term}, 500 ms after server ${leader} won term ${term}`;
      throw new Violation('raft/term-spreads', message, { paper: 'Raft §5.1', actor: `server ${index}` });
    }
  }
  await raft.sleep(19_000);
  await raft.oneLeader();
}

export const ELECTION: readonly Scenario[] = [
  {
    name: 'initial election',
    slug: 'initial-election',
    points: 5,
    paper: 'Raft §5.2',
    about: 'Three servers elect one leader, who keeps its office while nothing fails.',
    floors: { elections: 1 },
    run: initialElection,
  },
];
