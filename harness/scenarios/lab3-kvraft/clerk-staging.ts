import { LONG_WAITS } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { endFaults } from '../lab2-raft/stagecraft.ts';
import type { ClerkInput } from './clerks.ts';
import type { KvClerks, OpenKvOperation } from './kv-clerks.ts';
import type { KvRecord } from './kv-record.ts';
import { type KvOptions, KvService } from './kv-service.ts';
import type { ServedCluster } from './served-cluster.ts';

/** A running service on a calm network, where whoever calls a dead server waits long for the bad news. */
export function calmService(simulation: Simulation, options: KvOptions): KvService {
  const kv = new KvService(simulation, options);
  kv.setFaults(LONG_WAITS);
  kv.startAll();
  return kv;
}

/** Ends all faults, of servers and of clerks. */
export function endAllFaults<Input extends ClerkInput, Answer>(service: ServedCluster<Input, Answer>): void {
  endFaults(service);
  const { clerks } = service;
  for (const clerk of clerks.all) {
    clerks.setFaults(clerk, undefined);
    clerks.resume(clerk);
    for (const server of service.all) {
      service.releaseRequests(clerk, server);
      service.setAnswerFaults(server, clerk, undefined);
    }
    if (!clerks.clerk(clerk).isUp) clerks.start(clerk);
  }
}

/** Ends all faults. Then there is a leader soon, and soon after whoever waits has an answer. */
export async function recover<Input extends ClerkInput, Answer>(
  service: ServedCluster<Input, Answer>,
): Promise<void> {
  endAllFaults(service);
  await service.oneLeader();
  await service.clerks.allAnswered();
}

/** Everybody reads what was written, all clerks at a time. */
export function readAll({ clerks, record }: ReadableService): Promise<void> {
  return clerks.share([...record.keys], (clerk, key) => clerks.get(clerk, key));
}

/** A service whose keys clerks can read. */
interface ReadableService {
  readonly clerks: KvClerks;
  readonly record: KvRecord;
}

/** Whether it is answered within this time. */
export async function isAnsweredWithin(
  kv: KvService,
  open: OpenKvOperation,
  limitMs: number,
): Promise<boolean> {
  return (await kv.until(() => open.isAnswered, limitMs, 5)) === true;
}
