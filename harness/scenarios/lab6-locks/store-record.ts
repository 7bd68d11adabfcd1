import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import {
  type VersionedKvInput,
  type VersionedKvOutput,
  type VersionedValue,
  versionedKvModel,
} from '../../check/linearizability/models/versioned-kv.ts';
import { type JudgedObject, judgeHistory, judgeSoFar } from '../../check/linearizability/run-judgement.ts';
import {
  describeStoreInput as describe,
  describeStoreAnswer,
  readStoreAnswer,
  type StoreAnswer,
} from '../../check/store-answers.ts';
import { type AskedOfStore, VersionedWrites } from '../../check/versioned-writes.ts';
import type { ClerkRecord } from '../lab3-kvraft/clerks.ts';
import { type LoggedOperation, OperationLog } from '../lab3-kvraft/operation-log.ts';

/** What the store's history is judged against, in the contract's words. */
const STORE_OBJECT: JudgedObject<VersionedKvInput, VersionedKvOutput, VersionedValue> = {
  model: {
    ...versionedKvModel,
    describe: (input, output) =>
      output === undefined
        ? describe(input)
        : `${describe(input)} gives ${describeStoreAnswer(input, output)}`,
  },
  topic: 'store',
  amongWhat: ({ key }) => `operations on ${JSON.stringify(key)}`,
};

interface Details {
  /** Requests of its client before it. */
  readonly sentBefore: number;
  readonly asked: AskedOfStore;
}

type Recorded = LoggedOperation<VersionedKvInput, VersionedKvOutput> & Details;

/** What clients asked the store and were told; each answer is judged as it comes. */
export class StoreRecord implements ClerkRecord<VersionedKvInput, StoreAnswer> {
  private readonly simulation: Simulation;
  private readonly log: OperationLog<VersionedKvInput, VersionedKvOutput, Details>;
  private readonly writes = new VersionedWrites();

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.log = new OperationLog(simulation);
  }

  begin(clerk: SimServer, input: VersionedKvInput): number {
    this.log.begin(clerk, input, {
      sentBefore: this.requestsOf(clerk),
      asked: this.writes.asks(clerk.name, input),
    });
    return this.log.newestId;
  }

  returned(id: number, value: unknown): StoreAnswer {
    const operation = this.log.operation(id);
    const { clerk, input } = operation;
    const answer = readStoreAnswer(input, value);
    if (answer === undefined) {
      const message = `${clerk.name}'s ${describe(input)} gave ${JSON.stringify(value)}, which is no answer of the contract`;
      throw new Violation('store/answer', message, { actor: clerk.name });
    }
    this.simulation.count('answers');
    this.writes.answered(operation.asked, answer);
    if (answer === 'maybe') this.mayHappen(operation);
    else {
      this.log.returns(operation);
      operation.output = answer;
      const { key } = input;
      const onKey = this.log.all.filter((other) => other.input.key === key);
      judgeSoFar(STORE_OBJECT, onKey);
    }
    return answer;
  }

  describe(input: VersionedKvInput): string {
    return describe(input);
  }

  /** Throws unless one order of all operations explains what clients were told. */
  judge(): void {
    judgeHistory(STORE_OBJECT, this.log.all);
  }

  /** A `maybe` says nothing, so to the judge it is an operation without an answer. */
  private mayHappen({ clerk, input, sentBefore }: Recorded): void {
    const { key: of } = input;
    this.simulation.mark(() => ({ kind: 'maybe', server: clerk, of, text: `${describe(input)}: maybe` }));
    if (this.requestsOf(clerk) - sentBefore > 1) return;
    const message = `${clerk.name}'s ${describe(input)} gave maybe, though ${clerk.name} sent one request for it: maybe says that a retry was refused, and there was none. If that one request was answered, the answer is certain; if not, the clerk has to ask again`;
    throw new Violation('store/needless-maybe', message, { paper: 'the contract', actor: clerk.name });
  }

  private requestsOf(clerk: SimServer): number {
    return this.simulation.network.traffic.sentBy(clerk.address).rpcs;
  }
}
