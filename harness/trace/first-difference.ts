import type { Step, Trace, TraceEffect, TraceMessage } from './trace.ts';

/** The first step in which two traces differ. */
export interface Difference {
  /** Position in `steps` of both; that of the shorter one's end if it is the beginning of the other. */
  readonly position: number;
  readonly atMs: number;
}

/** Undefined if the traces hold the same steps. */
export function firstDifference(a: Trace, b: Trace): Difference | undefined {
  const [first, second] = [new TraceSteps(a), new TraceSteps(b)];
  const length = Math.max(a.steps.length, b.steps.length);
  for (let position = 0; position < length; position++) {
    if (first.key(position) === second.key(position)) continue;
    return { position, atMs: a.steps[position]?.atMs ?? b.steps[position]?.atMs ?? 0 };
  }
  return undefined;
}

/** The steps of a trace, with the messages that they got and sent. */
export class TraceSteps {
  private readonly trace: Trace;
  private readonly messages: ReadonlyMap<number, TraceMessage>;

  constructor(trace: Trace) {
    this.trace = trace;
    this.messages = new Map(trace.messages.map((message) => [message.id, message]));
  }

  /** Undefined beyond the last. */
  at(position: number): Step | undefined {
    return this.trace.steps[position];
  }

  /** Equal for equal steps: all that a step says, and what the messages say that it got and sent. */
  key(position: number): string {
    const step = this.at(position);
    if (!step) return '';
    const sent = (step.effects ?? []).map((effect) => [effect, this.sentBy(effect)]);
    return JSON.stringify([step.atMs, step.actor, step.cause, this.got(step)?.payload, sent, step.changes]);
  }

  got({ cause }: Step): TraceMessage | undefined {
    return cause.kind === 'message' || cause.kind === 'reply' ? this.messages.get(cause.message) : undefined;
  }

  sentBy(effect: TraceEffect): TraceMessage | undefined {
    return effect.kind === 'send' ? this.messages.get(effect.message) : undefined;
  }

  /** Of an actor, by its position in the trace. */
  nameOf(actor: number): string {
    return this.trace.actors[actor]?.name ?? `actor ${actor}`;
  }
}
