import { LONG_WAITS } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { describeDisunity, describeElection } from './describe-servers.ts';
import { RaftCluster } from './driver.ts';
import { ELECTION_LIMIT_MS } from './led-cluster.ts';
import { reportServers } from './server-report.ts';

/**
 * Rate of a clock that nearly stands still. A server with such a clock answers as ever, but does not stand
 * for election for seconds. Safety must not depend on clocks, so a scenario may do this to decide who stands
 * when.
 */
const STILL = 0.1;
/**
 * Until a timer that was set on such a clock has gone off, if it was an election timer within the handout's
 * limits.
 */
export const AFTER_STAGE_MS = 60_000;
/** Longer than any message is under way on a calm network. */
export const IN_FLIGHT_MS = 50;
/** How often to look while something is staged that lasts for a few round trips. */
const CLOSE_LOOK_MS = 2;

/**
 * A cluster that has just been started, on a calm network where calls to the unreachable may hang for
 * seconds.
 */
export function startCluster(simulation: Simulation, size: number): RaftCluster {
  const raft = new RaftCluster(simulation, { size });
  raft.setFaults(LONG_WAITS);
  raft.startAll();
  return raft;
}

export function slowDown(raft: RaftCluster, ...servers: readonly number[]): void {
  for (const index of servers) raft.drift(index, STILL);
}

export function normalSpeed(raft: RaftCluster, ...servers: readonly number[]): void {
  for (const index of servers) raft.drift(index, 1);
}

/** The server asks nobody anything any more, and so does not lead any longer; but it answers. */
export function silence(raft: RaftCluster, server: number): void {
  for (const other of raft.all)
    if (other !== server) raft.setLinkFaults(server, other, { dropRequestRatio: 1 });
}

export function endSilence(raft: RaftCluster, server: number): void {
  for (const other of raft.all) if (other !== server) raft.setLinkFaults(server, other, undefined);
}

/** No message passes between these two, in either direction. */
export function cutBetween(raft: RaftCluster, a: number, b: number): void {
  raft.cutOneWay(a, b);
  raft.cutOneWay(b, a);
}

/** Like `until`, but looks every 2 ms. */
export async function soon(raft: RaftCluster, probe: () => boolean, limitMs: number): Promise<boolean> {
  for (let passedMs = 0; passedMs <= limitMs; passedMs += CLOSE_LOOK_MS) {
    if (probe()) return true;
    await raft.sleep(CLOSE_LOOK_MS);
  }
  return false;
}

/**
 * Waits until all healthy servers are in one term and one of them leads it, which they must be when the
 * network has been calm for a while. Returns the leader.
 */
export async function settled(raft: RaftCluster, limitMs: number = 2 * ELECTION_LIMIT_MS): Promise<number> {
  const before = reportServers(raft);
  const leader = await raft.until(() => commonLeader(raft), limitMs);
  if (leader !== undefined) return leader;
  const now = reportServers(raft);
  const disunity = describeDisunity(now.filter(({ condition }) => condition === 'well'));
  const message = `after ${limitMs / 1000} calm seconds ${disunity}: ${describeElection(before, now)}`;
  throw new Violation('raft/leader-recognized', message, { paper: 'Raft §5.1, §5.2' });
}

function commonLeader(raft: RaftCluster): number | undefined {
  const [first, ...rest] = raft.healthy;
  if (first === undefined) return undefined;
  const { term } = raft.state(first);
  if (rest.some((index) => raft.state(index).term !== term)) return undefined;
  return raft.healthy.find((index) => raft.state(index).isLeader);
}

/** Nobody stands for election in these `forMs`: who leads now goes on leading in the same term. */
export async function keepsOffice(raft: RaftCluster, leader: number, forMs: number): Promise<void> {
  const { term } = raft.state(leader);
  // Who has led is remembered: it is enough to look now and then.
  const change = await raft.until(() => changeOfOffice(raft, leader, term), forMs, 250);
  if (change === undefined) return;
  const message = `server ${leader} led term ${term} and could reach a majority all the time, but ${change}`;
  throw new Violation('raft/leader-keeps-office', message, { paper: 'Raft §5.2', actor: `server ${leader}` });
}

function changeOfOffice(raft: RaftCluster, leader: number, term: number): string | undefined {
  const later = [...raft.safety.leaders.keys()].find((other) => other > term);
  if (later !== undefined)
    return `server ${raft.safety.leaders.get(later)?.server} became leader of term ${later}`;
  return raft.state(leader).isLeader
    ? undefined
    : `now is in term ${raft.state(leader).term} and does not lead`;
}

/**
 * For `forMs`, none of these servers may win an election: they are too few. Those that lead already may go on
 * believing so. Wait `IN_FLIGHT_MS` after a cut before you ask for this: votes may still be under way.
 */
export async function noneElected(raft: RaftCluster, few: readonly number[], forMs: number): Promise<void> {
  const before = new Set(raft.safety.leaders.keys());
  // Only where a plan has left out what should keep them from it.
  const mayBeElected = raft.reachesMajority(few);
  await raft.sleep(forMs);
  if (mayBeElected) return;
  for (const [term, { server }] of raft.safety.leaders) {
    if (before.has(term) || !few.includes(server)) continue;
    const message = `server ${server} became leader of term ${term}, though too few of the ${raft.size} servers could hear it`;
    throw new Violation('raft/majority-elects', message, { paper: 'Raft §5.2', actor: `server ${server}` });
  }
}

/** Waits until this server no longer claims to lead `term`. `why`: how it can know. */
export async function stepsDown(raft: RaftCluster, server: number, term: number, why: string): Promise<void> {
  const claims = () => raft.state(server).isLeader && raft.state(server).term === term;
  if (await raft.until(() => !claims(), ELECTION_LIMIT_MS)) return;
  const message = `server ${server} still claims to lead term ${term} after ${ELECTION_LIMIT_MS / 1000} s, though ${why}`;
  throw new Violation('raft/steps-down', message, { paper: 'Raft §5.1', actor: `server ${server}` });
}

/** Waits for a leader of a term after `term` among these servers, for as long as the handout allows. */
export async function newLeader(
  raft: RaftCluster,
  among: readonly number[],
  term: number,
  limitMs: number = ELECTION_LIMIT_MS,
): Promise<number> {
  const before = reportServers(raft);
  const found = await raft.until(() => {
    const leader = raft.currentLeader(among);
    return leader !== undefined && raft.state(leader).term > term ? leader : undefined;
  }, limitMs);
  if (found !== undefined) return found;
  const who = `servers ${[...among].sort((a, b) => a - b).join(', ')}`;
  const wait = `within ${limitMs / 1000} s, though they could talk`;
  const states = describeElection(before, reportServers(raft));
  const message = `no new leader after term ${term} among ${who} ${wait}: ${states}`;
  throw new Violation('raft/leader-elected', message, { paper: 'Raft §5.2' });
}
