import type { Session } from '../../harness/scenarios/lab6-locks/contract.ts';
import { sleep } from '../../labrpc/index.ts';

/** How long to wait before asking again when the connection was lost. */
const RETRY_MS = 20;
/** The service ends the name of a sequential node with its number, always of as many digits. */
const NUMBER_DIGITS = 10;

/**
 * A place in the queue of a lock: an ephemeral, sequential node below the node of the lock (ZooKeeper, §2.4).
 * All methods reject when the session has expired: the place is lost by that.
 */
export class QueuePlace {
  private readonly session: Session;
  private readonly path: string;
  /** What the names of this session's nodes begin with: so it finds one that it was never told of. */
  private readonly prefix: string;
  /** The name of the own node, while there is one. */
  private name: string | undefined;

  /** `kind` says what the place is for, in the names of nodes. Of one kind, a session takes one at a time. */
  constructor(session: Session, path: string, kind: string) {
    this.session = session;
    this.path = path;
    this.prefix = `${kind}-${session.id}-`;
  }

  /** Takes the last place of the queue. */
  async take(): Promise<void> {
    while (this.name === undefined) {
      this.session.expired.throwIfAborted();
      const options = { ephemeral: true, sequential: true };
      const created = await this.session.create(this.pathOf(this.prefix), options);
      if (created?.kind === 'ok') this.name = created.path.slice(this.path.length + 1);
      // The connection was lost: is there a node all the same? A second would wait for the first for ever.
      else this.name = (await this.names()).find((name) => name.startsWith(this.prefix));
    }
  }

  /** Resolves when none of those who are before this place keeps it from its turn any more. */
  async awaitTurn(mustGoFirst: (name: string) => boolean): Promise<void> {
    const { name: own } = this;
    if (own === undefined) throw new Error('awaitTurn: take a place first');
    const ownNumber = numberOf(own);
    for (;;) {
      const names = await this.names();
      const next = lastOf(names.filter((name) => numberOf(name) < ownNumber && mustGoFirst(name)));
      if (next === undefined) return;
      // Only one waits for each node, so that its end wakes one. That this one is gone does not mean that
      // it had the lock: it may have died while it waited. Hence the loop.
      await this.awaitEndOf(next);
    }
  }

  /** Gives the place up. */
  async leave(): Promise<void> {
    const { name } = this;
    if (name === undefined) return;
    this.name = undefined;
    // `no-node` is as good as `ok`: an answer that was lost may have been one.
    await this.answerOf(() => this.session.remove(this.pathOf(name)));
  }

  private async names(): Promise<readonly string[]> {
    return (await this.answerOf(() => this.session.children(this.path))).names;
  }

  private async awaitEndOf(name: string): Promise<void> {
    const { expired } = this.session;
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    expired.addEventListener('abort', end, { once: true });
    // The question and the watch are one step: nothing can happen in between.
    const { exists } = await this.answerOf(() => this.session.exists(this.pathOf(name), end));
    if (exists) await ended;
    expired.throwIfAborted();
  }

  private pathOf(name: string): string {
    return `${this.path}/${name}`;
  }

  /** Asks again for as long as the connection gets lost. */
  private async answerOf<Answer>(ask: () => Promise<Answer | null>): Promise<Answer> {
    for (;;) {
      this.session.expired.throwIfAborted();
      const answer = await ask();
      if (answer !== null) return answer;
      await sleep(RETRY_MS, this.session.expired);
    }
  }
}

/** The one with the largest number; undefined if there is none. */
function lastOf(names: readonly string[]): string | undefined {
  let last: string | undefined;
  for (const name of names) if (last === undefined || numberOf(name) > numberOf(last)) last = name;
  return last;
}

/** Of the order of the queue. The names cannot say it: they begin with the session. */
function numberOf(name: string): number {
  return Number(name.slice(-NUMBER_DIGITS));
}
