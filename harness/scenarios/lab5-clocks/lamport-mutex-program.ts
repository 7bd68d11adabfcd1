import type { Boot, PeerAddress } from '../../../labrpc/host/program.ts';
import { sleep } from '../../../labrpc/index.ts';
import type { LamportMutexClass, Stamp } from './contract.ts';

interface MutexSetup {
  readonly me: number;
  readonly peers: readonly PeerAddress[];
}

/**
 * The lock is held for so long, and then not asked for during `restMs`. Virtual ms of the process's clock.
 */
export interface LockTurn {
  readonly holdMs: number;
  readonly restMs: number;
}

/** A process that takes the lock when it is told to, and reports when it asks, holds and releases. */
export const boot: Boot = (lab, environment) => {
  const { me, peers } = environment.setup as MutexSetup;
  const LamportMutex = lab.LamportMutex as LamportMutexClass | undefined;
  if (typeof LamportMutex !== 'function') {
    throw new Error('lamport-mutex.ts must export a class named LamportMutex');
  }
  const mutex = new LamportMutex({ links: environment.links(me, peers) });

  /** Reported before: all that the request sends comes after it. */
  async function acquire(): Promise<null> {
    environment.emit('asks', null);
    environment.emit('holds', plain(await mutex.acquire()));
    return null;
  }

  function release(): null {
    environment.emit('releases', null);
    mutex.release();
    return null;
  }

  return {
    calls: {
      acquire,
      release,
      take: async ({ turns }: { readonly turns: readonly LockTurn[] }) => {
        for (const { holdMs, restMs } of turns) {
          await acquire();
          await sleep(holdMs);
          release();
          if (restMs > 0) await sleep(restMs);
        }
        return null;
      },
    },
    receive: (from, message) => {
      mutex.receive(
        peers.findIndex(({ address }) => address === from),
        message,
      );
    },
    inspect: () => ({ mutex }),
  };
};

/** What the judge reads of a stamp, which may be an instance of any class. What is none stays what it is. */
function plain(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  const { time, process } = given as Partial<Stamp>;
  return { time, process };
}
