import type { Boot, Environment, PeerAddress, Program } from '../../../labrpc/host/program.ts';
import type { LockContract, QueueLockClass, ReadWriteLockClass, Session } from './contract.ts';
import type { CoordinationRpc } from './coordination-rpc.ts';
import { CoordinationSession } from './session-client.ts';

/** What a scenario tells a client. */
export interface SessionSetup {
  readonly session: string;
  readonly sessionMs: number;
  readonly service: PeerAddress;
}

/** Which of a student's locks a client uses. */
export type LockKind = 'queue' | 'read' | 'write';

export interface LockUse {
  /** The node of the lock: its queue is below. */
  readonly path: string;
  readonly kind: LockKind;
}

export type AcquireResult = { readonly kind: 'granted' } | { readonly kind: 'rejected' };

/** What the judge is told when an acquire has resolved. */
export interface GrantReport extends LockUse {
  /** The client had been told before that its session has expired. */
  readonly isExpired: boolean;
}

/** Makes a client's locks: of one name and kind there is one, however often it is used. */
export type MakeLock = (session: Session, use: LockUse) => LockContract;

/** A client that has a session and uses locks; what it is told and what it gives up is reported. */
export function lockUser(environment: Environment, makeLock: MakeLock): Program {
  const { session: id, sessionMs, service } = environment.setup as SessionSetup;
  const session = new CoordinationSession(
    id,
    environment.peer<CoordinationRpc>(service, 'coordination'),
    sessionMs,
  );
  session.expired.addEventListener('abort', () => environment.emit('session-ended', {}));
  const locks = new Map<string, LockContract>();
  const lockOf = (use: LockUse): LockContract => {
    const name = `${use.kind} ${use.path}`;
    const lock = locks.get(name) ?? makeLock(session, use);
    locks.set(name, lock);
    return lock;
  };
  return {
    calls: {
      acquire: async (use: LockUse): Promise<AcquireResult> => {
        environment.emit('asks', use);
        try {
          await lockOf(use).acquire();
        } catch (error) {
          if (!session.expired.aborted) throw error;
          environment.emit('rejected', use);
          return { kind: 'rejected' };
        }
        const report: GrantReport = { ...use, isExpired: session.expired.aborted };
        environment.emit('granted', report);
        return { kind: 'granted' };
      },
      release: async (use: LockUse) => {
        environment.emit('releases', use);
        try {
          await lockOf(use).release();
        } catch (error) {
          if (!session.expired.aborted) throw error;
        }
        environment.emit('released', use);
        return null;
      },
    },
    inspect: () => ({ session, locks }),
  };
}

export const boot: Boot = (lab, environment) => {
  const QueueLock = lab.QueueLock as QueueLockClass | undefined;
  if (typeof QueueLock !== 'function') throw new Error('queue-lock.ts must export a class named QueueLock');
  const ReadWriteLock = lab.ReadWriteLock as ReadWriteLockClass | undefined;
  if (typeof ReadWriteLock !== 'function') {
    throw new Error('read-write-lock.ts must export a class named ReadWriteLock');
  }
  const shared = new Map<string, InstanceType<ReadWriteLockClass>>();
  return lockUser(environment, (session, { path, kind }) => {
    if (kind === 'queue') return new QueueLock({ session, path });
    const lock = shared.get(path) ?? new ReadWriteLock({ session, path });
    shared.set(path, lock);
    return lock[kind];
  });
};
