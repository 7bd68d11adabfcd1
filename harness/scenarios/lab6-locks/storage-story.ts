import type { Random } from '../../../labrpc/sim/random.ts';
import type { AskedLease } from './lease-book.ts';
import { type LeaseCluster, SOON_MS } from './lease-driver.ts';

/** What keeps the first client's write from coming in time. */
export type Delay = 'asleep' | 'on its way';

/**
 * Kleppmann's picture: client 1 reads the file under the lock; before its write comes to the storage, its
 * lease has ended, and client 2 has read and written the file. Returns when the late write was answered.
 */
export async function delayedWrite(
  locks: LeaseCluster,
  random: Random,
  delay: Delay,
): Promise<{ readonly lease: AskedLease; readonly second: AskedLease }> {
  const lease = await locks.acquire(1, 'a', locks.leaseMs + SOON_MS);
  const before = (await locks.read(1, 'file')) ?? '';
  const change = (client: number) => (before ? `${before}, client ${client}` : `client ${client}`);
  await locks.sleep(random.between(0, 50));
  if (delay === 'asleep') {
    locks.pauseClient(1);
  } else {
    locks.holdWrites(1);
  }
  const late = locks.write(1, 'file', change(1), lease.token);
  if (delay === 'on its way') {
    // Its time passes while it sleeps, and the write while it travels.
    await locks.sleep(ON_ITS_WAY_MS);
    locks.pauseClient(1);
  }

  const second = await locks.acquire(2, 'a', locks.leaseMs + SOON_MS);
  locks.simulation.count('successions');
  await locks.read(2, 'file');
  await locks.write(2, 'file', change(2), second.token);
  await locks.sleep(random.between(0, 50));
  locks.releaseWrites(1);
  locks.resumeClient(1);
  await late;
  return { lease, second };
}

/** Until a call has been sent. */
const ON_ITS_WAY_MS = 1;
