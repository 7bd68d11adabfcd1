import type { Random } from '../../../labrpc/sim/random.ts';
import type { KvInput } from '../../check/linearizability/models/kv.ts';
import type { ClerkInput, Clerks } from './clerks.ts';

/** What clerks do while a scenario troubles their servers. */
export interface WorkloadOptions<Input extends ClerkInput = KvInput> {
  /** Between an answer and the next operation, in virtual ms. */
  readonly pauseMs: readonly [min: number, max: number];
  /** What this clerk asks for as its `nth` operation, from 1. */
  readonly next: (clerk: number, nth: number, random: Random) => Input;
}

/** Clerks that ask for one thing after the other, until they are told to stop. */
export class ClerkWorkload<Input extends ClerkInput, Answer> {
  private readonly clerks: Clerks<Input, Answer>;
  private readonly options: WorkloadOptions<Input>;
  private readonly loops: Promise<void>[] = [];
  private isOver = false;

  constructor(clerks: Clerks<Input, Answer>, options: WorkloadOptions<Input>) {
    this.clerks = clerks;
    this.options = options;
  }

  /** These clerks begin: all of them by default. */
  start(clerks: readonly number[] = this.clerks.all): void {
    for (const clerk of clerks) this.loops.push(this.loop(clerk));
  }

  /** Whoever waits for an answer gets one within `limitMs`, and asks for nothing more. */
  async stop(limitMs: number): Promise<void> {
    this.isOver = true;
    await this.clerks.allAnswered(limitMs);
    await Promise.all(this.loops);
  }

  private async loop(clerk: number): Promise<void> {
    const { clerks, options } = this;
    const { simulation } = clerks;
    const random = simulation.random(`workload of clerk ${clerk}`);
    for (let nth = 1; !this.isOver; nth++) {
      const answer = await clerks.begin(clerk, options.next(clerk, nth, random)).answer;
      if (answer === undefined && !clerks.clerk(clerk).isUp) return;
      await simulation.sleep(random.between(...options.pauseMs));
    }
  }
}

/** Clerks of a key/value service. */
export class Workload extends ClerkWorkload<KvInput, string> {}

/** Each clerk appends to a key of its own and reads it. */
export function ownKeys(clerk: number, nth: number, random: Random): KvInput {
  const key = `key ${clerk}`;
  if (random.chance(0.5)) return { kind: 'append', key, value: token(clerk, nth) };
  return { kind: 'get', key };
}

/** All clerks append to, read and now and then overwrite few keys. */
export function sharedKeys(count: number): WorkloadOptions['next'] {
  return (clerk, nth, random) => {
    const key = `key ${random.integer(0, count - 1)}`;
    const dice = random.between(0, 1);
    if (dice < 0.5) return { kind: 'get', key };
    return { kind: dice < 0.6 ? 'put' : 'append', key, value: token(clerk, nth) };
  };
}

/** No other operation of the run has this value. */
export function token(clerk: number, nth: number): string {
  return `[${clerk}.${nth}]`;
}
