import { LONG_WAITS, RELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { RaftCluster, type RaftOptions } from './driver.ts';
import type { LedCluster } from './led-cluster.ts';

/** How fast the clock of a server runs that is to wait: its election timeout takes fifty times as long. */
const SLOW_CLOCK = 0.02;

/** A running cluster on a calm network, where whoever calls a dead server waits long for the bad news. */
export function calmCluster(simulation: Simulation, options: RaftOptions): RaftCluster {
  const raft = new RaftCluster(simulation, options);
  raft.setFaults(LONG_WAITS);
  raft.startAll();
  return raft;
}

export function crashAll(raft: LedCluster): void {
  for (const index of raft.all) raft.crash(index);
}

/** The other servers, in the order in which they follow this one. */
export function othersAfter(raft: LedCluster, server: number): number[] {
  return raft.all.slice(1).map((offset) => (server + offset) % raft.size);
}

/**
 * Starts a server that will not stand for election for a long time, because its clock nearly stands still.
 */
export function startPassive(raft: LedCluster, server: number): void {
  raft.drift(server, SLOW_CLOCK);
  raft.start(server);
}

export function startActive(raft: LedCluster, server: number): void {
  raft.drift(server, 1);
  raft.start(server);
}

/**
 * Starts servers that were down so that only `winner` can stand for election. True once it leads; false if
 * the voters did not want it within `limitMs`.
 */
export async function electOnly(
  raft: LedCluster,
  winner: number,
  voters: readonly number[],
  limitMs: number = 10_000,
): Promise<boolean> {
  for (const voter of voters) startPassive(raft, voter);
  startActive(raft, winner);
  return (await raft.until(() => raft.state(winner).isLeader, limitMs)) === true;
}

/** Waits until a server has saved something since it held `before`. */
export async function savedSince(
  raft: RaftCluster,
  server: number,
  before: Uint8Array | undefined,
  limitMs: number = 1000,
): Promise<boolean> {
  return (await raft.until(() => raft.server(server).disk.state !== before, limitMs)) === true;
}

/** Ends all faults: everybody is up, awake and on a calm network, with true clocks from the next timer on. */
export function endFaults(raft: LedCluster): void {
  raft.heal();
  raft.setFaults({ ...RELIABLE, ...LONG_WAITS });
  for (const index of raft.all) {
    raft.server(index).crashPoint = undefined;
    raft.setServerFaults(index, undefined);
    raft.resume(index);
    raft.connect(index);
    raft.drift(index, 1);
    for (const other of raft.all) {
      if (other === index) continue;
      raft.setLinkFaults(index, other, undefined);
      raft.release(index, other);
    }
  }
  raft.startAll();
}

/**
 * Crashes everybody and brings all back on a calm network: whatever a stage did to clocks and links is over.
 */
export function freshStart(raft: LedCluster): void {
  crashAll(raft);
  endFaults(raft);
}

/** Offers commands to whoever leads, again and again, until it is told to stop. */
export class Load {
  private readonly raft: RaftCluster;
  private readonly everyMs: number;
  private readonly burst: number;
  private readonly done: Promise<void>;
  private stopped = false;

  /** `burst` commands at once, every `everyMs`. */
  constructor(raft: RaftCluster, everyMs: number, burst: number = 1) {
    this.raft = raft;
    this.everyMs = everyMs;
    this.burst = burst;
    this.done = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.done;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const leader = this.raft.currentLeader();
      if (leader !== undefined) await offerBurst(this.raft, leader, this.burst);
      await this.raft.sleep(this.everyMs);
    }
  }
}

/** Offers several commands at once. Returns the last index that was accepted. */
export async function offerBurst(
  raft: RaftCluster,
  server: number,
  count: number,
  nextCommand: () => unknown = () => raft.freshCommand(),
): Promise<number | undefined> {
  const offers = Array.from({ length: count }, () => raft.offer(server, nextCommand()));
  let last: number | undefined;
  for (const result of await Promise.all(offers)) if (result.kind === 'accepted') last = result.index;
  return last;
}
