import type { Model } from '../linearizability/model.ts';
import type { RecordedOperation } from './recorded-operations.ts';

/** What a file holds: operations, and the object that they were asked of. */
export interface RecordedHistory<Input = unknown, Output = unknown, State = unknown> {
  readonly model: Model<Input, Output, State>;
  /** In the order of their calls. */
  readonly operations: readonly RecordedOperation<Input, Output>[];
}
