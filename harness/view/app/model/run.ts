import type { Captured } from '../../../trace/captured.ts';
import type { Mark, Operation, Step, Trace, TraceMessage } from '../../../trace/trace.ts';
import { type LaneBands, laneBands, type NetworkSpan, networkSpans } from './bands.ts';
import { fieldsOf } from './captured-text.ts';
import { findHeartbeats, type Heartbeats } from './heartbeats.ts';
import { IntervalIndex } from './interval-index.ts';
import { type LeaderPeriod, leaderPeriods } from './leaders.ts';
import { StateHistory } from './state-history.ts';

/** One recorded run with what the views ask of it again and again. Steps are named by their position here. */
export interface Run {
  readonly trace: Trace;
  readonly steps: readonly Step[];
  readonly beginMs: number;
  readonly endMs: number;
  /** Ascending: the time of each step. */
  readonly times: readonly number[];
  /** Positions of each actor's steps, ascending. */
  readonly stepsOf: readonly (readonly number[])[];
  readonly states: readonly StateHistory[];
  readonly messageOf: (id: number) => TraceMessage | undefined;
  readonly operationOf: (id: number) => Operation | undefined;
  /** What was applied for the first time by anyone, in the order of the run. */
  readonly commits: readonly Commit[];
  /** In `trace.messages`; -1 if it is not there. */
  readonly positionOfMessage: (id: number) => number;
  /** Messages whose arrows touch a stretch of time, by position in `trace.messages`. */
  readonly arrows: IntervalIndex;
  /** By position in `trace.operations`. */
  readonly operationSpans: IntervalIndex;
  readonly bands: readonly LaneBands[];
  readonly networkSpans: readonly NetworkSpan[];
  readonly leaders: readonly LeaderPeriod[];
  readonly heartbeats: Heartbeats;
  /** Median and upper bound of what delivery usually takes; later ones are drawn as late. */
  readonly usualDelayMs: number;
  readonly lateAfterMs: number;
  /** When the rule was broken; the end of the run if none was. */
  readonly failureMs: number;
  /** Position of the step that broke a rule; if none did, of the last one that is no heartbeat. */
  readonly failing: number;
}

export interface Commit {
  readonly position: number;
  readonly index: number;
  readonly term: number | undefined;
}

export function openRun(trace: Trace): Run {
  const { steps, messages, actors } = trace;
  const times = steps.map(({ atMs }) => atMs);
  const beginMs = trace.omitted?.untilMs ?? Math.min(0, times[0] ?? 0);
  const endMs = Math.max(times.at(-1) ?? beginMs, trace.failure?.atMs ?? beginMs);
  const byId = new Map(messages.map((message) => [message.id, message]));
  const operations = new Map(trace.operations.map((operation) => [operation.id, operation]));
  const positions = new Map(messages.map(({ id }, position) => [id, position]));
  const stepsOf = positionsByActor(steps, actors.length);
  const heartbeats = findHeartbeats(trace);
  const delays = messages
    .flatMap(({ fate, sentAtMs }) => (fate.kind === 'delivered' ? [fate.atMs - sentAtMs] : []))
    .sort((a, b) => a - b);
  const usualDelayMs = Math.max(delays[Math.floor(delays.length / 2)] ?? 1, 0.1);
  const failing = trace.failure ? positionOfStep(steps, trace.failure.step) : -1;
  return {
    trace,
    steps,
    beginMs,
    endMs,
    times,
    stepsOf,
    states: actors.map((actor, index) => new StateHistory(actor, steps, stepsOf[index] ?? [])),
    messageOf: (id) => byId.get(id),
    operationOf: (id) => operations.get(id),
    commits: steps.flatMap((step, position) =>
      marksOf(step, 'commit').flatMap(({ index, term }) =>
        index === undefined ? [] : [{ position, index, term }],
      ),
    ),
    positionOfMessage: (id) => positions.get(id) ?? -1,
    arrows: new IntervalIndex(
      Float64Array.from(messages, ({ sentAtMs }) => sentAtMs),
      Float64Array.from(messages, (message) => arrowEndMs(message, endMs)),
    ),
    operationSpans: new IntervalIndex(
      Float64Array.from(trace.operations, ({ fromMs }) => fromMs),
      Float64Array.from(trace.operations, ({ toMs }) => toMs ?? endMs),
    ),
    bands: laneBands(trace, endMs),
    networkSpans: networkSpans(trace, endMs),
    leaders: leaderPeriods(trace, endMs),
    heartbeats,
    usualDelayMs,
    lateAfterMs: 8 * usualDelayMs,
    failureMs: failureMsOf(trace, endMs),
    failing: failing >= 0 ? failing : lastLoud(steps, heartbeats),
  };
}

function lastLoud(steps: readonly Step[], { isQuietStep }: Heartbeats): number {
  const last = isQuietStep.lastIndexOf(false);
  return last >= 0 ? last : steps.length - 1;
}

/** The failure's own time is rounded: then that of its step is meant. */
function failureMsOf({ failure, steps }: Trace, endMs: number): number {
  const stepMs = steps.at(-1)?.atMs ?? endMs;
  return failure && Math.abs(failure.atMs - stepMs) > 0.1 ? failure.atMs : stepMs;
}

/** Where the step with this number of the run is; -1 if it was not kept. */
export function positionOfStep(steps: readonly Step[], n: number): number {
  const position = n - (steps[0]?.n ?? 0);
  return position >= 0 && position < steps.length ? position : -1;
}

/** Whose state a step may have changed: the actor's of the turn, or the one that the scenario troubled. */
export function actorOf(step: Step): number | undefined {
  if (step.actor !== undefined) return step.actor;
  const { cause } = step;
  return cause.kind === 'fault' && cause.actors.length === 1 ? cause.actors[0] : undefined;
}

function positionsByActor(steps: readonly Step[], actors: number): number[][] {
  const positions: number[][] = Array.from({ length: actors }, () => []);
  for (const [position, step] of steps.entries()) positions[actorOf(step) ?? -1]?.push(position);
  return positions;
}

/** When a message was gone from the network, however it ended. */
export function arrowEndMs({ fate, sentAtMs }: TraceMessage, runEndMs: number): number {
  return Math.max(sentAtMs, fate.kind === 'under-way' ? runEndMs : fate.atMs);
}

/** Name of an actor of the run, also of one that a damaged trace only points at. */
export function nameOf(run: Run, actor: number): string {
  return run.trace.actors[actor]?.name ?? `actor ${actor}`;
}

/** The field of a state object, null if there is none: `reports`, `memory`, `disk`. */
export function partOf(state: Captured, part: 'reports' | 'memory' | 'disk'): Captured {
  return fieldsOf(state)?.[part] ?? null;
}

/** Whether the actor was up just after the step at this position. */
export function isUp(run: Run, actor: number, position: number): boolean {
  const atMs = run.times[position] ?? run.beginMs;
  const n = run.steps[position]?.n ?? 0;
  return !run.bands[actor]?.some(
    (band) => band.kind === 'down' && band.fromMs <= atMs && band.fromStep <= n && band.toStep > n,
  );
}

/** Marks of a kind that a step carries. */
export function marksOf(step: Step, kind: string): readonly Mark[] {
  return step.marks?.filter((mark) => mark.kind === kind) ?? [];
}
