import { LONG_WAITS } from '../../../labrpc/sim/link-faults.ts';
import type { Random } from '../../../labrpc/sim/random.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { RsmCluster, type RsmOptions, type Submission } from './rsm-cluster.ts';

/** A running cluster on a calm network, where whoever calls a dead server waits long for the bad news. */
export function calmRsm(simulation: Simulation, options: RsmOptions): RsmCluster {
  const rsm = new RsmCluster(simulation, options);
  rsm.setFaults(LONG_WAITS);
  rsm.startAll();
  return rsm;
}

/** A leader that has been cut off with commands that cannot be committed. */
export interface Stranded {
  readonly server: number;
  /** In which it led. */
  readonly term: number;
  readonly submissions: readonly Submission[];
}

/**
 * Cuts the leader off, together with these few others, and submits so many commands to it. The rest are one
 * group: they elect a leader of their own before this returns.
 */
export async function strandLeader(
  rsm: RsmCluster,
  count: number,
  companions: number = 0,
): Promise<Stranded & { readonly rest: readonly number[] }> {
  const server = await rsm.oneLeader();
  const { term } = rsm.state(server);
  const others = rsm.all.filter((index) => index !== server);
  const rest = others.slice(companions);
  rsm.partition([server, ...others.slice(0, companions)], rest);
  const submissions = rsm.burst(server, count);
  await rsm.until(() => rsm.all.some((index) => rest.includes(index) && leadsAfter(rsm, index, term)), 5000);
  await rsm.oneLeader(rest);
  return { server, term, submissions, rest };
}

function leadsAfter(rsm: RsmCluster, index: number, term: number): boolean {
  const { isLeader, term: current } = rsm.state(index);
  return isLeader && current > term;
}

/** So many commands that a server may have of what it could not apply yet, and its log stays small. */
const MOST_AT_ONCE = 15;

/** Submits commands to whoever believes that it leads, and now and then to others, until it is stopped. */
export class RsmLoad {
  private readonly rsm: RsmCluster;
  private readonly random: Random;
  private readonly everyMs: number;
  private readonly done: Promise<void>;
  /** By server: how far its machine was, and how many commands it has been given since. */
  private readonly given: { position: number; commands: number }[] = [];
  private stopped = false;

  constructor(rsm: RsmCluster, random: Random, everyMs: number) {
    this.rsm = rsm;
    this.random = random;
    this.everyMs = everyMs;
    this.done = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.done;
  }

  private async run(): Promise<void> {
    const { rsm, random, everyMs } = this;
    while (!this.stopped) {
      const leaders = rsm.all.filter((index) => rsm.state(index).isLeader);
      const server = random.pick(leaders.length > 0 && random.chance(0.8) ? leaders : rsm.all);
      if (rsm.isUp(server) && this.hasRoom(server)) rsm.begin(server);
      await rsm.sleep(random.between(0, 2 * everyMs));
    }
  }

  private hasRoom(server: number): boolean {
    const position = this.rsm.journal.positionOf(server);
    const before = this.given[server];
    const commands = before && position <= before.position ? before.commands + 1 : 1;
    this.given[server] = { position: Math.max(position, before?.position ?? 0), commands };
    return commands <= MOST_AT_ONCE;
  }
}
