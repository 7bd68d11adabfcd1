import type { LinkFaults } from '../../../labrpc/sim/link-faults.ts';
import { LONG_WAITS } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { endFaults } from '../lab2-raft/stagecraft.ts';
import type { OpenKvOperation } from './kv-clerks.ts';
import { type KvOptions, KvService } from './kv-service.ts';

/** A running service on a calm network, where whoever calls a dead server waits long for the bad news. */
export function calmService(simulation: Simulation, options: KvOptions): KvService {
  const kv = new KvService(simulation, options);
  kv.setFaults(LONG_WAITS);
  kv.startAll();
  return kv;
}

/** Ends all faults, of servers and of clerks. */
export function endAllFaults(kv: KvService): void {
  endFaults(kv);
  for (const clerk of kv.allClerks) {
    kv.setClerkFaults(clerk, undefined);
    kv.resumeClerk(clerk);
    for (const server of kv.all) {
      kv.releaseRequests(clerk, server);
      setAnswerFaults(kv, server, clerk, undefined);
    }
    if (!kv.clerk(clerk).isUp) kv.startClerk(clerk);
  }
}

/** Ends all faults. Then there is a leader soon, and soon after whoever waits has an answer. */
export async function recover(kv: KvService): Promise<void> {
  endAllFaults(kv);
  await kv.oneLeader();
  await kv.allAnswered();
}

/** Everybody reads what was written, all clerks at a time. */
export async function readAll(kv: KvService): Promise<void> {
  const loops = kv.allClerks.map(async (clerk) => {
    for (const [place, key] of [...kv.record.keys].entries()) {
      if (place % kv.allClerks.length === clerk) await kv.get(clerk, key);
    }
  });
  await Promise.all(loops);
}

/** A new clerk in the place of one that may be up; it is told of `first` first. */
export function replaceClerk(kv: KvService, clerk: number, first?: number): void {
  kv.crashClerk(clerk);
  kv.startClerk(clerk, first);
}

/** Whether it is answered within this time. */
export async function isAnsweredWithin(
  kv: KvService,
  open: OpenKvOperation,
  limitMs: number,
): Promise<boolean> {
  return (await kv.until(() => open.isAnswered, limitMs, 5)) === true;
}

/** Faults of what this server answers to this clerk; `undefined` ends them. */
export function setAnswerFaults(
  kv: KvService,
  server: number,
  clerk: number,
  faults: Partial<LinkFaults> | undefined,
): void {
  kv.simulation.inflict({ what: 'faults', of: [kv.server(server), kv.clerk(clerk)], faults });
}
