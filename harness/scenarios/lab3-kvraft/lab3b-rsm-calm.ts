import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { crashAll } from '../lab2-raft/stagecraft.ts';
import { leaderApplies } from './rsm-answers.ts';
import type { CommandOptions } from './rsm-cluster.ts';
import { calmRsm } from './rsm-staging.ts';

/** As in MIT's tests. */
export const MAX_STATE_BYTES = 1000;
/** A command that takes some 100 bytes of it: a hundred of them are more than there may ever be. */
export const SMALL: CommandOptions = { padding: 'x'.repeat(80) };
/** Half as much again as should be kept: none may stay in the log for long. */
const LARGE: CommandOptions = { padding: 'x'.repeat(1500) };

/** A hundred commands, so that most are in snapshots only; then all servers crash and go on from there. */
export async function hundredCommands(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 3, maxStateBytes: MAX_STATE_BYTES });
  for (const _ of rsm.rounds(40)) await rsm.submit(SMALL);
  for (const _ of rsm.rounds(4)) await leaderApplies(rsm, (leader) => rsm.burst(leader, 15, SMALL));
  for (const _ of rsm.rounds(2)) {
    await rsm.submit();
    await rsm.allEqual();
    crashAll(rsm);
    await rsm.sleep(100);
    rsm.startAll();
    await rsm.submit();
    await rsm.allEqual();
  }
}

/** Each command is larger than what should be kept. */
export async function largeCommands(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 3, maxStateBytes: MAX_STATE_BYTES });
  for (const round of rsm.rounds(4)) {
    for (const _ of rsm.rounds(4)) await rsm.submit(LARGE);
    for (const _ of rsm.rounds(5)) await rsm.submit(SMALL);
    rsm.restart(round % 3);
  }
  await rsm.submit();
  await rsm.allEqual();
}

const ROOMY_STATE_BYTES = 4000;
const COMMANDS = 150;
/** So many commands to a snapshot at least, where some forty fit into the log. */
const COMMANDS_PER_SNAPSHOT = 10;

/** Snapshots are taken when the log gets long, not with every command. */
export async function fewSnapshots(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 3, maxStateBytes: ROOMY_STATE_BYTES });
  for (const _ of rsm.rounds(COMMANDS)) await rsm.submit(SMALL);
  await rsm.allEqual();
  const limit = COMMANDS / COMMANDS_PER_SNAPSHOT;
  for (const index of rsm.all) {
    const taken = rsm.machineSnapshotsOf(index);
    if (taken <= limit) continue;
    const seen = `server ${index} asked its machine for ${taken} snapshots in ${rsm.journal.length} commands`;
    const message = `${seen}; allowed are ${limit}: with maxStateBytes ${ROOMY_STATE_BYTES} some forty such commands fit into the log`;
    throw new Violation('rsm/snapshot-economy', message, { actor: `server ${index}` });
  }
}
