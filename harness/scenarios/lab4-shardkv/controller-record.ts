import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import {
  type ControllerInput,
  type ControllerOutput,
  controllerModel,
  describeCall,
} from '../../check/controller-model.ts';
import { judgeHistory, type RunOperation } from '../../check/linearizability/run-judgement.ts';
import { checkShape, type ShardConfig } from '../../check/shard-config.ts';
import { ConfigBook } from '../../check/shard-config-book.ts';
import { checkChange } from '../../check/shard-config-change.ts';
import type { ClerkRecord } from '../lab3-kvraft/clerks.ts';
import { configNews } from './config-news.ts';

interface Recorded extends RunOperation<ControllerInput, ControllerOutput> {
  /** The highest number that anybody had been told when this was asked; -1: none. */
  readonly newestSeen: number;
  returnedAt: number | undefined;
  returnedAtMs: number | undefined;
  output: ControllerOutput | undefined;
}

/** What was asked of the controller, the configurations that it gave, and what is wrong with them. */
export class ControllerRecord implements ClerkRecord<ControllerInput, ShardConfig | undefined> {
  readonly book: ConfigBook = new ConfigBook();
  private readonly simulation: Simulation;
  private readonly shardCount: number;
  private readonly tellsNews: boolean;
  private readonly operations: Recorded[] = [];
  private moments = 0;

  /** `tellsNews`: each new configuration is part of the story that a failure tells. */
  constructor(simulation: Simulation, shardCount: number, tellsNews: boolean) {
    this.simulation = simulation;
    this.shardCount = shardCount;
    this.tellsNews = tellsNews;
  }

  begin(clerk: SimServer, input: ControllerInput): number {
    if (input.kind !== 'query') this.simulation.count('changesAsked');
    this.operations.push({
      clerk,
      client: clerk.address,
      input,
      newestSeen: this.book.newest?.number ?? -1,
      calledAt: this.moments++,
      calledAtMs: this.simulation.nowMs,
      returnedAt: undefined,
      returnedAtMs: undefined,
      output: undefined,
    });
    return this.operations.length - 1;
  }

  /** The configuration that a query gave; undefined of others. */
  returned(id: number, value: unknown): ShardConfig | undefined {
    const operation = this.operations[id];
    if (!operation) throw new RangeError(`there is no operation ${id}`);
    operation.returnedAt = this.moments++;
    operation.returnedAtMs = this.simulation.nowMs;
    operation.output = null;
    if (operation.input.kind !== 'query') return undefined;
    const config = checkShape(value, this.shardCount, operation.clerk.name);
    operation.output = config.number;
    this.checkNumber(operation, config.number);
    this.saw(config, operation.clerk.name);
    return config;
  }

  /** Configurations are numbered without gaps, and none is ever forgotten. */
  private checkNumber({ clerk, input, newestSeen }: Recorded, given: number): void {
    const asked = input.kind === 'query' ? input.number : undefined;
    if (asked === undefined || asked > newestSeen || asked === given) return;
    const known = `somebody had been told configuration ${newestSeen} before it was asked`;
    const message = `${clerk.name}'s query(${asked}) gave configuration ${given}, though that number exists: ${known}`;
    throw new Violation('controller/every-number', message, { actor: clerk.name });
  }

  private saw(config: ShardConfig, who: string): void {
    const isNew = this.book.saw(config, who, this.simulation.nowMs);
    if (!isNew) return;
    this.simulation.count('configurations');
    const before = this.book.get(config.number - 1);
    if (this.tellsNews) this.simulation.note('news', '', undefined, 'config', configNews(before, config));
    const after = this.book.get(config.number + 1);
    if (before) checkChange(before, config, who);
    if (after) checkChange(config, after, who);
  }

  /** Numbers below the newest of which nobody was told the configuration. */
  get unseen(): number[] {
    const newest = this.book.newest?.number ?? 0;
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
    const newest = this.book.newest?.number ?? -1;
    const configs = Array.from({ length: newest + 1 }, (_, number) => this.book.get(number) ?? EMPTY);
    judgeHistory(
      {
        model: controllerModel(configs),
        topic: 'controller',
        amongWhat: () => 'operations on the controller',
      },
      this.operations,
    );
  }
}

const EMPTY: ShardConfig = { number: 0, shards: [], groups: new Map() };
