import type { TraceMessage } from '../../../trace/trace.ts';
import type { Run } from './run.ts';
import { positionOfTurn } from './step-position.ts';

/**
 * What happened before one step and what after it (Lamport 1978). Of each actor, the one is a beginning of
 * its steps and the other is an end. Steps are named by position.
 */
export interface Cone {
  readonly position: number;
  /** By actor: its last step that happened before, or is, the step; -1 if none did. */
  readonly pastUntil: readonly number[];
  /** By actor: its first step that happened after, or is, the step; infinite if none did. */
  readonly futureFrom: readonly number[];
}

/** `unknown`: steps are left out of the trace that could have led from one to the other. */
export type Standing = 'itself' | 'before' | 'after' | 'concurrent' | 'unknown';

/** A message on a way from one step to another. */
export interface Hop {
  readonly message: number;
  /** Positions of the steps in which it was sent and arrived. */
  readonly sent: number;
  readonly arrived: number;
}

/** Undefined for what is no event of an actor: what the scenario did to the world, and a gap. */
export function coneOf(run: Run, position: number): Cone | undefined {
  const actor = actorOfEvent(run, position);
  if (actor === undefined) return undefined;
  const reached = reachedFrom(run, position, run.steps.length - 1);
  return {
    position,
    pastUntil: pastOf(run, position, actor),
    futureFrom: run.trace.actors.map((_, other) => reached[other]?.position ?? Number.POSITIVE_INFINITY),
  };
}

/** How a step stands to the one of the cone; undefined for what is no event of an actor. */
export function standingOf(run: Run, cone: Cone, position: number): Standing | undefined {
  const actor = actorOfEvent(run, position);
  if (actor === undefined) return undefined;
  if (position === cone.position) return 'itself';
  if (position <= (cone.pastUntil[actor] ?? -1)) return 'before';
  if (position >= (cone.futureFrom[actor] ?? Number.POSITIVE_INFINITY)) return 'after';
  return isGapBetween(run, position, cone.position) ? 'unknown' : 'concurrent';
}

/**
 * Whether a message brought news to the step of the cone (`before`), or from it (`after`). `unheard`: it was
 * sent before and had brought nothing to it yet. Undefined for all others.
 */
export type MessageStanding = 'before' | 'after' | 'unheard';

export function messageStanding(run: Run, cone: Cone, message: TraceMessage): MessageStanding | undefined {
  const { fate, from, to } = message;
  const sent = positionOfTurn(run.steps, message.sent);
  if (sent >= (cone.futureFrom[from] ?? Number.POSITIVE_INFINITY)) return 'after';
  const arrived = fate.kind === 'delivered' ? positionOfTurn(run.steps, fate.step) : -1;
  if (arrived >= 0 && arrived <= (cone.pastUntil[to] ?? -1)) return 'before';
  return sent >= 0 && sent <= (cone.pastUntil[from] ?? -1) ? 'unheard' : undefined;
}

/** How many steps stand so to the step of the cone. */
export function countStandings(run: Run, cone: Cone): Readonly<Record<Standing, number>> {
  const counts = { itself: 0, before: 0, after: 0, concurrent: 0, unknown: 0 };
  for (const position of run.steps.keys()) {
    const standing = standingOf(run, cone, position);
    if (standing) counts[standing]++;
  }
  return counts;
}

/**
 * The messages by which news of one step first came to another; none if both are of one actor. Undefined if
 * the one did not happen before the other, as far as the trace tells.
 */
export function wayBetween(run: Run, from: number, to: number): readonly Hop[] | undefined {
  const goal = actorOfEvent(run, to);
  const start = actorOfEvent(run, from);
  if (goal === undefined || start === undefined || from >= to) return undefined;
  const reached = reachedFrom(run, from, to);
  if (!reached[goal]) return undefined;
  const hops: Hop[] = [];
  for (let at = goal; at !== start; ) {
    const hop = reached[at]?.hop;
    if (!hop) return undefined;
    hops.unshift(hop);
    at = actorOfEvent(run, hop.sent) ?? start;
  }
  return hops;
}

function actorOfEvent(run: Run, position: number): number | undefined {
  const step = run.steps[position];
  return step?.cause.kind === 'gap' ? undefined : step?.actor;
}

interface Reached {
  readonly position: number;
  /** What brought the news; undefined at the actor of the step itself. */
  readonly hop?: Hop;
}

/** By actor: where news of a step first reached it, until the last position. */
function reachedFrom(run: Run, position: number, last: number): readonly (Reached | undefined)[] {
  const reached: (Reached | undefined)[] = run.trace.actors.map(() => undefined);
  reached[actorOfEvent(run, position) ?? -1] = { position };
  const senders = sendersOf(run);
  for (let arrived = position + 1; arrived <= last; arrived++) {
    const sent = senders[arrived] ?? -1;
    if (sent < position) continue;
    const actor = actorOfEvent(run, arrived);
    if (actor === undefined || reached[actor]) continue;
    const known = reached[actorOfEvent(run, sent) ?? -1];
    const { cause } = run.steps[arrived] ?? {};
    if (!known || known.position > sent || (cause?.kind !== 'message' && cause?.kind !== 'reply')) continue;
    reached[actor] = { position: arrived, hop: { message: cause.message, sent, arrived } };
  }
  return reached;
}

function pastOf(run: Run, position: number, actor: number): readonly number[] {
  const until = run.trace.actors.map(() => -1);
  until[actor] = position;
  const senders = sendersOf(run);
  for (let arrived = position; arrived > 0; arrived--) {
    const sent = senders[arrived] ?? -1;
    if (sent < 0 || arrived > (until[actorOfEvent(run, arrived) ?? -1] ?? -1)) continue;
    const sender = actorOfEvent(run, sent);
    if (sender !== undefined) until[sender] = Math.max(until[sender] ?? -1, sent);
  }
  return until;
}

const known = new WeakMap<Run, Int32Array>();

/** By position: the step in which the message was sent that a step received; -1 if it received none. */
function sendersOf(run: Run): Int32Array {
  const senders =
    known.get(run) ??
    Int32Array.from(run.steps, ({ cause }) => {
      if (cause.kind !== 'message' && cause.kind !== 'reply') return -1;
      const message = run.messageOf(cause.message);
      return message ? positionOfTurn(run.steps, message.sent) : -1;
    });
  known.set(run, senders);
  return senders;
}

/** Whether steps that are left out lie between two, or one of the two lies among them. */
function isGapBetween({ leftOut }: Run, a: number, b: number): boolean {
  if (!leftOut) return false;
  const isBefore = (position: number) => position < leftOut.first;
  const isAfter = (position: number) => position > leftOut.gap;
  return !((isBefore(a) && isBefore(b)) || (isAfter(a) && isAfter(b)));
}
