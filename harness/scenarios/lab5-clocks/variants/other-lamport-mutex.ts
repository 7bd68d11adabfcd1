import { type Links, sleep } from '../../../../labrpc/index.ts';
import type { LamportMutexConfig, LamportMutexContract, Stamp } from '../contract.ts';
import { compareStamps, LamportClock } from './other-lamport-clock.ts';

const POLL_MS = 7;

/** `[time]`: an answer. `[time, asked]`: a request with that time. */
type Word = readonly [time: number, asked?: number];

/**
 * Ricart and Agrawala 1981: there is no release, as whoever is to wait gets its answer late. Looks every few
 * ms whether all answers are there.
 */
export class LamportMutex implements LamportMutexContract<Word> {
  readonly #links: Links<Word>;
  readonly #clock = new LamportClock();
  readonly #owed = new Set<number>();
  readonly #missing = new Set<number>();
  #mine: Stamp | null = null;

  constructor(config: LamportMutexConfig<Word>) {
    this.#links = config.links;
  }

  async acquire(): Promise<Stamp> {
    const { me, size } = this.#links;
    const mine = { time: this.#clock.tick(), process: me };
    this.#mine = mine;
    for (let other = 0; other < size; other++) {
      if (other === me) continue;
      this.#missing.add(other);
      this.#links.send(other, [this.#clock.tick(), mine.time]);
    }
    while (this.#missing.size > 0) await sleep(POLL_MS);
    return mine;
  }

  release(): void {
    this.#mine = null;
    for (const other of this.#owed) this.#links.send(other, [this.#clock.tick()]);
    this.#owed.clear();
  }

  receive(from: number, [time, asked]: Word): void {
    this.#clock.receive(time);
    if (asked === undefined) {
      this.#missing.delete(from);
    } else if (this.#mine && compareStamps(this.#mine, { time: asked, process: from }) < 0) {
      this.#owed.add(from);
    } else {
      this.#links.send(from, [this.#clock.tick()]);
    }
  }
}
