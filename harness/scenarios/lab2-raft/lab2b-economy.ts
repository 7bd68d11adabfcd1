import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { Scenario } from '../scenario.ts';
import type { RaftCluster } from './driver.ts';
import { settled, soon, startCluster } from './election-staging.ts';
import { COMMIT_LIMIT_MS } from './log-staging.ts';

/** For commands that wait for each other. Ten heartbeats take twice as long, at the pace that is allowed. */
const IN_TURN = { commands: 10, limitMs: 500 };

async function bytes(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);
  await settled(raft);
  await raft.agree(raft.freshCommand(), 3);

  // Each follower should get each command once.
  const random = simulation.random('workload');
  const before = raft.bytes;
  let offered = 0;
  for (let n = 0; n < 10; n++) {
    const command = text(5000, () => random.integer(97, 122));
    offered += command.length;
    await raft.agree(command, 3, COMMIT_LIMIT_MS);
  }
  const spent = raft.bytes - before;
  simulation.count('bytesOffered', offered);
  const limit = 3 * offered + 50_000;
  if (spent <= limit) return;
  const message = `ten commands of 5,000 bytes, one after the other, took ${spent} bytes of RPCs; allowed are ${limit}`;
  throw new Violation('raft/byte-economy', message, { paper: 'handout: limits' });
}

function text(length: number, letter: () => number): string {
  return String.fromCharCode(...Array.from({ length }, letter));
}

async function rpcCount(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);
  await raft.oneLeader();
  if (raft.rpcs > 30) throw tooMany(`the first election took ${raft.rpcs} RPCs; allowed are 30`);

  // Eleven commands at once: not many more RPCs than if each travelled alone. Again, if there is an election.
  for (const _ of raft.rounds(5)) {
    const leader = await settled(raft);
    await raft.agree(raft.freshCommand(), 3);
    const [before, elections] = [raft.rpcs, raft.safety.leaders.size];
    const results = [];
    for (let n = 0; n < 11; n++) results.push(await raft.offer(leader, raft.freshCommand()));
    const last = Math.max(...results.map((result) => (result.kind === 'accepted' ? result.index : 0)));
    await raft.applied(last, 3, COMMIT_LIMIT_MS);
    if (raft.safety.leaders.size > elections) continue;
    const spent = raft.rpcs - before;
    if (spent > (10 + 1 + 3) * 3)
      throw tooMany(`eleven commands that were offered at once took ${spent} RPCs; allowed are 42`);
    simulation.count('commandsCounted', 11);
    break;
  }

  // And then nothing but heartbeats.
  await raft.sleep(1000);
  const before = raft.rpcs;
  await raft.sleep(1000);
  if (raft.rpcs - before <= 60) return;
  throw tooMany(
    `three servers spent ${raft.rpcs - before} RPCs in a second in which nothing was offered; allowed are 60`,
  );
}

function tooMany(message: string): Violation {
  return new Violation('raft/rpc-economy', message, { paper: 'handout: limits' });
}

/**
 * `start` answers in the same instant, and does nothing at all on a server that does not lead. Its entry
 * leaves soon.
 */
async function startAtOnce(simulation: Simulation): Promise<void> {
  const raft = startCluster(simulation, 3);
  await settled(raft);
  await raft.agree(raft.freshCommand(), 3);
  for (const round of raft.rounds(5)) {
    const leader = await settled(raft);
    for (const index of raft.all) {
      if (index === leader) await checkAccepts(raft, index);
      else await checkDeclines(raft, index);
    }
    if (round === 2) raft.disconnect(leader);
    await raft.sleep(370);
  }

  // A leader that is cut off cannot know it, and answers as before.
  for (const index of raft.all) raft.connect(index);
  const leader = await settled(raft);
  raft.disconnect(leader);
  await raft.sleep(100);
  await checkAccepts(raft, leader);
  raft.connect(leader);
  await commitInTurn(raft);
}

/**
 * Each command is offered when the leader has applied the one before, so each would wait for a heartbeat of
 * its own. With two followers there could be two heartbeats to wait for, so one is away. Again, if there is
 * an election.
 */
async function commitInTurn(raft: RaftCluster): Promise<void> {
  const { simulation } = raft;
  for (const _ of raft.rounds(5)) {
    await raft.agree(raft.freshCommand(), 3);
    const leader = await settled(raft);
    const away = (leader + 1) % raft.size;
    raft.disconnect(away);
    const [sinceMs, elections] = [simulation.nowMs, raft.safety.leaders.size];
    for (let n = 0; n < IN_TURN.commands; n++) {
      const result = await raft.offer(leader, raft.freshCommand());
      if (result.kind !== 'accepted') break;
      await soon(raft, () => raft.safety.appliedIndexOf(leader) >= result.index, COMMIT_LIMIT_MS);
    }
    raft.connect(away);
    if (raft.safety.leaders.size > elections) continue;
    const tookMs = simulation.nowMs - sinceMs;
    if (tookMs > IN_TURN.limitMs) throw waited(tookMs, leader);
    simulation.count('committedInTurn', IN_TURN.commands);
    break;
  }
}

function waited(tookMs: number, leader: number): Violation {
  const story = `each offered when server ${leader}, the leader, had applied the one before`;
  const message = `${IN_TURN.commands} commands, ${story}, took ${tookMs.toFixed(0)} ms; allowed are ${IN_TURN.limitMs} ms, as an entry does not wait for a heartbeat`;
  return new Violation('raft/commits-soon', message, {
    paper: 'handout: limits',
    actor: `server ${leader}`,
  });
}

async function checkAccepts(raft: RaftCluster, index: number): Promise<void> {
  const atMs = raft.simulation.nowMs;
  const result = await raft.offer(index, raft.freshCommand());
  const tookMs = raft.simulation.nowMs - atMs;
  if (tookMs > 0) throw slow(`start on server ${index}, the leader, took ${tookMs.toFixed(0)} ms`, index);
  if (result.kind === 'accepted') raft.simulation.count('acceptedAtOnce');
}

async function checkDeclines(raft: RaftCluster, index: number): Promise<void> {
  const { disk } = raft.server(index);
  const [state, atMs] = [disk.state, raft.simulation.nowMs];
  const wasLeader = raft.state(index).isLeader;
  const result = await raft.offer(index, raft.freshCommand());
  const tookMs = raft.simulation.nowMs - atMs;
  if (tookMs > 0) throw slow(`start on server ${index}, a follower, took ${tookMs.toFixed(0)} ms`, index);
  if (wasLeader || raft.state(index).isLeader) return;
  if (result.kind !== 'not-leader') {
    const message = `start on server ${index} accepted a command, while getState said that it does not lead`;
    throw new Violation('raft/start-result', message, { paper: 'contract', actor: `server ${index}` });
  }
  if (disk.state !== state) {
    const message = `start on server ${index}, which does not lead, wrote to the persister; there was nothing to save`;
    throw new Violation('raft/start-persists', message, {
      paper: 'handout: limits',
      actor: `server ${index}`,
    });
  }
  raft.simulation.count('declinedAtOnce');
}

function slow(what: string, index: number): Violation {
  const message = `${what}; it must return at once, and the command commits later or never`;
  return new Violation('raft/start-at-once', message, { paper: 'contract', actor: `server ${index}` });
}

export const ECONOMY: readonly Scenario[] = [
  {
    name: 'each command travels once',
    slug: 'rpc-bytes',
    points: 1,
    paper: 'Raft §5.3',
    about: 'Ten commands of 5,000 bytes may take three times that and 50,000 bytes, on all links together.',
    floors: { bytesOffered: 50_000 },
    run: bytes,
  },
  {
    name: 'few RPCs',
    slug: 'rpc-count',
    points: 1,
    paper: 'Raft §5.3',
    about: 'At most 30 RPCs to the first leader, 42 for eleven commands at once, 60 in an idle second.',
    floors: { commandsCounted: 8 },
    run: rpcCount,
  },
  {
    name: 'start returns at once, and its entry leaves at once',
    slug: 'start-at-once',
    points: 1,
    paper: 'contract; handout: limits',
    about:
      'start waits for nothing, entries wait for no heartbeat, and on a server that does not lead nothing is saved.',
    floors: { acceptedAtOnce: 3, declinedAtOnce: 6, committedInTurn: 8 },
    run: startAtOnce,
  },
];
