import type { RedlockCluster } from './redlock-cluster.ts';
import { lockOf } from './redlock-record.ts';

const MISFORTUNE_TTL_MS = 1000;
/** Stores that do not hear client 0 at first. The lock stands on the other three, and on no more. */
const FAR = [3, 4];

/** Until client 0, which is in the midst of its work, goes on with it. */
export type Misfortune =
  | { readonly what: 'jump'; readonly store: number; readonly byMs: number }
  | { readonly what: 'pause'; readonly forMs: number };

export interface MisfortunePlan {
  readonly misfortune: Misfortune;
  /** After client 0 was granted the lock and has read. */
  readonly atMs: number;
  /** From what a client reads until it writes. */
  readonly thinkMs: readonly [client0: number, client1: number];
  /** How long client 1 waits after the misfortune before its first try. */
  readonly laterMs: number;
}

/**
 * Two clients want to write under one lock, and while client 0 holds it something happens of which Redlock
 * assumes that it does not. Resolves when both are done.
 */
export async function underMisfortune(locks: RedlockCluster, plan: MisfortunePlan): Promise<void> {
  const { misfortune, atMs, thinkMs, laterMs } = plan;
  for (const store of FAR) locks.setRequestFaults(0, store, { dropRequestRatio: 1 });
  const held = await locks.mustHold(0, { ttlMs: MISFORTUNE_TTL_MS });
  for (const store of FAR) locks.setRequestFaults(0, store, undefined);
  const first = locks.append(0, thinkMs[0]).then(() => locks.unlock(held));
  await locks.simulation.sleep(atMs);
  const strikes = strike(locks, misfortune);
  await locks.simulation.sleep(laterMs);
  const next = await locks.acquire(1, { ttlMs: MISFORTUNE_TTL_MS }, 10_000);
  await locks.append(1, thinkMs[1]);
  await locks.unlock(next);
  await strikes;
  await first;
}

async function strike(locks: RedlockCluster, misfortune: Misfortune): Promise<void> {
  if (misfortune.what === 'jump') {
    locks.jump(misfortune.store, misfortune.byMs);
    return;
  }
  const server = locks.client(0);
  locks.simulation.inflict({ what: 'pause', server });
  await locks.simulation.sleep(misfortune.forMs);
  locks.simulation.inflict({ what: 'resume', server });
}

/** For a failure: who was granted the lock when, and for how long. */
export function tellGrants(locks: RedlockCluster): string {
  const told = locks.record.grants.map((one) => {
    const { client, heldAtMs = 0, validForMs = 0 } = one;
    const untilMs = heldAtMs + client.worldDelay(validForMs);
    return `${client.name} was granted ${lockOf(one)} at ${heldAtMs.toFixed(1)} ms, until ${untilMs.toFixed(1)} ms`;
  });
  return told.join('; ');
}
