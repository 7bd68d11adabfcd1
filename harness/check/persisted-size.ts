import { Violation } from '../../labrpc/sim/violation.ts';

/** The handout: persisted Raft state may have this many times `maxStateBytes`, and never more. */
const STATE_LIMIT_FACTOR = 8;

/** What a server has on its disk. */
export interface PersistedSizes {
  readonly stateBytes: number;
  readonly snapshotBytes: number;
}

/** Throws if a server that was given `maxStateBytes` may not have this on its disk. */
export function checkPersistedSize(
  server: string,
  { stateBytes, snapshotBytes }: PersistedSizes,
  maxStateBytes: number,
): void {
  if (maxStateBytes === Number.POSITIVE_INFINITY) {
    if (snapshotBytes === 0) return;
    const message = `${server} saved a snapshot of ${snapshotBytes} bytes, though maxStateBytes is Infinity: no snapshots`;
    throw new Violation('kv/no-snapshot', message, { paper: 'handout: 3a', actor: server });
  }
  const limit = STATE_LIMIT_FACTOR * maxStateBytes;
  if (stateBytes <= limit) return;
  const seen = `${server} saved ${stateBytes} bytes of Raft state`;
  const message = `${seen}; with maxStateBytes ${maxStateBytes} it may be ${limit} at most, ${STATE_LIMIT_FACTOR} times as much`;
  throw new Violation('kv/state-size', message, { paper: 'Raft §7; handout: limits', actor: server });
}
