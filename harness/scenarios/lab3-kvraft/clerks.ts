import type { LinkFaults } from '../../../labrpc/sim/link-faults.ts';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';

/** The handout: a clerk has its answer within this time while nothing hinders it. */
export const ANSWER_LIMIT_MS = 5000;
/** What a plan leaves out takes a moment all the same. */
const LEFT_OUT_MS = 1;

/** What is asked of a clerk: the name of its method, and the arguments. */
export interface ClerkInput {
  readonly kind: string;
}

/** Where questions and answers are written down, and judged. */
export interface ClerkRecord<Input extends ClerkInput, Answer> {
  /** Returns the number of the operation. */
  begin(clerk: SimServer, input: Input): number;
  /** Throws if this is no answer of the contract, or cannot be right. */
  returned(id: number, value: unknown): Answer;
  /** `get("x")`. */
  describe(input: Input): string;
}

export interface ClerksOptions<Input extends ClerkInput, Answer> {
  readonly count: number;
  /** Names clerks `clerk 0`, `clerk 1`, … by default. */
  readonly namePrefix?: string;
  /** Name of the program in the lab's list. */
  readonly program: string;
  /** What this life of a clerk is told. `first`: of all servers, it is told of this one first. */
  readonly setup: (clerk: SimServer, first: number | undefined) => unknown;
  readonly record: ClerkRecord<Input, Answer>;
  /** The rule that a missing answer breaks. */
  readonly answerRule: string;
  /** What each server said last, for a message. */
  readonly describeServers: () => string;
  /** For a timeline: the part of the service that an operation is about (`shard 3`), if it has parts. */
  readonly partOf?: (input: Input) => string;
}

/** An operation that may be under way. */
export interface OpenOperation<Input extends ClerkInput, Answer> {
  readonly clerk: number;
  readonly input: Input;
  readonly askedAtMs: number;
  readonly isAnswered: boolean;
  /** Undefined if its clerk died first. */
  readonly answer: Promise<Answer | undefined>;
}

/** For how long answers are waited for. */
interface Wait {
  readonly fromMs: number;
  readonly limitMs: number;
  /** By clerk: its requests before that. */
  readonly sentBefore: readonly number[];
}

/** Those who use a service: each an actor of its own, which runs the student's clerk. */
export class Clerks<Input extends ClerkInput, Answer> {
  readonly simulation: Simulation;
  /** By number, from 0. */
  readonly all: readonly number[];
  private readonly options: ClerksOptions<Input, Answer>;
  private readonly actors: readonly SimServer[];
  /** By clerk: the last operation that it was asked for. */
  private readonly open: OpenOperation<Input, Answer>[] = [];

  /** Clerks are down at first. */
  constructor(simulation: Simulation, options: ClerksOptions<Input, Answer>) {
    this.simulation = simulation;
    this.options = options;
    const prefix = options.namePrefix ?? 'clerk';
    this.actors = Array.from({ length: options.count }, (_, index) =>
      simulation.addServer(`${prefix} ${index}`, 'client'),
    );
    this.all = this.actors.map((_, index) => index);
  }

  clerk(index: number): SimServer {
    const clerk = this.actors[index];
    if (!clerk) throw new RangeError(`there is no clerk ${index}, only 0 to ${this.actors.length - 1}`);
    return clerk;
  }

  // Life and death
  // ---------------------------------------------------------------------------------------------

  startAll(): void {
    for (const index of this.all) if (!this.clerk(index).isUp) this.start(index);
  }

  /** A new clerk, which knows nothing of any that was there before. */
  start(index: number, first?: number): void {
    const { program, setup } = this.options;
    const clerk = this.clerk(index);
    this.simulation.boot(clerk, program, setup(clerk, first));
  }

  /** What it was asked stays open for ever: it may still happen. */
  crash(index: number): void {
    this.simulation.inflict({ what: 'crash', server: this.clerk(index) });
  }

  /** A new clerk in the place of one that may be up; it is told of `first` first. */
  startAnew(index: number, first?: number): void {
    this.crash(index);
    this.start(index, first);
  }

  pause(index: number): void {
    this.simulation.inflict({ what: 'pause', server: this.clerk(index) });
  }

  resume(index: number): void {
    this.simulation.inflict({ what: 'resume', server: this.clerk(index) });
  }

  // Asking
  // -----------------------------------------------------------------------------------------------------

  /** Asks and does not wait. A clerk does one thing at a time. */
  begin(clerk: number, input: Input): OpenOperation<Input, Answer> {
    const actor = this.clerk(clerk);
    const askedAtMs = this.simulation.nowMs;
    if (this.simulation.planned?.operationOf(actor, input.kind) === false) {
      const answer = this.simulation.sleep(LEFT_OUT_MS).then(() => undefined);
      return { clerk, input, askedAtMs, isAnswered: true, answer };
    }
    const id = this.options.record.begin(actor, input);
    const { kind, ...args } = input;
    const part = this.options.partOf?.(input);
    const open = {
      clerk,
      input,
      askedAtMs,
      isAnswered: false,
      answer: this.simulation.call(actor, kind, args, part).then((result) => {
        open.isAnswered = true;
        if (result.kind === 'down') return undefined;
        return this.answered(id, result.value);
      }),
    };
    this.open[clerk] = open;
    return open;
  }

  /** Asks and waits for the answer, at most so long. Undefined if the clerk died, or did not ask. */
  ask(clerk: number, input: Input, limitMs: number = ANSWER_LIMIT_MS): Promise<Answer | undefined> {
    return this.answerOf(this.begin(clerk, input), limitMs);
  }

  /** All clerks at a time do this with these items: each with some of them, one after another. */
  async share<Item>(
    items: readonly Item[],
    work: (clerk: number, item: Item) => Promise<unknown>,
  ): Promise<void> {
    const loops = this.all.map(async (clerk) => {
      for (const [place, item] of items.entries()) {
        if (place % this.all.length === clerk) await work(clerk, item);
      }
    });
    await Promise.all(loops);
  }

  /** Waits until no clerk that is up has anything under way; that takes at most `limitMs`. */
  async allAnswered(limitMs: number = ANSWER_LIMIT_MS): Promise<void> {
    const wait = this.waitFromNow(limitMs);
    for (const open of this.open) if (open) await this.answerWithin(wait, open);
  }

  /** Waits for an operation that has begun; no answer within `limitMs` from now is a failure. */
  answerOf(
    open: OpenOperation<Input, Answer>,
    limitMs: number = ANSWER_LIMIT_MS,
  ): Promise<Answer | undefined> {
    return this.answerWithin(this.waitFromNow(limitMs), open);
  }

  private waitFromNow(limitMs: number): Wait {
    const sentBefore = this.all.map((clerk) => this.requestsOf(clerk));
    return { fromMs: this.simulation.nowMs, limitMs, sentBefore };
  }

  private async answerWithin(wait: Wait, open: OpenOperation<Input, Answer>): Promise<Answer | undefined> {
    const { simulation } = this;
    const restMs = wait.fromMs + wait.limitMs - simulation.nowMs;
    const patienceMs = simulation.planned?.patienceMs(restMs) ?? restMs;
    await Promise.race([open.answer, simulation.sleep(patienceMs)]);
    if (open.isAnswered) return open.answer;
    const { name } = this.clerk(open.clerk);
    const message = `${this.describeUnanswered(open, wait)}; ${this.options.describeServers()}`;
    throw new Violation(this.options.answerRule, message, { paper: 'handout: limits', actor: name });
  }

  /** What was asked and when, how long it could have had its answer, what its clerk has done for that. */
  private describeUnanswered(
    { clerk, input, askedAtMs }: OpenOperation<Input, Answer>,
    { fromMs, limitMs, sentBefore }: Wait,
  ): string {
    const { name } = this.clerk(clerk);
    const requests = this.requestsOf(clerk) - (sentBefore[clerk] ?? 0);
    const sent = requests === 0 ? 'no request' : requests === 1 ? '1 request' : `${requests} requests`;
    const asked = `${this.options.record.describe(input)}, asked at ${askedAtMs.toFixed(1)} ms`;
    const from = fromMs > askedAtMs ? ` of ${fromMs.toFixed(1)} ms, from when the limit counts` : '';
    const wait = `had no answer within ${limitMs / 1000} s${from}`;
    return `${name}'s ${asked}, ${wait}; since then ${name} sent ${sent}`;
  }

  /** How many calls this clerk has made. */
  requestsOf(clerk: number): number {
    return this.simulation.network.traffic.sentBy(this.clerk(clerk).address).rpcs;
  }

  /** Fails the run at once if this is no answer of the contract, or cannot be right. */
  private answered(id: number, value: unknown): Answer | undefined {
    try {
      return this.options.record.returned(id, value);
    } catch (error) {
      this.simulation.fail(error);
      return undefined;
    }
  }

  // Troubling
  // --------------------------------------------------------------------------------------------------

  /** Faults of what this clerk sends, and of what it is answered; `undefined` ends them. */
  setFaults(clerk: number, faults: Partial<LinkFaults> | undefined): void {
    this.simulation.inflict({ what: 'faults', of: [this.clerk(clerk)], faults });
  }
}
