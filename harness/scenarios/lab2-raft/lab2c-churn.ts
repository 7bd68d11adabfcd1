import { LONG_WAITS, UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Random } from '../../../labrpc/sim/random.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { RaftCluster } from './driver.ts';
import { calmCluster, endFaults, offerBurst } from './stagecraft.ts';

/** Many commands at once on a network that loses one message in ten. */
export async function unreliableAgreement(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 5 });
  raft.setFaults({ ...UNRELIABLE, ...LONG_WAITS });
  for (let round = 1; round < 50; round++) {
    const five = Array.from({ length: 5 }, () => raft.agree(raft.freshCommand(), 1));
    await Promise.all(five);
  }
  endFaults(raft);
  await raft.agree(raft.freshCommand(), 5);
}

const CHURN_ROUNDS = 20;
const CHURN_ROUND_MS = 700;

export function reliableChurn(simulation: Simulation): Promise<void> {
  return churn(simulation, false);
}

export function unreliableChurn(simulation: Simulation): Promise<void> {
  return churn(simulation, true);
}

/** Three clients, and servers that come and go all the time. */
async function churn(simulation: Simulation, unreliable: boolean): Promise<void> {
  const raft = calmCluster(simulation, { size: 5 });
  if (unreliable) raft.setFaults({ ...UNRELIABLE, ...LONG_WAITS });
  const faults = simulation.random('faults');
  const burst = unreliable ? BURST.unreliable : BURST.calm;
  const clients = [1, 2, 3].map(
    (number) => new ChurnClient(raft, simulation.random(`client ${number}`), burst),
  );
  for (const _ of raft.rounds(CHURN_ROUNDS)) {
    if (faults.chance(0.2)) raft.disconnect(faults.integer(0, 4));
    if (faults.chance(0.5)) bringBack(raft, faults.integer(0, 4));
    if (faults.chance(0.2)) raft.crash(faults.integer(0, 4));
    await raft.sleep(CHURN_ROUND_MS);
  }

  // All come back, the network is calm: what the clients saw committed is still there, on all of them.
  await raft.sleep(1000);
  endFaults(raft);
  const seen = (await Promise.all(clients.map((client) => client.stop()))).flat();
  simulation.count('seenByClients', seen.length);
  await raft.sleep(1000);
  const last = await raft.agree(raft.freshCommand(), 5);
  for (const index of seen) expectCommitted(raft, index, last);
}

function bringBack(raft: RaftCluster, server: number): void {
  if (!raft.isUp(server)) raft.start(server);
  raft.connect(server);
}

function expectCommitted(raft: RaftCluster, index: number, last: number): void {
  if (index < last && raft.safety.committed.has(index)) return;
  const message = `a client saw index ${index} committed, but the log that all agree on ends at ${last}`;
  throw new Violation('raft/leader-completeness', message, { paper: 'Raft §5.4, Figure 3' });
}

/** How many commands a client offers at once: on a calm network a thousand in all, as in MIT's test. */
const BURST = { calm: 19, unreliable: 8 };
/** How long it waits for them, in steps as in MIT's test. */
const PATIENCE_MS = 380;

/** Offers commands to all who say that they lead, and remembers what it saw committed. */
class ChurnClient {
  private readonly raft: RaftCluster;
  private readonly random: Random;
  private readonly burst: number;
  private readonly seen: number[] = [];
  private readonly done: Promise<void>;
  private stopped = false;

  constructor(raft: RaftCluster, random: Random, burst: number) {
    this.raft = raft;
    this.random = random;
    this.burst = burst;
    this.done = this.run();
  }

  async stop(): Promise<readonly number[]> {
    this.stopped = true;
    await this.done;
    return this.seen;
  }

  private async run(): Promise<void> {
    const { raft } = this;
    while (!this.stopped) {
      let last: number | undefined;
      for (const index of raft.all) {
        if (!raft.state(index).isLeader) continue;
        last = (await offerBurst(raft, index, this.burst)) ?? last;
      }
      if (last === undefined) {
        await raft.sleep(this.random.between(60, 140));
        continue;
      }
      const index = last;
      if (await raft.until(() => raft.safety.lastCommitted >= index, PATIENCE_MS)) this.seen.push(index);
      await raft.sleep(this.random.between(400, 800));
    }
  }
}
