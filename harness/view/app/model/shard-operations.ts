import type { Operation, Step } from '../../../trace/trace.ts';
import type { Run } from './run.ts';

/** An operation on a shard, as its clerk saw it. */
export interface ShardOperation {
  /** Its place in `trace.operations`. */
  readonly index: number;
  readonly fromMs: number;
  /** Undefined if it was never answered. */
  readonly toMs: number | undefined;
  /** The server whose reply made the clerk answer; undefined if that cannot be told. */
  readonly answeredBy: number | undefined;
  /** Position of the step in which it was asked; undefined if that was left out. */
  readonly position: number | undefined;
}

const OF_SHARD = /^shard (\d+)$/;

/** By shard, in the order in which they were asked. */
export function shardOperations(run: Run): ReadonlyMap<number, readonly ShardOperation[]> {
  const calls = new Map<number, number>();
  const returns = new Map<number, number>();
  for (const [position, { cause, effects = [] }] of run.steps.entries()) {
    if (cause.kind === 'call') calls.set(cause.operation, position);
    for (const effect of effects) if (effect.kind === 'return') returns.set(effect.operation, position);
  }
  const byShard = new Map<number, ShardOperation[]>();
  for (const [index, operation] of run.trace.operations.entries()) {
    const shard = shardOf(operation);
    if (shard === undefined) continue;
    const { id, fromMs, toMs, isDown } = operation;
    const own = byShard.get(shard) ?? [];
    byShard.set(shard, own);
    own.push({
      index,
      fromMs,
      toMs: isDown ? undefined : toMs,
      answeredBy: answererIn(run, returns.get(id)),
      position: calls.get(id),
    });
  }
  return byShard;
}

/** The shard that an operation is about; undefined if the trace does not say. */
export function shardOf({ of }: Operation): number | undefined {
  const shard = OF_SHARD.exec(of ?? '')?.[1];
  return shard === undefined ? undefined : Number(shard);
}

/** Who sent the reply with which a clerk's answer came. */
function answererIn(run: Run, position: number | undefined): number | undefined {
  const cause = (run.steps[position ?? -1] as Step | undefined)?.cause;
  return cause?.kind === 'reply' ? run.messageOf(cause.message)?.from : undefined;
}
