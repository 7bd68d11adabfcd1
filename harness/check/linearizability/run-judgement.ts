import { Violation } from '../../../labrpc/sim/violation.ts';
import { checkHistory } from './check.ts';
import type { Operation } from './history.ts';
import type { Model } from './model.ts';
import { NotLinearizable } from './not-linearizable.ts';
import { type HistoryPicture, historyPicture } from './picture.ts';
import type { Budget, Conflict } from './verdict.ts';

/** An operation of a run, as it was asked for and answered. */
export interface RunOperation<Input, Output> extends Operation<Input, Output> {
  readonly clerk: { readonly name: string };
  /** Virtual times. */
  readonly calledAtMs: number;
  readonly returnedAtMs: number | undefined;
}

/** What a history of a run is judged against, and how its lab speaks of it. */
export interface JudgedObject<Input extends { readonly kind: string }, Output, State> {
  readonly model: Model<Input, Output, State>;
  /** `kv`: the first half of the rules. */
  readonly topic: string;
  /** `operations on "x"`: those among which this one has no place. */
  readonly amongWhat: (input: Input) => string;
  /** In sentences, which operation has no place, and why; by default the reasons of the picture. */
  readonly tell?: (picture: HistoryPicture, when: string) => string;
}

/** A thousand times what a run of the solution takes, and yet no more than a second. */
const BUDGET: Budget = { steps: 500_000, configurations: 100_000 };
/** A budget for each of the many looks while a run goes on; whoever is undecided then waits for the end. */
const EARLY_BUDGET: Budget = { steps: 20_000, configurations: 10_000 };

let judgesHere = true;

/**
 * From now on no history is judged in this process. For one that shares its memory with student code: nobody
 * would believe its verdicts, and another process judges the same run.
 */
export function leaveJudgingToOthers(): void {
  judgesHere = false;
}

/**
 * Throws unless one order of all operations explains what clerks were told: a `NotLinearizable`, or, where
 * the budget did not suffice to be sure, a violation of the kind `unknown`.
 */
export function judgeHistory<Input extends { readonly kind: string }, Output, State>(
  object: JudgedObject<Input, Output, State>,
  operations: readonly RunOperation<Input, Output>[],
  budget: Budget = BUDGET,
): void {
  if (!judgesHere) return;
  const verdict = checkHistory(object.model, operations, budget);
  if (verdict.kind === 'illegal') throw notLinearizable(object, operations, verdict.conflict);
  if (verdict.kind === 'ok') return;
  const message = `nobody can say whether the ${operations.length} operations of this run are linearizable: ${verdict.steps} steps did not suffice to find an order, nor to show that there is none`;
  throw new Violation(`${object.topic}/undecided`, message, { kind: 'unknown' });
}

/**
 * The same for what is known so far: what has no explanation now has none later. So a run fails where it went
 * wrong, and its story ends there.
 */
export function judgeSoFar<Input extends { readonly kind: string }, Output, State>(
  object: JudgedObject<Input, Output, State>,
  operations: readonly RunOperation<Input, Output>[],
): void {
  if (!judgesHere) return;
  const verdict = checkHistory(object.model, operations, EARLY_BUDGET);
  if (verdict.kind === 'illegal') throw notLinearizable(object, operations, verdict.conflict);
}

function notLinearizable<Input extends { readonly kind: string }, Output, State>(
  { model, topic, amongWhat, tell }: JudgedObject<Input, Output, State>,
  operations: readonly RunOperation<Input, Output>[],
  conflict: Conflict<Input, Output>,
): NotLinearizable {
  const names = new Map(operations.map(({ client, clerk }) => [client, clerk.name]));
  const picture = historyPicture(model, operations, conflict, {
    clientName: (client) => names.get(client) ?? `client ${client}`,
    momentsOf: (place) => {
      const { calledAtMs, returnedAtMs } = operations[place] as RunOperation<Input, Output>;
      return { calledMs: calledAtMs, ...(returnedAtMs === undefined ? {} : { returnedMs: returnedAtMs }) };
    },
  });
  const impossible = operations[conflict.impossible] as RunOperation<Input, Output>;
  const { clerk, input, calledAtMs, returnedAtMs } = impossible;
  const when = `asked at ${milliseconds(calledAtMs)} and returned at ${milliseconds(returnedAtMs ?? calledAtMs)}`;
  const told =
    tell?.(picture, when) ?? `${clerk.name}'s ${input.kind}, ${when}, has no place: ${picture.why.join(' ')}`;
  const message = `no order of the ${amongWhat(input)} explains what clerks were told. ${told}`;
  return new NotLinearizable(`${topic}/linearizable`, message, () => picture, {
    paper: 'Herlihy & Wing 1990, §2',
    actor: clerk.name,
  });
}

function milliseconds(ms: number): string {
  return `${Math.round(ms * 10) / 10} ms`;
}
