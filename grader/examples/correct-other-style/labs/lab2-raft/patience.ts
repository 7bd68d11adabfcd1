import { sleep } from '../../labrpc/index.ts';

const LEAST_MS = 320;
const SPREAD_MS = 300;
const LOOK_EVERY_MS = 30;

/** How long a server waits for a leader before it stands itself; another time after each renewal (§5.2). */
export class Patience {
  #endsAtMs = 0;

  constructor() {
    this.renew();
  }

  renew(): void {
    // Not Date.now(): somebody may set that clock.
    this.#endsAtMs = performance.now() + LEAST_MS + Math.random() * SPREAD_MS;
  }

  async runsOut(): Promise<void> {
    for (;;) {
      const leftMs = this.#endsAtMs - performance.now();
      if (leftMs <= 0) return;
      await sleep(Math.min(leftMs, LOOK_EVERY_MS));
    }
  }
}
