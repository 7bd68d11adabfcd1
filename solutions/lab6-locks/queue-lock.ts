import type { LockContract, Session } from '../../harness/scenarios/lab6-locks/contract.ts';
import { QueuePlace } from './queue-place.ts';

/** A lock that is granted in the order of a queue, and wakes one waiter at a time (ZooKeeper, §2.4). */
export class QueueLock implements LockContract {
  private readonly place: QueuePlace;

  constructor(config: { readonly session: Session; readonly path: string }) {
    this.place = new QueuePlace(config.session, config.path, 'lock');
  }

  async acquire(): Promise<void> {
    await this.place.take();
    await this.place.awaitTurn(() => true);
  }

  release(): Promise<void> {
    return this.place.leave();
  }
}
