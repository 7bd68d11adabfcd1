import type { Cause, Mark, Step, Trace, TraceFailure, TraceMessage } from '../trace/trace.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Failing = Pick<TraceFailure, 'rule' | 'message' | 'actor'>;

/** Tells a made-up run step by step, for tests. Actors are named by their position, from 0. */
export class Story {
  private readonly names: readonly string[];
  private readonly steps: Step[] = [];
  private readonly messages: Writable<TraceMessage>[] = [];

  /** All start at 0 ms: steps 0, 1, … */
  constructor(...names: readonly string[]) {
    this.names = names;
    for (const actor of names.keys()) this.step(0, { kind: 'boot', incarnation: 1 }, actor);
  }

  /** Something of the actor's own; returns the number of the step. */
  turn(atMs: number, actor: number, ...marks: readonly Omit<Mark, 'actor'>[]): number {
    return this.step(atMs, { kind: 'timer', id: 1, set: actor, delayMs: atMs }, actor, marks);
  }

  /** A turn of one actor in which the judge notices something of another one. */
  turnAbout(atMs: number, actor: number, about: number, ...marks: readonly Omit<Mark, 'actor'>[]): number {
    const n = this.turn(atMs, actor, ...marks);
    const step = this.steps[n] as Writable<Step>;
    step.marks = marks.map((mark) => ({ ...mark, actor: about }));
    return n;
  }

  /** The actor's last step sends a message; returns its id. `method`: `message` for a one-way message. */
  send(
    from: number,
    to: number,
    method: string = 'message',
    payload: TraceMessage['payload'] = null,
  ): number {
    const sent = this.steps.findLast(({ actor }) => actor === from) as Writable<Step>;
    const id = this.messages.length;
    sent.effects = [...(sent.effects ?? []), { kind: 'send', message: id }];
    const kind = method === 'message' ? 'message' : 'request';
    const about = { id, kind, from, to, method, payload, bytes: 9 } as const;
    this.messages.push({ ...about, sentAtMs: sent.atMs, sent: sent.n, fate: { kind: 'under-way' } });
    return id;
  }

  /** The message arrives; returns the number of the step. */
  arrive(atMs: number, message: number, ...marks: readonly Omit<Mark, 'actor'>[]): number {
    const arriving = this.messages[message] as Writable<TraceMessage>;
    arriving.fate = { kind: 'delivered', atMs, step: this.steps.length };
    return this.step(atMs, { kind: 'message', message }, arriving.to, marks);
  }

  /** What the scenario does to one actor. */
  trouble(atMs: number, what: string, actor: number, text: string = this.names[actor] ?? ''): number {
    return this.step(atMs, { kind: 'fault', what, actors: [actor], text });
  }

  /** The whole run, which failed in its last step if it failed. */
  trace(part: string, failing?: Failing): Trace {
    const last = this.steps.length - 1;
    const atMs = this.steps[last]?.atMs ?? 0;
    const failure = failing && { ...failing, kind: 'assertion', atMs, step: last, isInStep: true };
    return {
      format: 'lockstep-trace',
      version: 1,
      run: {
        part,
        slug: 'made-up',
        scenario: 'made up',
        about: 'Made up.',
        seed: 7,
        implementation: 'labs',
        replay: `npm test ${part} seed=7 only=made-up`,
        fingerprint: '00',
        events: this.steps.length,
        steps: this.steps.length,
        delivered: this.messages.length,
        virtualMs: atMs,
      },
      ...(failure && { failure }),
      actors: this.names.map((name) => {
        const role = /client|process/.test(name) ? 'client' : 'server';
        return { name, role, isUp: false, isPaused: false, isOnline: true, clockRate: 1, state: null };
      }),
      network: { partition: [], cut: [], held: [] },
      steps: this.steps,
      messages: this.messages,
      operations: [],
    };
  }

  private step(
    atMs: number,
    cause: Cause,
    actor?: number,
    marks: readonly Omit<Mark, 'actor'>[] = [],
  ): number {
    const n = this.steps.length;
    const own = marks.map((mark) => ({ ...mark, actor: actor ?? 0 }));
    this.steps.push({
      n,
      atMs,
      ...(actor !== undefined && { actor }),
      cause,
      ...(marks.length > 0 && { marks: own }),
    });
    return n;
  }
}
