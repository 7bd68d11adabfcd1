import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import {
  type MutexInput,
  type MutexOutput,
  type MutexState,
  mutexModel,
} from '../../check/linearizability/models/mutex.ts';
import {
  type JudgedObject,
  judgeHistory,
  type RunOperation,
} from '../../check/linearizability/run-judgement.ts';
import type { ClerkRecord } from '../lab3-kvraft/clerks.ts';

export interface LockInput {
  readonly kind: 'acquire' | 'release';
  readonly lock: string;
}

interface Recorded extends RunOperation<MutexInput, MutexOutput> {
  returnedAt: number | undefined;
  returnedAtMs: number | undefined;
  output: MutexOutput | undefined;
}

/** Who asked for which lock and gave it back, and when: a history of one mutex for each lock. */
export class LockRecord implements ClerkRecord<LockInput, null> {
  private readonly simulation: Simulation;
  private readonly operations: Recorded[] = [];
  private readonly byLock = new Map<string, Recorded[]>();
  private moments = 0;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  begin(clerk: SimServer, { kind, lock }: LockInput): number {
    const operation: Recorded = {
      clerk,
      client: clerk.address,
      input: { kind, client: clerk.address },
      calledAt: this.moments++,
      calledAtMs: this.simulation.nowMs,
      returnedAt: undefined,
      returnedAtMs: undefined,
      output: undefined,
    };
    this.operations.push(operation);
    this.byLock.set(lock, [...(this.byLock.get(lock) ?? []), operation]);
    return this.operations.length - 1;
  }

  returned(id: number): null {
    const operation = this.operations[id];
    if (!operation) throw new RangeError(`there is no operation ${id}`);
    operation.returnedAt = this.moments++;
    operation.returnedAtMs = this.simulation.nowMs;
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
