import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { type AppendedToken, type Due, KvAppends } from '../../check/kv-appends.ts';
import type { KvInput, KvOutput } from '../../check/linearizability/models/kv.ts';
import { judgeHistory, judgeSoFar } from '../../check/linearizability/run-judgement.ts';
import type { ClerkRecord } from './clerks.ts';
import { KV_OBJECT } from './kv-object.ts';
import { type LoggedOperation, OperationLog } from './operation-log.ts';

/** What is known of an operation besides. */
interface Details {
  /** Of a get: what it has to show at least. */
  readonly due: Due;
  /** Of an append: what it adds. */
  readonly append: AppendedToken | undefined;
}

type Recorded = LoggedOperation<KvInput, KvOutput> & Details;

/** The operations on one key. */
interface KeyRecord {
  readonly operations: Recorded[];
  /** How many gets have returned since they were judged. */
  unjudged: number;
}

/**
 * A key is judged whenever so many gets have returned as this share of its operations: at each of the first,
 * and then ever less often, so that all looks together cost in proportion to the operations.
 */
const JUDGED_SHARE = 1 / 16;

/** The history of a run, and what is wrong with it as far as it shows at once. */
export class KvRecord implements ClerkRecord<KvInput, string> {
  private readonly simulation: Simulation;
  private readonly log: OperationLog<KvInput, KvOutput, Details>;
  private readonly byKey = new Map<string, KeyRecord>();
  private readonly appends = new KvAppends();
  /** Keys that were written by anything but appends. */
  private readonly putKeys = new Set<string>();
  private readonly writtenKeys = new Set<string>();

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.log = new OperationLog(simulation);
  }

  /** Returns the number of the operation. */
  begin(clerk: SimServer, input: KvInput): number {
    const { kind, key } = input;
    this.simulation.count(`${kind}s`);
    if (kind === 'put') this.putKeys.add(key);
    if (kind !== 'get') this.writtenKeys.add(key);
    const append =
      kind === 'append' ? { client: clerk.name, life: clerk.incarnation, token: input.value } : undefined;
    if (append) this.appends.begins(key, append);
    const operation = this.log.begin(clerk, input, { due: this.appends.dueNow(key), append });
    this.keyRecord(key).operations.push(operation);
    return this.log.newestId;
  }

  /** The answer to an operation: the value of a get, '' of others. */
  returned(id: number, value: unknown): string {
    const operation = this.log.operation(id);
    const { clerk, input } = operation;
    this.log.returns(operation);
    this.simulation.count('answers');
    if (input.kind !== 'get') {
      operation.output = null;
      if (operation.append) this.appends.acknowledge(input.key, operation.append);
      return '';
    }
    if (typeof value !== 'string') {
      const given = value === null ? 'null' : typeof value;
      const message = `${clerk.name}'s ${this.describe(input)} must resolve to a string, and gave ${given}`;
      throw new Violation('kv/answer', message, { actor: clerk.name });
    }
    operation.output = value;
    if (!this.putKeys.has(input.key)) this.appends.wasRead(input.key, value, operation.due, clerk.name);
    this.judgeKey(input.key);
    return value;
  }

  /** The key that an operation is about. */
  keyOf(id: number): string | undefined {
    return this.log.all[id]?.input.key;
  }

  private judgeKey(key: string): void {
    const record = this.keyRecord(key);
    record.unjudged++;
    if (record.unjudged < JUDGED_SHARE * record.operations.length) return;
    record.unjudged = 0;
    judgeSoFar(KV_OBJECT, record.operations);
  }

  private keyRecord(key: string): KeyRecord {
    const record = this.byKey.get(key) ?? { operations: [], unjudged: 0 };
    this.byKey.set(key, record);
    return record;
  }

  /** All keys that anybody has asked to write. */
  get keys(): ReadonlySet<string> {
    return this.writtenKeys;
  }

  /** `get("x")`. */
  describe(input: KvInput): string {
    const value = input.kind === 'get' ? '' : `, ${shorten(input.value)}`;
    return `${input.kind}(${JSON.stringify(input.key)}${value})`;
  }

  /** Throws unless one order of all operations explains what clerks were told. */
  judge(): void {
    judgeHistory(KV_OBJECT, this.log.all);
  }
}

function shorten(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
