import type { Captured } from '../../../trace/captured.ts';
import type { Mark, Operation, Step, Trace, TraceMessage } from '../../../trace/trace.ts';
import { type LaneBands, laneBands, type NetworkSpan, networkSpans } from './bands.ts';
import { fieldsOf } from './captured-text.ts';
import { type Clusters, findClusters } from './clusters.ts';
import { failureTime, isBrokenInStep, type OpeningStep, openingStep } from './failure-moment.ts';
import { findHeartbeats } from './heartbeats.ts';
import { IntervalIndex } from './interval-index.ts';
import { type LeaderPeriod, leaderPeriods } from './leaders.ts';
import { findLeftOut, type LeftOut } from './left-out.ts';
import { findOverlaps, type Overlap } from './lock-bands.ts';
import { refusedRequests } from './message-facts.ts';
import { requestCounts } from './operation-requests.ts';
import type { Quiet } from './quiet.ts';
import { findSpans, type Span } from './spans.ts';
import { StateHistory } from './state-history.ts';
import { findStorageTalk } from './storage-talk.ts';
import { findStorms, type Storm } from './storms.ts';

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
  readonly clusters: Clusters;
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
  /** How many requests were sent for each operation, as far as that can be told; by position. */
  readonly requestCounts: readonly number[];
  readonly bands: readonly LaneBands[];
  readonly networkSpans: readonly NetworkSpan[];
  readonly leaders: readonly LeaderPeriod[];
  /** What lasts, in the order in which it began. */
  readonly spans: readonly Span[];
  /** Where two hold one lock at once. */
  readonly overlaps: readonly Overlap[];
  /** By position in `spans`. */
  readonly spansAt: IntervalIndex;
  readonly heartbeats: Quiet;
  /** Talk with storage. */
  readonly storageTalk: Quiet;
  readonly storms: readonly Storm[];
  /** Undefined if the trace is complete. */
  readonly leftOut: LeftOut | undefined;
  /** Median and upper bound of what delivery usually takes; later ones are drawn as late. */
  readonly usualDelayMs: number;
  readonly lateAfterMs: number;
  /** When the rule was found broken; the end of the run if none was. */
  readonly failureMs: number;
  /** Position of the step to open at: that which broke a rule; if none did, the last one that matters. */
  readonly failing: number;
  /** Whether a rule was broken in that step. */
  readonly isBrokenInStep: boolean;
  /** What the step to open at has to do with the failure. */
  readonly whyThere: OpeningStep['why'];
  /** Whether any server saves anything in this run. */
  readonly isSaving: boolean;
}

export interface Commit {
  readonly position: number;
  readonly actor: number;
  readonly index: number;
  readonly term: number | undefined;
}

export function openRun(trace: Trace): Run {
  const { steps, messages, actors } = trace;
  const times = steps.map(({ atMs }) => atMs);
  const beginMs = Math.min(0, times[0] ?? 0);
  const endMs = Math.max(times.at(-1) ?? beginMs, trace.failure?.atMs ?? beginMs);
  const byId = new Map(messages.map((message) => [message.id, message]));
  const operations = new Map(trace.operations.map((operation) => [operation.id, operation]));
  const positions = new Map(messages.map(({ id }, position) => [id, position]));
  const stepsOf = positionsByActor(steps, actors.length);
  const refused = refusedRequests(messages);
  const heartbeats = findHeartbeats(trace, refused);
  const storageTalk = findStorageTalk(trace);
  const leftOut = findLeftOut(trace);
  const spans = findSpans(trace, endMs, leftOut);
  const delays = messages
    .flatMap(({ fate, sentAtMs }) => (fate.kind === 'delivered' ? [fate.atMs - sentAtMs] : []))
    .sort((a, b) => a - b);
  const usualDelayMs = Math.max(delays[Math.floor(delays.length / 2)] ?? 1, 0.1);
  const isQuiet = (position: number) =>
    heartbeats.isQuietStep[position] === true || storageTalk.isQuietStep[position] === true;
  const opening = openingStep(trace, spans, isQuiet);
  return {
    trace,
    steps,
    beginMs,
    endMs,
    times,
    stepsOf,
    clusters: findClusters(trace),
    states: actors.map((actor, index) => new StateHistory(actor, steps, stepsOf[index] ?? [])),
    messageOf: (id) => byId.get(id),
    operationOf: (id) => operations.get(id),
    commits: steps.flatMap((step, position) =>
      marksOf(step, 'commit').flatMap(({ actor, index, term }) =>
        index === undefined ? [] : [{ position, actor, index, term }],
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
    requestCounts: requestCounts(trace),
    bands: laneBands(trace, endMs),
    networkSpans: networkSpans(trace, endMs),
    leaders: leaderPeriods(trace, endMs),
    spans,
    overlaps: findOverlaps(spans),
    spansAt: new IntervalIndex(
      Float64Array.from(spans, ({ fromMs }) => fromMs),
      Float64Array.from(spans, ({ toMs }) => toMs),
    ),
    heartbeats,
    storageTalk,
    storms: findStorms(trace, refused),
    leftOut,
    usualDelayMs,
    lateAfterMs: 8 * usualDelayMs,
    failureMs: failureTime(trace, endMs),
    failing: opening.position,
    whyThere: opening.why,
    isSaving: steps.some(({ effects }) => effects?.some(({ kind }) => kind === 'save')),
    isBrokenInStep: isBrokenInStep(trace),
  };
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
