import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import {
  type MutexInput,
  type MutexOutput,
  type MutexState,
  mutexModel,
} from '../../check/linearizability/models/mutex.ts';
import { type JudgedObject, judgeHistory } from '../../check/linearizability/run-judgement.ts';
import type { ClerkRecord } from '../lab3-kvraft/clerks.ts';
import { type LoggedOperation, OperationLog } from '../lab3-kvraft/operation-log.ts';

export interface LockInput {
  readonly kind: 'acquire' | 'release';
  readonly lock: string;
}

type Recorded = LoggedOperation<MutexInput, MutexOutput>;

/** Who asked for which lock and gave it back, and when: a history of one mutex for each lock. */
export class LockRecord implements ClerkRecord<LockInput, null> {
  private readonly log: OperationLog<MutexInput, MutexOutput>;
  private readonly byLock = new Map<string, Recorded[]>();

  constructor(simulation: Simulation) {
    this.log = new OperationLog(simulation);
  }

  begin(clerk: SimServer, { kind, lock }: LockInput): number {
    const operation = this.log.begin(clerk, { kind, client: clerk.address }, {});
    this.byLock.set(lock, [...(this.byLock.get(lock) ?? []), operation]);
    return this.log.newestId;
  }

  returned(id: number): null {
    const operation = this.log.operation(id);
    this.log.returns(operation);
    operation.output = null;
    return null;
  }

  describe({ kind, lock }: LockInput): string {
    return `${kind} of ${lock}`;
  }

  /** Throws unless, of each lock, one order of all calls is that of a mutex. */
  judge(): void {
    for (const [lock, operations] of this.byLock) judgeHistory(mutexNamed(lock), operations);
  }
}

function mutexNamed(lock: string): JudgedObject<MutexInput, MutexOutput, MutexState> {
  return {
    model: { ...mutexModel, describe: ({ kind }) => `${kind}()` },
    topic: 'lock',
    amongWhat: () => `calls on ${lock}`,
  };
}
