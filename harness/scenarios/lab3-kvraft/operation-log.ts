import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { RunOperation } from '../../check/linearizability/run-judgement.ts';

/** One operation as it was asked for and answered. */
export interface LoggedOperation<Input, Output> extends RunOperation<Input, Output> {
  readonly clerk: SimServer;
  returnedAt: number | undefined;
  returnedAtMs: number | undefined;
  output: Output | undefined;
}

/**
 * The operations of a run with their moments, for the records of labs whose histories are judged. `Details`:
 * what a record keeps of each besides.
 */
export class OperationLog<Input, Output, Details extends object = object> {
  /** In the order in which they were asked for. */
  readonly all: (LoggedOperation<Input, Output> & Details)[] = [];
  private readonly simulation: Simulation;
  private moments = 0;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  /** A clerk asks now. */
  begin(clerk: SimServer, input: Input, details: Details): LoggedOperation<Input, Output> & Details {
    const asked: LoggedOperation<Input, Output> = {
      clerk,
      client: clerk.address,
      input,
      calledAt: this.moments++,
      calledAtMs: this.simulation.nowMs,
      returnedAt: undefined,
      returnedAtMs: undefined,
      output: undefined,
    };
    const operation = { ...asked, ...details };
    this.all.push(operation);
    return operation;
  }

  /** The number of the operation that was asked for last, from 0. */
  get newestId(): number {
    return this.all.length - 1;
  }

  /** The operation of this number. Throws if there is none. */
  operation(id: number): LoggedOperation<Input, Output> & Details {
    const operation = this.all[id];
    if (!operation) throw new RangeError(`there is no operation ${id}`);
    return operation;
  }

  /** It returns now, at the moment that this gives. What its output is, is for the record to say. */
  returns(operation: LoggedOperation<Input, Output>): number {
    const moment = this.moments++;
    operation.returnedAt = moment;
    operation.returnedAtMs = this.simulation.nowMs;
    return moment;
  }
}
