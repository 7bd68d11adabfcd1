import type { Boot } from '../../../labrpc/host/program.ts';
import { sleep } from '../../../labrpc/index.ts';
import type { LockContract, Session } from './contract.ts';
import { lockUser } from './session-program.ts';

const RETRY_MS = 20;

/** The paper's simple lock (§2.4): whoever makes the node has the lock, and all others watch that node. */
class SimpleLock implements LockContract {
  private readonly session: Session;
  private readonly node: string;

  constructor(session: Session, path: string) {
    this.session = session;
    this.node = `${path}/lock`;
  }

  async acquire(): Promise<void> {
    for (;;) {
      this.session.expired.throwIfAborted();
      const created = await this.session.create(this.node, { ephemeral: true, sequential: false });
      if (created?.kind === 'ok') return;
      await this.isReleased();
    }
  }

  async release(): Promise<void> {
    await this.session.remove(this.node);
  }

  private async isReleased(): Promise<void> {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const answer = await this.session.exists(this.node, end);
    if (!answer) return sleep(RETRY_MS);
    if (answer.exists) await ended;
  }
}

/** A client with a lock that makes a herd, for students to look at. */
export const boot: Boot = (_lab, environment) =>
  lockUser(environment, (session, { path }) => new SimpleLock(session, path));
