import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { allAnswered, answeredOnceDeposed, DEPOSED_LIMIT_MS, noneApplied } from './rsm-answers.ts';
import { calmRsm, strandLeader } from './rsm-staging.ts';

/** The leader is cut off, or crashes, and is back later. */
export async function leaderFails(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 3 });
  for (const fate of rsm.roundsOf(['cut off', 'crash', 'cut off', 'crash'] as const)) {
    await rsm.submit();
    const leader = await rsm.oneLeader();
    if (fate === 'crash') rsm.crash(leader);
    else rsm.disconnect(leader);
    await rsm.submit();
    await rsm.submit();
    rsm.connect(leader);
    rsm.startAll();
    await rsm.submit();
    await rsm.allEqual();
  }
}

/** Many, but not so many that it is a flood if each of them looks for its answer 20 times a second. */
const MANY = 25;

/** A leader and one more of five, many commands that they cannot commit, and the others go on. */
export async function minority(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 5 });
  const why = 'only 2 of 5 servers could hold it';
  for (const _ of rsm.rounds(4)) {
    await rsm.submit();
    await rsm.allEqual();
    const { server, term, submissions } = await strandLeader(rsm, MANY, 1);
    await rsm.submit();
    await rsm.sleep(500);
    if (!simulation.planned) noneApplied(rsm, submissions, why);
    rsm.heal();
    await answeredOnceDeposed(rsm, server, term, submissions);
    await rsm.submit();
    await rsm.allEqual();
    if (!simulation.planned) noneApplied(rsm, submissions, why);
  }
}

/**
 * Whoever loses its office may learn it from a heartbeat and nothing else: no command ever comes that would
 * take the place of those that wait.
 */
export async function nothingFollows(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 3 });
  await rsm.submit();
  await rsm.allEqual();
  for (const _ of rsm.rounds(2)) {
    const { server, term, submissions } = await strandLeader(rsm, 5);
    rsm.heal();
    await answeredOnceDeposed(rsm, server, term, submissions);
  }
  // Asleep while the others elect a leader: it finds the commands when it wakes up, and takes them on.
  const sleeper = await rsm.oneLeader();
  const { term } = rsm.state(sleeper);
  rsm.pause(sleeper);
  const submissions = rsm.burst(sleeper, 5);
  await rsm.oneLeader(rsm.healthy);
  rsm.resume(sleeper);
  await answeredOnceDeposed(rsm, sleeper, term, submissions);
}

/** The entry that is committed at an index is another leader's. */
export async function indexReused(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 3 });
  const workload = simulation.random('workload');
  await rsm.submit();
  for (const _ of rsm.rounds(4)) {
    const { server, term, submissions, rest } = await strandLeader(rsm, workload.integer(1, 5));
    const other = await rsm.oneLeader(rest);
    const theirs = rsm.burst(other, workload.integer(1, 5));
    await allAnswered(rsm, theirs, 2 * DEPOSED_LIMIT_MS, 'two of three servers could talk');
    simulation.count('indexesReused', Math.min(submissions.length, theirs.length));
    rsm.heal();
    await answeredOnceDeposed(rsm, server, term, submissions);
    await rsm.submit();
    await rsm.allEqual();
  }
}
