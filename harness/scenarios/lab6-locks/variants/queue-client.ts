import type { Session } from '../contract.ts';

/** One acquisition: nodes are told apart by a name of its own, not by that of the session. */
export interface Entry {
  readonly label: string;
  name: string;
}

export interface Outcome {
  readonly granted: (entry: Entry) => void;
  readonly failed: (reason: unknown) => void;
}

/** Of the names in the queue's order, the one that the own node has to wait for, if there is one. */
export type Obstacle = (names: readonly string[], own: string) => string | undefined;

/** A state machine of callbacks. A release does not wait: what could not be removed is tried again later. */
export class QueueClient {
  private readonly session: Session;
  private readonly path: string;

  constructor(session: Session, path: string) {
    this.session = session;
    this.path = path;
  }

  enter(prefix: string, obstacle: Obstacle, outcome: Outcome): void {
    const label = `${prefix}_${crypto.randomUUID()}_`;
    let isOver = false;
    const settle = (act: () => void) => {
      if (!isOver) act();
      isOver = true;
    };
    const fail = () => settle(() => outcome.failed(new Error('the session has expired')));
    if (this.session.expired.aborted) {
      fail();
      return;
    }
    this.session.expired.addEventListener('abort', fail);
    const entry: Entry = { label, name: '' };
    const look = async (): Promise<void> => {
      if (isOver) return;
      const found = await this.session.children(this.path);
      if (isOver) return;
      if (!found) {
        setTimeout(look, 30);
        return;
      }
      const names = [...found.names].sort((a, b) => (a.slice(-10) < b.slice(-10) ? -1 : 1));
      entry.name = names.find((name) => name.startsWith(label)) ?? '';
      if (!entry.name) return create();
      const before = obstacle(names, entry.name);
      if (before) watch(before);
      else settle(() => outcome.granted(entry));
    };
    const watch = async (before: string): Promise<void> => {
      let isWoken = false;
      const wake = () => {
        if (!isWoken) void look();
        isWoken = true;
      };
      const answer = await this.session.exists(`${this.path}/${before}`, wake);
      if (!answer) setTimeout(wake, 30);
      else if (!answer.exists) wake();
    };
    const create = async (): Promise<void> => {
      await this.session.create(`${this.path}/${label}`, { ephemeral: true, sequential: true });
      await look();
    };
    void create();
  }

  drop(entry: Entry): void {
    void this.session.remove(`${this.path}/${entry.name}`).then((answer) => {
      if (!answer && !this.session.expired.aborted) setTimeout(() => this.drop(entry), 30);
    });
  }
}
