/**
 * The program of a process that makes whole runs, world and lab code in one, and logs what the servers did.
 * Nobody believes it a verdict: the judge runs the world again on the log.
 */

import { leaveJudgingToOthers } from '../../harness/check/linearizability/run-judgement.ts';
import { runScenario } from '../../harness/run/run-scenario.ts';
import { findScenario } from '../../harness/scenarios/find.ts';
import { type Bundle, type BundleFactory, compileBundle } from '../../labrpc/host/bundle.ts';
import { FrameReader, writeWhole } from '../../labrpc/host/frames.ts';
import { Incarnation } from '../../labrpc/host/incarnation.ts';
import { TurnWriter } from '../../labrpc/host/turn-writer.ts';
import { StatesOnly } from '../../labrpc/sim/fingerprint.ts';
import type { Effect, Host } from '../../labrpc/sim/port.ts';
import { CHILD_READS, CHILD_WRITES } from './child-pipes.ts';
import { giveUpPowers } from './give-up-powers.ts';

export type FastOrder =
  /** The code that it runs from now on. */
  { readonly kind: 'lab'; readonly bundle: Bundle } | FastRun;

export interface FastRun {
  readonly kind: 'run';
  readonly part: string;
  readonly slug: string;
  readonly seed: number;
  /** Each turn is sent as soon as it is over: slow, and shows where a run ends that has to be ended. */
  readonly eachTurn: boolean;
  /** Its log has what servers save, and says where lines that lab code logs were written. */
  readonly isRecorded: boolean;
}

/** Turns are sent at least this often, in real ms, or whoever watches takes the process for stuck. */
const SEND_EVERY_MS = 100;
/** Looking at a clock after each turn would be dear. */
const TURNS_BETWEEN_LOOKS = 64;

const writer = new TurnWriter((frame) => writeWhole(CHILD_WRITES, frame));

/** An incarnation whose turns are logged. */
class LoggingHost implements Host {
  private readonly incarnation: Incarnation;
  private readonly address: number;
  private readonly log: RunLog;

  constructor(incarnation: Incarnation, address: number, log: RunLog) {
    this.incarnation = incarnation;
    this.address = address;
    this.log = log;
  }

  begin(...turn: Parameters<Host['begin']>): void {
    this.incarnation.begin(...turn);
  }

  settle(): readonly Effect[] {
    const effects = this.incarnation.settle();
    this.log.turn(this.address, effects);
    return effects;
  }

  rejected(error: unknown): void {
    this.incarnation.rejected(error);
  }

  close(): void {
    this.incarnation.close();
  }
}

class RunLog {
  private readonly eachTurn: boolean;
  private turns = 0;
  private sentAtMs = performance.now();

  constructor(eachTurn: boolean) {
    this.eachTurn = eachTurn;
  }

  turn(address: number, effects: readonly Effect[]): void {
    writer.turn(address, effects);
    this.turns += 1;
    if (this.eachTurn || (this.turns % TURNS_BETWEEN_LOOKS === 0 && this.isLate())) writer.flush();
  }

  private isLate(): boolean {
    const nowMs = performance.now();
    const isLate = nowMs - this.sentAtMs > SEND_EVERY_MS;
    if (isLate) this.sentAtMs = nowMs;
    return isLate;
  }
}

async function main(): Promise<never> {
  giveUpPowers();
  leaveJudgingToOthers();
  const orders = new FrameReader(CHILD_READS);
  writer.ready();
  let factory: BundleFactory | undefined;
  for (;;) {
    const order = orders.next<FastOrder>();
    if (order.kind === 'lab') factory = compileBundle(order.bundle);
    else if (factory) await run(factory, order);
  }
}

async function run(factory: BundleFactory, order: FastRun): Promise<void> {
  const { part, slug, seed, eachTurn, isRecorded } = order;
  writer.writesStates = isRecorded;
  const log = new RunLog(eachTurn);
  const before = process.cpuUsage();
  const { fingerprint } = await runScenario({
    part,
    scenario: findScenario(part, slug),
    seed,
    keepsHistory: false,
    fingerprint: new StatesOnly(),
    createHost: ({ address }) =>
      new LoggingHost(new Incarnation(factory, { tellsSources: isRecorded }), address, log),
  });
  const { user, system } = process.cpuUsage(before);
  writer.end((user + system) / 1000, fingerprint);
}

void main();
