import { sleep } from '../../labrpc/index.ts';

/**
 * At least three heartbeats, so that a lost one or two, or clocks 20 % apart, do not depose a healthy leader.
 * Spread over some ten message delays, so that one candidate mostly has its votes before the next one stands
 * (§5.2, §9.3). Several failed elections in a row still fit into the 5 s that the handout grants.
 */
const TIMEOUT_MS = { min: 300, max: 600 };

/**
 * Runs for ever, and fires when it was not reset for a while, a different while each time. Reset it only on
 * granting a vote and on hearing from the current leader: nothing else shows that somebody can lead (§5.2).
 */
export class ElectionTimer {
  private readonly onTimeout: () => void;
  private deadlineMs = 0;

  constructor(onTimeout: () => void) {
    this.onTimeout = onTimeout;
    this.reset();
    void this.run();
  }

  reset(): void {
    const timeoutMs = TIMEOUT_MS.min + Math.random() * (TIMEOUT_MS.max - TIMEOUT_MS.min);
    this.deadlineMs = performance.now() + timeoutMs;
  }

  /** Resets are frequent and timeouts rare: it sleeps until the deadline as it was, then looks again. */
  private async run(): Promise<void> {
    for (;;) {
      const leftMs = this.deadlineMs - performance.now();
      if (leftMs > 0) {
        await sleep(leftMs);
      } else {
        this.reset();
        this.onTimeout();
      }
    }
  }
}
