import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { crashAll, electOnly, freshStart, startActive, startPassive } from '../lab2-raft/stagecraft.ts';
import { allAnswered, answeredOnceDeposed, CALM_LIMIT_MS } from './rsm-answers.ts';
import type { RsmCluster } from './rsm-cluster.ts';
import { calmRsm } from './rsm-staging.ts';

/** What the old leader had submitted when it was cut off. */
const WAITING = 10;
/** What waited has to be answered in this time, though no command comes. */
const NOTHING_FOLLOWS_MS = 1000;
/** Longer than any message is under way on a calm network. */
const IN_FLIGHT_MS = 20;

/** Who plays which part: `l` leads, is deposed, and leads again soon; `n` leads meanwhile, elected by `f`. */
interface Cast {
  readonly l: number;
  readonly n: number;
  readonly f: number;
}

/**
 * A leader is deposed and elected again so soon that it may not have looked in between. What it had submitted
 * is lost all the same: other entries are at those indexes, or none.
 */
export async function ledBefore(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 3 });
  const faults = simulation.random('faults');
  for (const stage of rsm.roundsOf([...STAGES, ...STAGES, ...STAGES])) {
    await rsm.submit();
    await rsm.allEqual();
    crashAll(rsm);
    const [l, n, f] = faults.shuffle(rsm.all) as [number, number, number];
    if (await electOnly(rsm, l, [n, f])) await secondReign(rsm, { l, n, f }, stage);
    freshStart(rsm);
  }
  await rsm.submit();
  await rsm.allEqual();
}

/** Brings the other leader's command to `l`. False if it did not come to that. */
type Stage = (rsm: RsmCluster, cast: Cast) => Promise<boolean>;

async function secondReign(rsm: RsmCluster, cast: Cast, stage: Stage): Promise<void> {
  const { l, n, f } = cast;
  await rsm.submit();
  const { term } = rsm.state(l);
  rsm.partition([l], [n, f]);
  const waiting = rsm.burst(l, WAITING);
  for (const index of [n, f]) rsm.crash(index);
  startPassive(rsm, f);
  startActive(rsm, n);
  if (!(await rsm.until(() => rsm.state(n).isLeader, 10_000))) return;
  const answered = answeredOnceDeposed(rsm, l, term, waiting).catch((error: unknown) =>
    rsm.simulation.fail(error),
  );
  if (await stage(rsm, cast)) await leadAgain(rsm, cast, stage === appliedLater ? 0 : NOTHING_FOLLOWS_MS);
  await rsm.until(() => !rsm.isUp(l) || waiting.every(({ outcome }) => outcome !== undefined), 1000);
  rsm.heal();
  if (!rsm.isUp(n)) rsm.start(n);
  await answered;
}

/** The rest of the old entries is not replaced by anything before the second reign. */
const appliedBetween: Stage = async (rsm, { l, n, f }) => {
  const theirs = rsm.begin(n);
  if (!(await rsm.until(() => theirs.outcome === 'applied', 1000))) return false;
  rsm.heal();
  const applied = await rsm.until(() => rsm.journal.positionOf(l) === rsm.journal.length, 1000, 5);
  rsm.crash(n);
  rsm.restart(f);
  return applied === true;
};

/** The other leader's command is in the log of `l`, and is committed only when that leads again. */
const appliedLater: Stage = async (rsm, { l, n, f }) => {
  rsm.partition([l, n], [f]);
  rsm.hold(l, n);
  const before = rsm.server(l).disk.state?.length ?? 0;
  rsm.begin(n);
  // Nine entries less, and one more.
  const replaced = await rsm.until(() => (rsm.server(l).disk.state?.length ?? 0) < before, 1000, 5);
  await rsm.sleep(IN_FLIGHT_MS);
  rsm.crash(n);
  rsm.release(l, n);
  rsm.heal();
  rsm.restart(f);
  return replaced === true;
};

/** How often whoever waits may look who leads: it has looked once before it hears of the newer term. */
const LOOK_MS = 110;
/** Longer than an election timeout: it stands for election as soon as it has heard of the newer term. */
const ASLEEP_MS = 700;

/** It sleeps while the news comes that it is deposed, and leads again a few ms after it wakes up. */
const deposedAsleep: Stage = async (rsm, { l, n, f }) => {
  rsm.crash(n);
  rsm.hold(f, l);
  rsm.heal();
  // A reply, which says the newer term. A call from the other leader would put the election off.
  const replied = await rsm.until(() => rsm.heldOn(f, l) > 0, 1000, 5);
  rsm.pause(l);
  await rsm.sleep(LOOK_MS);
  rsm.release(f, l);
  await rsm.sleep(ASLEEP_MS);
  rsm.restart(f);
  rsm.resume(l);
  return replied === true;
};

const STAGES: readonly Stage[] = [appliedBetween, appliedLater, deposedAsleep];

/** `l` leads again, and after a while gets commands: they take the indexes of those that waited. */
async function leadAgain(rsm: RsmCluster, { l }: Cast, afterMs: number): Promise<void> {
  const { term } = rsm.state(l);
  if (!(await rsm.until(() => rsm.state(l).isLeader && rsm.state(l).term > term, 5000, 5))) return;
  rsm.simulation.count('secondReigns');
  await rsm.sleep(afterMs);
  const fresh = rsm.burst(l, WAITING / 2);
  await allAnswered(rsm, fresh, CALM_LIMIT_MS, 'they were submitted to the leader of two calm servers');
}
