import type { Happening } from './recent.ts';

const GENERATION = 256;
const KEPT = 16;

/**
 * The last messages, calls and reports: between 256 and 512 of all. Of what is older: the last 16 messages to
 * or from each server, as nobody may have talked to one for a long time, and the last 16 of each method, as
 * what is called all the time pushes out what is called once. Runs that pass add to it millions of times, so
 * that older messages are looked through many at a time.
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
  /** By method, newest first. */
  private readonly ofMethod = new Map<string, readonly Happening[]>();

  add(happening: Happening): void {
    if (this.count === GENERATION) {
      this.keepLast(this.past);
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
    // What is among those of its method only is older than what is known of its servers.
    const older = [...this.ofMethod.values()].flatMap((newestFirst) => [...newestFirst].reverse());
    const rest = older.filter((message) => !own.has(message));
    return [...rest, ...own, ...this.past, ...this.present.slice(0, this.count)];
  }

  private keepLast(happenings: readonly Happening[]): void {
    const byServer = new Map<string, Happening[]>();
    const byMethod = new Map<string, Happening[]>();
    for (let index = happenings.length - 1; index >= 0; index--) {
      const message = happenings[index];
      if (message?.whom === undefined) continue;
      add(byServer, message.who, message);
      add(byServer, message.whom, message);
      if (message.name !== undefined) add(byMethod, message.name, message);
    }
    keep(this.own, byServer);
    keep(this.ofMethod, byMethod);
  }
}

function add(found: Map<string, Happening[]>, name: string, message: Happening): void {
  const newestFirst = found.get(name);
  if (!newestFirst) found.set(name, [message]);
  else if (newestFirst.length < KEPT) newestFirst.push(message);
}

/** Puts what was found before what is kept, and drops what is too old then. */
function keep(
  kept: Map<string, readonly Happening[]>,
  found: ReadonlyMap<string, readonly Happening[]>,
): void {
  for (const [name, newestFirst] of found) {
    kept.set(name, [...newestFirst, ...(kept.get(name) ?? [])].slice(0, KEPT));
  }
}
