import type { RunResult } from '../../harness/run/result.ts';
import { runScenario } from '../../harness/run/run-scenario.ts';
import { findScenario } from '../../harness/scenarios/find.ts';
import type { BundleFactory } from '../../labrpc/host/bundle.ts';
import { type Frame, type FrameSource, PipeClosed } from '../../labrpc/host/frame-source.ts';
import { Incarnation } from '../../labrpc/host/incarnation.ts';
import { LoggedHost, LoggedStates, TurnStream } from '../../labrpc/host/turn-stream.ts';
import { TurnWriter } from '../../labrpc/host/turn-writer.ts';
import { Fingerprint, StatesOnly } from '../../labrpc/sim/fingerprint.ts';
import type { Effect, Host } from '../../labrpc/sim/port.ts';

/** A run of one scenario with one seed. */
export interface LoggedRun {
  readonly part: string;
  readonly slug: string;
  readonly seed: number;
}

const HEADER_BYTES = 5;

/** The log of a run, as the process of the lab code would send it: frames that hold a few turns each. */
export async function honestLog(
  factory: BundleFactory,
  { part, slug, seed }: LoggedRun,
): Promise<{ readonly log: Buffer; readonly result: RunResult }> {
  const frames: Buffer[] = [];
  const writer = new TurnWriter((frame) => frames.push(Buffer.from(frame)));
  writer.writesStates = false;
  const createHost = ({ address }: { readonly address: number }): Host => {
    const incarnation = new Incarnation(factory);
    return {
      begin: (input, clock) => incarnation.begin(input, clock),
      settle: (): readonly Effect[] => {
        const effects = incarnation.settle();
        writer.turn(address, effects);
        writer.flush();
        return effects;
      },
      rejected: (error) => incarnation.rejected(error),
    };
  };
  const scenario = findScenario(part, slug);
  const logged = await runScenario({ part, scenario, seed, createHost, fingerprint: new StatesOnly() });
  writer.end(0, logged.fingerprint);
  const createUnlogged = (): Host => new Incarnation(factory);
  const result = await runScenario({ part, scenario, seed, createHost: createUnlogged });
  return { log: Buffer.concat(frames), result };
}

/** What the judge makes of a log. */
export function judgeLog(log: Buffer, { part, slug, seed }: LoggedRun): Promise<RunResult> {
  const turns = new TurnStream(new FramesOf(log));
  return runScenario({
    part,
    scenario: findScenario(part, slug),
    seed,
    createHost: (server) => new LoggedHost(turns, server),
    keepsHistory: false,
    fingerprint: new Fingerprint(new LoggedStates(turns)),
  });
}

/** Cuts a log into its frames, headers included. */
export function framesOf(log: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at < log.length; ) {
    const end = at + HEADER_BYTES + log.readUInt32LE(at);
    frames.push(log.subarray(at, end));
    at = end;
  }
  return frames;
}

/** Frames of bytes in memory; the pipe is closed behind them. */
class FramesOf implements FrameSource {
  private readonly bytes: Buffer;
  private at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  next(): Frame {
    const from = this.at + HEADER_BYTES;
    if (from > this.bytes.length) throw new PipeClosed();
    const end = from + this.bytes.readUInt32LE(this.at);
    if (end > this.bytes.length) throw new PipeClosed();
    const kind = this.bytes[from - 1] as number;
    this.at = end;
    return { kind, content: this.bytes.subarray(from, end) };
  }
}
