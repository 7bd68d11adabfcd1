import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { AnsweredChanges } from '../../check/answered-changes.ts';
import { ChangeOrigins } from '../../check/change-origins.ts';
import { tellConflict } from '../../check/controller-conflict.ts';
import { type ChangeInput, changeBetween } from '../../check/controller-effect.ts';
import {
  type ControllerInput,
  type ControllerOutput,
  controllerModel,
  describeCall,
} from '../../check/controller-model.ts';
import { type JudgedObject, judgeHistory, judgeSoFar } from '../../check/linearizability/run-judgement.ts';
import { tellMade } from '../../check/made-between.ts';
import { checkNumber } from '../../check/query-number.ts';
import { checkShape, checkValid, type ShardConfig } from '../../check/shard-config.ts';
import { ConfigBook, type Source } from '../../check/shard-config-book.ts';
import { checkChange } from '../../check/shard-config-change.ts';
import type { ClerkRecord } from '../lab3-kvraft/clerks.ts';
import { type LoggedOperation, OperationLog } from '../lab3-kvraft/operation-log.ts';
import { configNews } from './config-news.ts';

interface Details {
  readonly who: string;
  /** The highest number that anybody had been told when this was asked; -1: none. */
  readonly newestSeen: number;
  /** By server: how many calls the clerk had made to it before. */
  readonly callsBefore: readonly number[];
}

type Recorded = LoggedOperation<ControllerInput, ControllerOutput> & Details;

export interface RecordOptions {
  readonly shardCount: number;
  /** Each new configuration is part of the story that a failure tells. */
  readonly tellsNews: boolean;
  /** Those that clerks ask. */
  readonly servers: readonly SimServer[];
}

/**
 * All is judged whenever so many queries for the newest have returned as this share of all operations, so
 * that all looks together cost in proportion to the operations.
 */
const JUDGED_SHARE = 1 / 16;

/** What was asked of the controller, the configurations that it gave, and what is wrong with them. */
export class ControllerRecord implements ClerkRecord<ControllerInput, ShardConfig | undefined> {
  readonly book: ConfigBook = new ConfigBook();
  private readonly simulation: Simulation;
  private readonly options: RecordOptions;
  private readonly log: OperationLog<ControllerInput, ControllerOutput, Details>;
  private readonly origins = new ChangeOrigins();
  private readonly answered = new AnsweredChanges();
  /** When the last query was asked that was told the newest configuration there is in the book. */
  private newestAskedAt = -1;
  private unjudged = 0;

  constructor(simulation: Simulation, options: RecordOptions) {
    this.simulation = simulation;
    this.log = new OperationLog(simulation);
    this.options = options;
  }

  begin(clerk: SimServer, input: ControllerInput): number {
    const operation = this.log.begin(clerk, input, {
      who: clerk.name,
      newestSeen: this.newestSeen,
      callsBefore: this.options.servers.map((server) => this.callsTo(server, clerk)),
    });
    if (isChange(operation)) {
      this.simulation.count('changesAsked');
      this.origins.asked(operation);
    }
    return this.log.newestId;
  }

  private get newestSeen(): number {
    return this.book.newest?.number ?? -1;
  }

  private callsTo(server: SimServer, clerk: SimServer): number {
    return this.simulation.network.traffic.onLink(clerk.address, server.address).rpcs;
  }

  /** The configuration that a query gave; undefined of others. */
  returned(id: number, value: unknown): ShardConfig | undefined {
    const operation = this.log.operation(id);
    const returnedAt = this.log.returns(operation);
    operation.output = null;
    if (isChange(operation)) {
      this.answered.answered(operation, returnedAt);
      return undefined;
    }
    const config = checkShape(value, this.options.shardCount, operation.who);
    operation.output = config.number;
    this.checkQuery(operation, config);
    this.saw(operation, config);
    this.judgeAnswered(operation, config.number);
    return config;
  }

  private checkQuery({ who, input, newestSeen }: Recorded, config: ShardConfig): void {
    const asked = input.kind === 'query' ? input.number : undefined;
    const contradicts = this.book.contradicts(config);
    const query = { who, asked, given: config.number, newestSeen, contradicts };
    checkNumber(query, () => this.book.tell(newestSeen));
  }

  private saw(operation: Recorded, config: ShardConfig): void {
    const { who } = operation;
    const telling = { who, atMs: this.simulation.nowMs, by: this.answerer(operation) };
    if (!this.book.saw(config, telling)) return;
    this.simulation.count('configurations');
    const before = this.book.get(config.number - 1);
    if (this.options.tellsNews) {
      this.simulation.note('news', '', undefined, 'config', configNews(before, config));
    }
    const after = this.book.get(config.number + 1);
    this.withOrigin(config.number, () => checkValid(config, who));
    if (before) this.sawChange(before, config, who);
    if (after) this.sawChange(config, after, who);
  }

  /** The server that answered, if the clerk asked no other one meanwhile. */
  private answerer({ clerk, callsBefore }: Recorded): Source | undefined {
    const { servers } = this.options;
    const asked = servers.filter((server, index) => this.callsTo(server, clerk) !== callsBefore[index]);
    const [server] = asked;
    if (!server || asked.length > 1) return undefined;
    return { name: server.name, incarnation: server.incarnation };
  }

  private sawChange(before: ShardConfig, after: ShardConfig, who: string): void {
    this.withOrigin(after.number, () => {
      checkChange(before, after, who);
      this.origins.made(changeBetween(before, after), who);
    });
  }

  /** What is wrong with a configuration that was made long ago is told with when that was. */
  private withOrigin(number: number, check: () => void): void {
    try {
      check();
    } catch (error) {
      if (error instanceof Error && number > 0) {
        error.message += `; configuration ${number} was ${tellMade(number, this.log.all)}`;
      }
      throw error;
    }
  }

  private judgeAnswered({ who, input, calledAt, calledAtMs }: Recorded, given: number): void {
    if (input.kind !== 'query' || input.number === given) {
      this.answered.check(this.book);
      return;
    }
    this.answered.queried({ who, calledAt, calledAtMs, returnedAtMs: this.simulation.nowMs, given });
    this.answered.check(this.book);
    if (given === this.newestSeen) this.newestAskedAt = calledAt;
    this.unjudged++;
    if (this.isInDoubt || given !== this.newestSeen || !this.isComplete) return;
    if (this.unjudged < JUDGED_SHARE * this.log.all.length) return;
    this.unjudged = 0;
    judgeSoFar(
      this.judged,
      this.log.all.map((operation) => this.asKnown(operation)),
    );
  }

  /** Of a change that was answered after the last look, nobody knows yet what it made. */
  private asKnown(operation: Recorded): Recorded {
    const { input, returnedAt = 0 } = operation;
    if (input.kind === 'query' || returnedAt < this.newestAskedAt) return operation;
    return { ...operation, returnedAt: undefined, returnedAtMs: undefined, output: undefined };
  }

  /** Whether a change that was answered may be missing: then somebody has to look again, later. */
  get isInDoubt(): boolean {
    return this.answered.isInDoubt;
  }

  private get isComplete(): boolean {
    return this.book.size === this.newestSeen + 1;
  }

  /** Numbers below the newest of which nobody was told the configuration. */
  get unseen(): number[] {
    if (this.isComplete) return [];
    const newest = this.newestSeen;
    return Array.from({ length: newest }, (_, number) => number).filter((number) => !this.book.get(number));
  }

  /** `join(3: g3.0 g3.1 g3.2)`. */
  describe(input: ControllerInput): string {
    return describeCall(input);
  }

  /**
   * Throws unless one order of all operations explains what clerks were told. Every configuration must have
   * been seen, the newest one too: to be called after a query that began when all else was answered.
   */
  judge(): void {
    judgeHistory(this.judged, this.log.all);
  }

  private get judged(): JudgedObject<ControllerInput, ControllerOutput, number> {
    return {
      model: controllerModel(this.book.all),
      topic: 'controller',
      amongWhat: () => 'operations on the controller',
      tell: tellConflict,
    };
  }
}

function isChange(operation: Recorded): operation is Recorded & { readonly input: ChangeInput } {
  return operation.input.kind !== 'query';
}
