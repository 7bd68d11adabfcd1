import type { Random } from '../../../labrpc/sim/random.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { StagedFailure } from '../scenario.ts';
import { RedlockCluster } from './redlock-cluster.ts';
import { type Misfortune, tellGrants, underMisfortune } from './redlock-misfortune.ts';

async function broken(simulation: Simulation): Promise<void> {
  const random = simulation.random('trouble');
  const locks = new RedlockCluster(simulation, { clients: 2, storage: 'plain' });
  const misfortune = someMisfortune(random);
  const atMs = random.between(20, 150);
  locks.writes.judge = (last, next) => {
    if (next.value.startsWith(last.value)) return;
    const lost = `${next.client} wrote '${next.value}' over '${last.value}', which ${last.client} had written at ${last.atMs.toFixed(1)} ms: that write is lost, though both wrote under lock a`;
    throw new Violation('redlock/lost-update', `${lost}. ${tellGrants(locks)}. ${tell(misfortune)}`, {
      actor: next.client,
      paper: 'Kleppmann 2016, "Breaking Redlock with bad timings"',
    });
  };
  const isJump = misfortune.what === 'jump';
  const thinkMs = isJump ? ([300, 400] as const) : ([200, 20] as const);
  await underMisfortune(locks, { misfortune, atMs, thinkMs, laterMs: isJump ? 10 : 900 });
}

/** Some do harm, others do not. */
function someMisfortune(random: Random): Misfortune {
  return random.chance(0.5)
    ? { what: 'jump', store: random.integer(0, 4), byMs: Math.round(random.between(100, 1400)) }
    : { what: 'pause', forMs: Math.round(random.between(100, 1600)) };
}

function tell(misfortune: Misfortune): string {
  if (misfortune.what === 'pause') {
    return `In the meantime client 0 was paused for ${misfortune.forMs} ms`;
  }
  const { store, byMs } = misfortune;
  return `In the meantime the clock of store ${store} was set forward by ${byMs} ms, and the key of client 0 expired there`;
}

export const REDLOCK_STAGED: readonly StagedFailure[] = [
  {
    name: 'Redlock broken: a clock jumps, or a client sleeps',
    slug: 'redlock-broken',
    points: 0,
    paper: 'Kleppmann 2016, "Breaking Redlock with bad timings"',
    about:
      'Two clients put their names behind what they read from a plain storage, each under the lock. By the seed the clock of a store jumps, or client 0 is paused between the grant and its write; at some seeds a write is lost.',
    floors: {},
    breaks: 'redlock/lost-update',
    at: 'some seeds',
    run: broken,
  },
];
