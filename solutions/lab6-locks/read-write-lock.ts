import type {
  LockContract,
  ReadWriteLockContract,
  Session,
} from '../../harness/scenarios/lab6-locks/contract.ts';
import { QueuePlace } from './queue-place.ts';

/** Readers share it, a writer has it alone, and whoever comes later waits its turn (ZooKeeper, §2.4). */
export class ReadWriteLock implements ReadWriteLockContract {
  readonly read: LockContract;
  readonly write: LockContract;

  constructor(config: { readonly session: Session; readonly path: string }) {
    const { session, path } = config;
    // A reader need not wait for readers, but for the writers before it, also for those that wait themselves.
    this.read = lockOf(new QueuePlace(session, path, 'read'), (name) => name.startsWith('write-'));
    this.write = lockOf(new QueuePlace(session, path, 'write'), () => true);
  }
}

function lockOf(place: QueuePlace, mustGoFirst: (name: string) => boolean): LockContract {
  return {
    acquire: async () => {
      await place.take();
      await place.awaitTurn(mustGoFirst);
    },
    release: () => place.leave(),
  };
}
