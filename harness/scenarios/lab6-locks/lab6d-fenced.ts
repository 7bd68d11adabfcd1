import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { RedlockCluster } from './redlock-cluster.ts';
import { underMisfortune } from './redlock-misfortune.ts';

async function fencedJump(simulation: Simulation): Promise<void> {
  const random = simulation.random('misfortune');
  const locks = new RedlockCluster(simulation, { clients: 2, storage: 'fenced' });
  await underMisfortune(locks, {
    misfortune: { what: 'jump', store: random.integer(0, 2), byMs: random.between(1100, 3000) },
    atMs: random.between(50, 150),
    thinkMs: [400, random.between(10, 100)],
    laterMs: random.between(0, 50),
  });
  await locks.readNames(1);
}

async function fencedPause(simulation: Simulation): Promise<void> {
  const random = simulation.random('misfortune');
  const locks = new RedlockCluster(simulation, { clients: 2, storage: 'fenced' });
  await underMisfortune(locks, {
    misfortune: { what: 'pause', forMs: random.between(1600, 3000) },
    atMs: random.between(20, 80),
    thinkMs: [100, random.between(10, 100)],
    laterMs: 850,
  });
  await locks.readNames(1);
}

/** What broke the lock in `redlock-broken`, and does no harm here. */
export const FENCED: readonly Scenario[] = [
  {
    name: 'a clock jumps, and storage looks at tokens',
    slug: 'fenced-jump',
    points: 1,
    paper: 'Kleppmann 2016, "Making the lock safe with fencing"',
    about:
      'The clock of a store jumps, so that two clients hold the lock. Each takes a token when it is granted the lock, and writes with it to your `FencedStorage`: once a newer token has written, an older one is refused and changes nothing.',
    floors: { written: 0.9, fencedOff: 0.8 },
    run: fencedJump,
  },
  {
    name: 'a holder sleeps too long, and storage looks at tokens',
    slug: 'fenced-pause',
    points: 1,
    paper: 'Kleppmann 2016, "Making the lock safe with fencing"',
    about:
      'A client is paused until its lock is over and another has written under it. It wakes and writes: your `FencedStorage` refuses that, as its token is older, and keeps what the other has written.',
    floors: { written: 0.9, fencedOff: 0.8 },
    run: fencedPause,
  },
];
