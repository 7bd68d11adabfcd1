/**
 * A thread that judges runs. It shares no memory with student code: that lives in sandboxed processes behind
 * pipes, on which this thread blocks while it waits for a turn.
 */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { recordScenario } from '../../harness/run/record-scenario.ts';
import { type RunOptions, runScenario } from '../../harness/run/run-scenario.ts';
import { stackMapper } from '../../harness/run/stack-mapper.ts';
import { findPart, findScenario } from '../../harness/scenarios/find.ts';
import { DecodeError } from '../../labrpc/encoding/decode.ts';
import type { Bundle } from '../../labrpc/host/bundle.ts';
import {
  KeptFrames,
  PipeClosed,
  PipeFlooded,
  PipeFrames,
  type ReadWatch,
} from '../../labrpc/host/frame-source.ts';
import { writeFrame } from '../../labrpc/host/frames.ts';
import { PipeHost, type PipeOrder, type RandomNumbers } from '../../labrpc/host/pipe-host.ts';
import { FRAME } from '../../labrpc/host/turn-format.ts';
import { MalformedTurn } from '../../labrpc/host/turn-reader.ts';
import { LoggedHost, LoggedStates, TurnStream } from '../../labrpc/host/turn-stream.ts';
import { Fingerprint } from '../../labrpc/sim/fingerprint.ts';
import type { Host } from '../../labrpc/sim/port.ts';
import type { FastOrder, FastRun } from '../sandbox/fast-child.ts';
import { ChosenHost, GivenHosts } from './chosen-host.ts';
import type {
  JudgeAnswer,
  JudgedProcess,
  JudgeMessage,
  JudgeOrder,
  JudgeThreadData,
  JudgeTrouble,
} from './judge-messages.ts';
import { WaitBoard } from './wait-board.ts';

const { waits, mostBytes, given } = workerData as JudgeThreadData;
const board = new WaitBoard(waits);
const port = parentPort;
if (!port) throw new Error('judge-thread.ts runs in a worker thread');

interface LoadedBundle {
  readonly id: number;
  /** As processes get it: without its source map, which says where files lie. */
  readonly bare: Bundle;
  readonly mapStack: (stack: string) => string;
}

/** A process and what it has been told. */
class Child {
  readonly id: number;
  readonly frames: PipeFrames;
  private readonly write: number;
  private readonly watch: ReadWatch;
  private bundleId = 0;
  private isReady = false;

  constructor({ id, read, write }: JudgedProcess) {
    this.id = id;
    this.write = write;
    this.watch = board.watch(id);
    this.frames = new PipeFrames(read, this.watch);
  }

  /** Its next run is of this bundle. */
  prepare({ id, bare }: LoadedBundle): void {
    this.frames.allow(mostBytes);
    this.awaitReady();
    if (this.bundleId === id) return;
    this.bundleId = id;
    this.order({ kind: 'lab', bundle: bare });
  }

  /** Its first frame comes before it has lab code: if it ends without one, no lab code has ended it. */
  private awaitReady(): void {
    if (this.isReady) return;
    try {
      this.isReady = this.frames.next().kind === FRAME.ready;
    } catch (error) {
      throw error instanceof PipeClosed ? new NotReady() : error;
    }
    if (!this.isReady) throw new NotReady();
  }

  /** One that does not read lets us wait when the pipe is full. */
  order(message: FastOrder | PipeOrder | RandomNumbers): void {
    this.watch.waits();
    try {
      writeFrame(this.write, message);
    } catch {
      throw new PipeClosed();
    } finally {
      this.watch.got();
    }
  }

  host(): PipeHost {
    return new PipeHost((message) => this.order(message), this.frames);
  }
}

class ShortOfProcesses extends Error {}
class NotReady extends Error {}

const children = new Map<number, Child>();
let loaded: LoadedBundle | undefined;

port.on('message', (order: JudgeOrder) => {
  void judge(order).then((answer) => say({ kind: 'answer', answer }));
});

function say(message: JudgeMessage): void {
  port?.postMessage(message);
}

async function judge(order: JudgeOrder): Promise<JudgeAnswer> {
  const bundle = load(order);
  const used = order.processes.map(childOf);
  for (const id of children.keys()) if (!order.alive.includes(id)) children.delete(id);
  return order.mode === 'fast' ? judgeFast(order, bundle, used[0] as Child) : judgeSplit(order, bundle, used);
}

/** The process makes the run and logs it; this thread makes it again on the log, while that comes in. */
async function judgeFast(order: JudgeOrder, bundle: LoadedBundle, child: Child): Promise<JudgeAnswer> {
  const { part, slug, seed, eachTurn, record } = order;
  const run: FastRun = { kind: 'run', part, slug, seed, eachTurn, isRecorded: record !== undefined };
  // A run that is recorded is made again, of what is kept.
  const kept = record ? new KeptFrames(child.frames) : undefined;
  const make = (more: Partial<RunOptions>): { options: RunOptions; turns: TurnStream } => {
    kept?.rewind();
    const turns = new TurnStream(kept ?? child.frames);
    const createHost: RunOptions['createHost'] = (server) => new LoggedHost(turns, server);
    const scenario = findScenario(part, slug);
    const { mapStack } = bundle;
    const fingerprint = new Fingerprint(new LoggedStates(turns));
    const options = { part, scenario, seed, createHost, mapStack, fingerprint, ...more };
    return { turns, options };
  };
  const trouble = new TroubleOf(() => child.id);
  try {
    child.prepare(bundle);
    child.order(run);
  } catch (error) {
    trouble.noticed(error);
  }
  const { turns, options } = make({ keepsHistory: false, failed: (error) => trouble.noticed(error) });
  const result = await runScenario(options);
  const late = new TroubleOf(() => child.id);
  if (!trouble.found) readToEnd(turns, late);
  const cpuMs = result.cpuMs + turns.cpuMs;
  let trace: string | undefined;
  if (record) {
    const recorded = await recordScenario(make({}).options, { ...record, stuck: undefined });
    trace = JSON.stringify(recorded.trace);
  }
  return { result: { ...result, cpuMs }, trouble: trouble.found, lateTrouble: late.found, trace };
}

/**
 * Each incarnation lives in a process that no other of this run has lived in; but for programs that are ours
 * alone, which live here: lab code could not lie to them worse than by sharing memory with them.
 */
async function judgeSplit(
  order: JudgeOrder,
  bundle: LoadedBundle,
  started: readonly Child[],
): Promise<JudgeAnswer> {
  const { part, slug, seed } = order;
  const processes = [...started];
  let next = 0;
  let asked: Child | undefined;
  const trouble = new TroubleOf(() => asked?.id ?? 0);
  const childHost = (): Host => {
    if (next === processes.length) processes.push(...moreProcesses());
    const child = processes[next++];
    if (!child) throw new ShortOfProcesses();
    asked = child;
    child.prepare(bundle);
    const host = child.host();
    return {
      begin: (input, clock) => {
        asked = child;
        host.begin(input, clock);
      },
      settle: () => host.settle(),
    };
  };
  const result = await runScenario({
    part,
    scenario: findScenario(part, slug),
    seed,
    createHost: () => new ChosenHost(givenHosts(findPart(part).lab.id), childHost),
    mapStack: bundle.mapStack,
    keepsHistory: false,
    failed: (error) => trouble.noticed(error),
  });
  return { result, trouble: trouble.found, lateTrouble: undefined, trace: undefined };
}

/** Waits until they have been started; they begin to work by themselves. */
function moreProcesses(): readonly Child[] {
  board.untilHanded(() => say({ kind: 'more-processes' }));
  const handed = port && receiveMessageOnPort(port);
  return ((handed?.message ?? []) as readonly JudgedProcess[]).map(childOf);
}

/** Tells what a process did wrong from what a run failed of. */
class TroubleOf {
  found: JudgeTrouble | undefined;
  private readonly culprit: () => number;

  constructor(culprit: () => number) {
    this.culprit = culprit;
  }

  noticed(error: unknown): void {
    const process = this.culprit();
    if (error instanceof NotReady) this.found ??= { kind: 'not-ready', process };
    else if (error instanceof PipeClosed) this.found ??= { kind: 'closed', process };
    else if (error instanceof PipeFlooded) this.found ??= { kind: 'flooded', process };
    else if (error instanceof MalformedTurn || error instanceof DecodeError)
      this.found ??= { kind: 'malformed', process, what: error.message };
    else if (error instanceof ShortOfProcesses) this.found ??= { kind: 'short-of-processes' };
  }
}

/** A run may be judged before its log is over. What follows says nothing about it any more. */
function readToEnd(turns: TurnStream, late: TroubleOf): void {
  try {
    turns.readToEnd();
  } catch (error) {
    late.noticed(error);
  }
}

const givenOfLabs = new Map<string, GivenHosts>();

function givenHosts(labId: string): GivenHosts {
  const hosts = givenOfLabs.get(labId) ?? new GivenHosts(given[labId]);
  givenOfLabs.set(labId, hosts);
  return hosts;
}

function childOf(process: JudgedProcess): Child {
  const child = children.get(process.id) ?? new Child(process);
  children.set(process.id, child);
  return child;
}

function load({ bundleId, bundle }: JudgeOrder): LoadedBundle {
  if (loaded?.id !== bundleId) {
    if (!bundle) throw new Error(`bundle ${bundleId} was never sent`);
    const code = bundle.code.replace(/\n\/\/# sourceMappingURL=[^\n]*\s*$/, '\n');
    loaded = { id: bundleId, bare: { ...bundle, code }, mapStack: stackMapper(bundle) };
  }
  return loaded;
}
