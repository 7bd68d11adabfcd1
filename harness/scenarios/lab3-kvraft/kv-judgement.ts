import type { SimServer } from '../../../labrpc/sim/server.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { checkHistory } from '../../check/linearizability/check.ts';
import type { Operation } from '../../check/linearizability/history.ts';
import { type KvInput, type KvOutput, kvModel } from '../../check/linearizability/models/kv.ts';
import { NotLinearizable } from '../../check/linearizability/not-linearizable.ts';
import { historyPicture } from '../../check/linearizability/picture.ts';
import type { Budget, Conflict } from '../../check/linearizability/verdict.ts';

/** An operation as it was asked for and answered. Its `client` is the clerk's address. */
export interface KvOperation extends Operation<KvInput, KvOutput> {
  readonly clerk: SimServer;
  /** Virtual times. */
  readonly calledAtMs: number;
  readonly returnedAtMs: number | undefined;
}

/** A thousand times what a run of the solution takes, and yet no more than a second. */
const BUDGET: Budget = { steps: 500_000, configurations: 100_000 };

/**
 * Throws unless one order of all operations explains what clerks were told: a `NotLinearizable`, or, where
 * the budget did not suffice to be sure, a violation of the kind `unknown`.
 */
export function judgeHistory(operations: readonly KvOperation[], budget: Budget = BUDGET): void {
  const verdict = checkHistory(kvModel, operations, budget);
  if (verdict.kind === 'illegal') throw notLinearizable(operations, verdict.conflict);
  if (verdict.kind === 'ok') return;
  const message = `nobody can say whether the ${operations.length} operations of this run are linearizable: ${verdict.steps} steps did not suffice to find an order, nor to show that there is none`;
  throw new Violation('kv/undecided', message, { kind: 'unknown' });
}

/** A budget for each of the many looks while a run goes on; whoever is undecided then waits for the end. */
const EARLY_BUDGET: Budget = { steps: 20_000, configurations: 10_000 };

/**
 * The same for what is known so far: what has no explanation now has none later. So a run fails where it went
 * wrong, and its story ends there.
 */
export function judgeSoFar(operations: readonly KvOperation[]): void {
  const verdict = checkHistory(kvModel, operations, EARLY_BUDGET);
  if (verdict.kind === 'illegal') throw notLinearizable(operations, verdict.conflict);
}

function notLinearizable(
  operations: readonly KvOperation[],
  conflict: Conflict<KvInput, KvOutput>,
): NotLinearizable {
  const names = new Map(operations.map(({ client, clerk }) => [client, clerk.name]));
  const picture = historyPicture(kvModel, operations, conflict, {
    clientName: (client) => names.get(client) ?? `client ${client}`,
    momentsOf: (place) => {
      const { calledAtMs, returnedAtMs } = operations[place] as KvOperation;
      return { calledMs: calledAtMs, ...(returnedAtMs === undefined ? {} : { returnedMs: returnedAtMs }) };
    },
  });
  const { clerk, input, calledAtMs, returnedAtMs } = operations[conflict.impossible] as KvOperation;
  const when = `asked at ${milliseconds(calledAtMs)} and returned at ${milliseconds(returnedAtMs ?? calledAtMs)}`;
  const message = `no order of the operations on ${JSON.stringify(input.key)} explains what clerks were told. ${clerk.name}'s ${input.kind}, ${when}, has no place: ${picture.why.join(' ')}`;
  return new NotLinearizable('kv/linearizable', message, () => picture, {
    paper: 'Herlihy & Wing 1990, §2',
    actor: clerk.name,
  });
}

function milliseconds(ms: number): string {
  return `${Math.round(ms * 10) / 10} ms`;
}
