import type { LockContract, ReadWriteLockContract, Session } from '../contract.ts';
import { type Entry, QueueClient } from './queue-client.ts';

export class ReadWriteLock implements ReadWriteLockContract {
  readonly read: LockContract;
  readonly write: LockContract;

  constructor({ session, path }: { session: Session; path: string }) {
    const client = new QueueClient(session, path);
    this.read = new Side(client, 'r', (names, own) =>
      names.slice(0, names.indexOf(own)).findLast((name) => name.startsWith('w')),
    );
    this.write = new Side(client, 'w', (names, own) => names[names.indexOf(own) - 1]);
  }
}

class Side implements LockContract {
  private entry: Entry | undefined;
  private readonly client: QueueClient;
  private readonly prefix: string;
  private readonly obstacle: (names: readonly string[], own: string) => string | undefined;

  constructor(
    client: QueueClient,
    prefix: string,
    obstacle: (names: readonly string[], own: string) => string | undefined,
  ) {
    this.client = client;
    this.prefix = prefix;
    this.obstacle = obstacle;
  }

  acquire(): Promise<void> {
    return new Promise((resolve, reject) => {
      const granted = (entry: Entry) => {
        this.entry = entry;
        resolve();
      };
      this.client.enter(this.prefix, this.obstacle, { granted, failed: reject });
    });
  }

  async release(): Promise<void> {
    if (this.entry) this.client.drop(this.entry);
    this.entry = undefined;
  }
}
