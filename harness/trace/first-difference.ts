import type { Step, Trace, TraceEffect, TraceMessage } from './trace.ts';

/** The first step in which two traces differ. */
export interface Difference {
  /** Position in `steps` of both; that of the shorter one's end if it is the beginning of the other. */
  readonly position: number;
  readonly atMs: number;
  /** The two steps in words. */
  readonly first: string;
  readonly second: string;
}

/** Undefined if the traces hold the same steps. */
export function firstDifference(a: Trace, b: Trace): Difference | undefined {
  const [first, second] = [new Telling(a), new Telling(b)];
  const length = Math.max(a.steps.length, b.steps.length);
  for (let position = 0; position < length; position++) {
    const [one, other] = [first.key(position), second.key(position)];
    if (one === other) continue;
    const atMs = a.steps[position]?.atMs ?? b.steps[position]?.atMs ?? 0;
    return { position, atMs, first: first.words(position), second: second.words(position) };
  }
  return undefined;
}

/** Tells the steps of one trace. */
class Telling {
  private readonly trace: Trace;
  private readonly messages: ReadonlyMap<number, TraceMessage>;

  constructor(trace: Trace) {
    this.trace = trace;
    this.messages = new Map(trace.messages.map((message) => [message.id, message]));
  }

  /** Equal for equal steps: all that a step says, and what the messages say that it got and sent. */
  key(position: number): string {
    const step = this.trace.steps[position];
    if (!step) return '';
    const sent = (step.effects ?? []).map((effect) => [effect, this.sentBy(effect)]);
    return JSON.stringify([step.atMs, step.actor, step.cause, this.got(step)?.payload, sent, step.changes]);
  }

  words(position: number): string {
    const step = this.trace.steps[position];
    if (!step) return 'the run is over';
    const who = step.actor === undefined ? '' : `${this.trace.actors[step.actor]?.name ?? step.actor} `;
    const effects = (step.effects ?? []).map((effect) => this.effectWords(effect));
    return `${who}${this.causeWords(step)}${effects.length > 0 ? `, then: ${effects.join(', ')}` : ''}`;
  }

  private causeWords({ cause, ...step }: Step): string {
    const got = this.got({ cause, ...step });
    if (got) return `gets ${got.method} ${JSON.stringify(got.payload)}`;
    if (cause.kind === 'fault') return `${cause.what} ${cause.text}`;
    return cause.kind === 'timer' ? `timer of ${cause.delayMs} ms` : cause.kind;
  }

  private effectWords(effect: TraceEffect): string {
    const sent = this.sentBy(effect);
    if (sent) return `sends ${sent.method} ${JSON.stringify(sent.payload)}`;
    const { kind, ...rest } = effect;
    return `${kind} ${JSON.stringify(rest)}`;
  }

  private got({ cause }: Step): TraceMessage | undefined {
    return cause.kind === 'message' || cause.kind === 'reply' ? this.messages.get(cause.message) : undefined;
  }

  private sentBy(effect: TraceEffect): TraceMessage | undefined {
    return effect.kind === 'send' ? this.messages.get(effect.message) : undefined;
  }
}
