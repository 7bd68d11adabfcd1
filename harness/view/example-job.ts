import type { Captured } from '../trace/captured.ts';
import type { Cause, Mark, Step, Trace, TraceActor, TraceEffect, TraceMessage } from '../trace/trace.ts';

const ACTORS = ['coordinator', 'files', 'worker 0', 'worker 1'] as const;
const [COORDINATOR, FILES, W0, W1] = [0, 1, 2, 3];
const POLLS = 20;

/**
 * A made-up MapReduce job, for tests: worker 0 dies while it maps in-0.txt, and nobody is given its task
 * again. Worker 1 maps in-1.txt, reduces two keys and writes mr-out-0 in two parts; then it asks again and
 * again, is told to wait, and a time is up.
 */
export function jobTrace(): Trace {
  return new JobStory().tell();
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

class JobStory {
  private readonly steps: Step[] = [];
  private readonly messages: Writable<TraceMessage>[] = [];
  private nowMs = 0;

  tell(): Trace {
    this.step(FILES, { kind: 'boot', incarnation: 1 });
    this.step(COORDINATOR, { kind: 'boot', incarnation: 1 }, [
      { kind: 'map-task', actor: COORDINATOR, of: 'in-0.txt', text: 'there is in-0.txt to be mapped' },
      { kind: 'map-task', actor: COORDINATOR, of: 'in-1.txt', text: 'there is in-1.txt to be mapped' },
      { kind: 'reduce-task', actor: COORDINATOR, of: 'mr-out-0', text: 'there is mr-out-0 to be made' },
    ]);
    for (const worker of [W0, W1]) this.boot(worker);
    this.beginMap(W0, 'in-0.txt');
    this.beginMap(W1, 'in-1.txt');
    this.nowMs = 200;
    this.fault('crash', W0);
    this.nowMs = 500;
    this.step(W1, TIMER, [work(W1, 'map', 'in-1.txt', 'ends')]);
    this.call(W1, FILES, 'create', { name: 'mr-1-0', text: 'x' }, { writer: 1 });
    this.reduce();
    for (let poll = 0; poll < POLLS; poll++) this.poll();
    return this.trace();
  }

  private boot(worker: number): void {
    const state = { reports: null, memory: { worker: { unanswered: 0 } }, disk: null };
    this.step(worker, { kind: 'boot', incarnation: 1 }, [], { changes: [[[], state]] });
  }

  private beginMap(worker: number, input: string): void {
    this.call(worker, COORDINATOR, 'requestTask', { worker }, { kind: 'map', input });
    const begins = work(worker, 'map', input, 'begins');
    this.call(worker, FILES, 'read', { name: input }, { text: 'whale whale' }, { received: [begins] });
  }

  private reduce(): void {
    this.step(W1, TIMER, [work(W1, 'reduce', 'sea', 'begins')]);
    this.nowMs += 30;
    this.step(W1, TIMER, [work(W1, 'reduce', 'sea', 'ends'), work(W1, 'reduce', 'whale', 'begins')]);
    this.nowMs += 30;
    this.step(W1, TIMER, [work(W1, 'reduce', 'whale', 'ends')]);
    for (const [method, text] of [
      ['create', 'sea 1\n'],
      ['finish', 'sea 1\nwhale 2\n'],
    ] as const) {
      const mark = {
        kind: 'output',
        actor: FILES,
        of: 'mr-out-0',
        text: `mr-out-0 has ${text.length} characters`,
      };
      const emit = { kind: 'emit', name: 'output', value: { reduce: 0, text } } as const;
      this.call(W1, FILES, method, { name: 'mr-out-0' }, {}, { handled: [mark], effects: [emit] });
    }
  }

  /** Counts what is not answered, as many workers do. */
  private poll(): void {
    this.nowMs += 200;
    const counts = (value: number) => ({ changes: [[['memory', 'worker', 'unanswered'], value]] }) as const;
    const asked = this.send(W1, COORDINATOR, 'request', 'requestTask', { worker: W1 });
    this.step(W1, TIMER, [], { ...counts(1), effects: [asked.effect] });
    const answer = this.arrive(asked.id, [], { kind: 'wait' });
    this.arrive(answer, [], undefined, counts(0));
  }

  /** A request, its handling and the reply, 2 ms each. */
  private call(
    from: number,
    to: number,
    method: string,
    args: Captured,
    reply: Captured,
    more: { handled?: readonly Mark[]; received?: readonly Mark[]; effects?: readonly TraceEffect[] } = {},
  ): void {
    const { id, effect } = this.send(from, to, 'request', method, args);
    this.step(from, TIMER, [], { effects: [effect] });
    const answer = this.arrive(id, more.handled ?? [], reply, { effects: more.effects ?? [] });
    this.arrive(answer, more.received ?? []);
  }

  private send(
    from: number,
    to: number,
    kind: 'request' | 'reply',
    method: string,
    payload: Captured,
    re?: number,
  ) {
    const id = this.messages.length;
    const message = {
      id,
      kind,
      from,
      to,
      method,
      payload,
      bytes: 20,
      sentAtMs: this.nowMs,
      sent: this.steps.length,
    };
    this.messages.push({ ...message, fate: { kind: 'under-way' }, ...(re !== undefined && { re }) });
    return { id, effect: { kind: 'send', message: id } as const };
  }

  /** Returns the number of the reply, if there is one. */
  private arrive(id: number, marks: readonly Mark[], reply?: Captured, rest: Partial<Step> = {}): number {
    this.nowMs += 2;
    const message = this.messages[id] as Writable<TraceMessage>;
    const { kind, from, to, method } = message;
    message.fate = { kind: 'delivered', atMs: this.nowMs, step: this.steps.length };
    const answer = reply === undefined ? undefined : this.send(to, from, 'reply', method, reply, id);
    const effects = [...(rest.effects ?? []), ...(answer ? [answer.effect] : [])];
    const cause: Cause = { kind: kind === 'reply' ? 'reply' : 'message', message: id };
    this.step(to, cause, marks, { ...rest, effects });
    return answer?.id ?? -1;
  }

  private fault(what: string, actor: number): void {
    const cause = { kind: 'fault', what, actors: [actor], text: ACTORS[actor] ?? '' } as const;
    this.steps.push({ n: this.steps.length, atMs: this.nowMs, cause });
  }

  private step(actor: number, cause: Cause, marks: readonly Mark[] = [], rest: Partial<Step> = {}): void {
    const marked = marks.length > 0 ? { marks } : {};
    this.steps.push({ n: this.steps.length, atMs: this.nowMs, actor, cause, ...marked, ...rest });
  }

  private trace(): Trace {
    const atMs = this.nowMs + 100;
    const message = 'another worker waits, and nobody has begun "in-0.txt" again';
    const failure = { kind: 'assertion', rule: 'mapreduce/re-executes', message, atMs } as const;
    return {
      format: 'lockstep-trace',
      version: 1,
      run: {
        part: 'lab1',
        slug: 'made-up',
        scenario: 'a job',
        about: 'Made up.',
        seed: 7,
        implementation: 'labs',
        replay: 'npm test lab1 seed=7 only=made-up',
        fingerprint: '00',
        events: this.steps.length,
        steps: this.steps.length,
        delivered: this.messages.length,
        virtualMs: atMs,
      },
      failure: { ...failure, step: this.steps.length - 1, isInStep: false },
      actors: ACTORS.map((name, index): TraceActor => {
        const calm = { isUp: false, isPaused: false, isOnline: true, clockRate: 1, state: null };
        return { name, role: index === FILES ? 'storage' : 'server', ...calm };
      }),
      network: { partition: [], cut: [], held: [] },
      steps: this.steps,
      messages: this.messages,
      operations: [],
    };
  }
}

const TIMER: Cause = { kind: 'timer', id: 1, set: 0, delayMs: 200 };

function work(actor: number, kind: 'map' | 'reduce', of: string, span: 'begins' | 'ends'): Mark {
  return { kind, actor, of, span, text: `${span} ${of}` };
}
