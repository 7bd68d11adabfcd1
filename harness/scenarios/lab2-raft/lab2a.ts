import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { Scenario } from '../scenario.ts';
import type { RaftCluster } from './driver.ts';
import {
  IN_FLIGHT_MS,
  keepsOffice,
  newLeader,
  noneElected,
  settled,
  startCluster,
} from './election-staging.ts';
import { CUTS } from './lab2a-cuts.ts';
import { TIMERS } from './lab2a-timers.ts';
import { VOTES } from './lab2a-votes.ts';

async function initialElection(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);

  // Is a leader elected, and does everyone learn of its term?
  await raft.oneLeader();
  const leader = await settled(raft);

  // Does it keep its office while nothing fails?
  await raft.sleep(1000);
  await keepsOffice(raft, await raft.oneLeader([leader]), 19_000);
}

async function reelection(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);
  const first = await raft.oneLeader();

  // Do the others elect a new leader when the first is cut off?
  raft.disconnect(first);
  const rest = raft.healthy;
  const second = await newLeader(raft, rest, raft.state(first).term);

  // Does the first follow the second, or a later one, when it comes back?
  raft.connect(first);
  await settled(raft);
  await raft.sleep(500);
  await keepsOffice(raft, await settled(raft), 1500);

  // Does one server alone elect nobody?
  const leader = await raft.oneLeader();
  const companion = raft.all.find((index) => index !== leader) ?? second;
  raft.disconnect(leader);
  raft.disconnect(companion);
  await raft.sleep(IN_FLIGHT_MS);
  await noneElected(raft, raft.healthy, 2000);

  // Two of three are enough, whichever, and three will do.
  raft.connect(companion);
  await raft.oneLeader();
  raft.connect(leader);
  await settled(raft);
  await raft.sleep(500);
  await keepsOffice(raft, await settled(raft), 1500);
}

/** Cuts off random minorities, the leader mostly among them. */
async function manyElections(simulation: Simulation, size: number, rounds: number): Promise<void> {
  const random = simulation.random('faults');
  const raft = startCluster(simulation, size);
  await raft.oneLeader();
  for (const _ of raft.rounds(rounds)) {
    const leader = await raft.oneLeader();
    const others = random.shuffle(raft.all.filter((index) => index !== leader));
    const victims = random.chance(0.8) ? [leader, ...others] : others;
    const away = victims.slice(0, Math.floor((size - 1) / 2));
    for (const index of away) raft.disconnect(index);
    const { term } = raft.state(leader);
    if (away.includes(leader)) await newLeader(raft, raft.healthy, term);
    else await raft.oneLeader();
    for (const index of away) raft.connect(index);
    await raft.sleep(random.between(0, 1000));
  }
  await settled(raft);
}

async function economy(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);

  // What does the first election cost?
  await raft.oneLeader();
  if (raft.rpcs > 30) throw tooMany(`the first election took ${raft.rpcs} RPCs; allowed are 30`);
  const leader = await settled(raft);

  // What does a cluster cost that has nothing to do?
  await raft.sleep(1000);
  const links = raft.all.filter((index) => index !== leader);
  const before = links.map((index) => rpcsOn(raft, leader, index));
  const seconds = 10;
  for (let second = 0; second < seconds; second++) {
    const rpcs = raft.rpcs;
    await raft.sleep(1000);
    const spent = raft.rpcs - rpcs;
    if (spent > 60)
      throw tooMany(
        `three servers spent ${spent} RPCs in a second in which nothing happened; allowed are 60`,
      );
  }
  for (const [position, index] of links.entries()) {
    const beats = rpcsOn(raft, leader, index) - (before[position] ?? 0);
    simulation.count('heartbeats', beats);
    // One more at either end of the time measured.
    if (beats <= 10 * seconds + 2) continue;
    throw tooMany(
      `server ${leader} sent ${beats} heartbeats to server ${index} in ${seconds} s; allowed are 10 a second`,
    );
  }
}

function rpcsOn(raft: RaftCluster, from: number, to: number): number {
  return raft.simulation.network.traffic.onLink(raft.server(from).address, raft.server(to).address).rpcs;
}

function tooMany(message: string): Violation {
  return new Violation('raft/rpc-economy', message, { paper: 'handout: limits' });
}

export const ELECTION: readonly Scenario[] = [
  {
    name: 'initial election',
    slug: 'initial-election',
    points: 1,
    paper: 'Raft §5.2',
    about: 'Three servers elect one leader, who keeps its office for 19 s while nothing fails.',
    floors: { elections: 1 },
    run: initialElection,
  },
  {
    name: 'election after the leader is cut off',
    slug: 'reelection',
    points: 2,
    paper: 'Raft §5.2',
    about:
      'The rest of the cluster elects a new leader, the old one follows when it returns; one of three elects nobody.',
    floors: { elections: 3, leaderChanges: 1 },
    run: reelection,
  },
  {
    name: 'many elections, seven servers',
    slug: 'many-elections',
    points: 1,
    paper: 'Raft §5.2',
    about:
      'Twelve times three of seven servers are cut off, mostly with the leader; the other four must elect one.',
    floors: { elections: 7, leaderChanges: 5 },
    run: (simulation) => manyElections(simulation, 7, 12),
  },
  {
    name: 'many elections, nine servers',
    slug: 'nine-servers',
    points: 1,
    paper: 'Raft §5.2',
    about: 'The same with four of nine servers cut off.',
    floors: { elections: 4, leaderChanges: 3 },
    run: (simulation) => manyElections(simulation, 9, 6),
  },
  {
    name: 'elections and heartbeats are cheap',
    slug: 'heartbeat-economy',
    points: 1,
    paper: 'Raft §5.2',
    about:
      'The first election of three servers takes at most 30 RPCs, an idle second 60, a follower gets 10 heartbeats a second.',
    floors: { heartbeats: 20 },
    run: economy,
  },
  ...TIMERS,
  ...CUTS,
  ...VOTES,
];
