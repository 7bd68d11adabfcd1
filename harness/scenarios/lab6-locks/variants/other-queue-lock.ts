import type { LockContract, Session } from '../contract.ts';
import { type Entry, QueueClient } from './queue-client.ts';

/** No class for a place: an entry of the queue is a value, and each step is a function of it. */
export class QueueLock implements LockContract {
  private readonly client: QueueClient;
  private entry: Entry | undefined;

  constructor({ session, path }: { session: Session; path: string }) {
    this.client = new QueueClient(session, path);
  }

  acquire(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.client.enter('w', (names, own) => names[names.indexOf(own) - 1], {
        granted: (entry) => {
          this.entry = entry;
          resolve();
        },
        failed: reject,
      });
    });
  }

  async release(): Promise<void> {
    if (this.entry) this.client.drop(this.entry);
    this.entry = undefined;
  }
}
