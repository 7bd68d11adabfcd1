import type { Happening } from './recent.ts';

const GENERATION = 256;
const OWN_KEPT = 16;

/**
 * The last messages, calls and reports: between 256 and 512 of all, and of what is older the last 16 messages
 * to or from each server, as nobody may have talked to one for a long time. Runs that pass add to it
 * millions of times, so that older messages are looked through many at a time.
 */
export class RecentTraffic {
  /** When the newest of what may be forgotten happened; -1 if all is there. */
  forgottenUntilMs = -1;
  /** Filled up to `count`; beyond it lies what is too old. */
  private present: Happening[] = [];
  private count = 0;
  private past: Happening[] = [];
  /** By server, newest first. */
  private readonly own = new Map<string, readonly Happening[]>();

  add(happening: Happening): void {
    if (this.count === GENERATION) {
      this.keepOwn(this.past);
      this.forgottenUntilMs = this.past.at(-1)?.atMs ?? this.forgottenUntilMs;
      [this.past, this.present] = [this.present, this.past];
      this.count = 0;
    }
    this.present[this.count++] = happening;
  }

  /** Called for each server that may send or receive. */
  addServer(name: string): void {
    if (!this.own.has(name)) this.own.set(name, []);
  }

  /** In any order, but for that of each server within a turn. */
  list(): Happening[] {
    // A message is among those of two servers.
    const own = new Set([...this.own.values()].flatMap((newestFirst) => [...newestFirst].reverse()));
    return [...own, ...this.past, ...this.present.slice(0, this.count)];
  }

  private keepOwn(happenings: readonly Happening[]): void {
    const found = new Map<string, Happening[]>();
    let complete = 0;
    const add = (name: string, message: Happening): void => {
      const newestFirst = found.get(name);
      if (!newestFirst) found.set(name, [message]);
      else if (newestFirst.length < OWN_KEPT && newestFirst.push(message) === OWN_KEPT) complete++;
    };
    for (let index = happenings.length - 1; index >= 0 && complete < this.own.size; index--) {
      const message = happenings[index];
      if (message?.whom === undefined) continue;
      add(message.who, message);
      add(message.whom, message);
    }
    for (const [name, newestFirst] of found) {
      this.own.set(name, [...newestFirst, ...(this.own.get(name) ?? [])].slice(0, OWN_KEPT));
    }
  }
}
