import type { Captured, Change } from '../trace/captured.ts';
import type { Cause, Mark, Step, Trace, TraceEffect, TraceMessage } from '../trace/trace.ts';

/** What lab code may name or print: nothing of it may ever become a tag. */
export const HOSTILE = '</script><img src=x onerror="document.title=1">';

/**
 * A made-up run of three servers, for tests and measurements: an election, then `rounds` commands from one
 * leader, each with a heartbeat round. A follower crashes and comes back; the last step breaks a rule. A
 * round is 10 steps.
 */
export function exampleTrace(rounds: number, seed: number = 7): Trace {
  return new Story(seed).tell(rounds);
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const LEADER = 0;

class Story {
  private readonly seed: number;
  private readonly steps: Step[] = [];
  private readonly messages: Writable<TraceMessage>[] = [];
  private readonly operations: Writable<Trace['operations'][number]>[] = [];
  private nowMs = 0;

  constructor(seed: number) {
    this.seed = seed;
  }

  tell(rounds: number): Trace {
    this.begin();
    this.election();
    for (let index = 1; index <= rounds; index++) {
      this.command(index);
      this.heartbeat(index);
      if (index === 2) this.fault('crash', 2);
      if (index === 3) this.boot(2, 2);
    }
    this.end(rounds);
    return this.trace();
  }

  private begin(): void {
    this.step({ kind: 'fault', what: 'faults', actors: [], text: 'network {"delayMs":[1,3]}' });
    for (const actor of [0, 1, 2]) this.boot(actor, 1);
  }

  private boot(actor: number, incarnation: number): void {
    const raft = {
      $: 'instance',
      $class: 'Raft',
      me: actor,
      currentTerm: 0,
      votedFor: null,
      log: [],
      commitIndex: 0,
    };
    const state = {
      reports: { term: 0, isLeader: false },
      memory: { raft },
      disk: { state: null, snapshot: null },
    };
    this.step({ kind: 'boot', incarnation }, actor, { changes: [[[], state]] });
  }

  private election(): void {
    this.nowMs += 300 + (this.seed % 50);
    const changes: Change[] = [
      [['memory', 'raft', 'currentTerm'], 1],
      [['memory', 'raft', 'votedFor'], LEADER],
    ];
    const asked = this.turn({ kind: 'timer', id: 1, set: 1, delayMs: 300 }, LEADER, changes, [
      this.request(LEADER, 1, 'requestVote', { term: 1 }),
      this.request(LEADER, 2, 'requestVote', { term: 1 }),
    ]);
    this.lose(asked[1] as number, 'request lost');
    this.nowMs += 2;
    const vote = this.reply(asked[0] as number, { term: 1, voteGranted: true });
    this.deliver(asked[0] as number, [[['memory', 'raft', 'votedFor'], LEADER]], [vote]);
    this.nowMs += 2;
    this.deliver(
      vote,
      [[['reports'], { term: 1, isLeader: true }]],
      [],
      [{ kind: 'leader', actor: LEADER, text: 'leads term 1', term: 1 }],
    );
  }

  private command(index: number): void {
    this.nowMs += 40;
    const entry = { term: 1, command: `set ${index}` };
    const operation = {
      id: index,
      actor: LEADER,
      method: 'start',
      args: [`set ${index}`],
      fromMs: this.nowMs,
      toMs: this.nowMs,
      result: index,
    };
    this.operations.push(operation);
    const sent = this.turn(
      { kind: 'call', operation: index },
      LEADER,
      [[['memory', 'raft', 'log', index - 1], entry]],
      [
        this.request(LEADER, 1, 'appendEntries', { term: 1, entries: [entry] }),
        this.request(LEADER, 2, 'appendEntries', { term: 1, entries: [entry] }),
      ],
    );
    this.spread(sent, [[['memory', 'raft', 'log', index - 1], entry]]);
    this.deliverReplies(
      sent,
      [[['memory', 'raft', 'commitIndex'], index]],
      [
        {
          kind: 'commit',
          actor: LEADER,
          text: `index ${index}: command set ${index} (term 1)`,
          index,
          term: 1,
        },
      ],
    );
  }

  private heartbeat(index: number): void {
    this.nowMs += 60;
    const set = this.steps.length - 1;
    const sent = this.turn(
      { kind: 'timer', id: index + 1, set, delayMs: 100 },
      LEADER,
      [],
      [this.request(LEADER, 1, 'heartbeat', { term: 1 }), this.request(LEADER, 2, 'heartbeat', { term: 1 })],
    );
    this.spread(sent, [[['memory', 'raft', 'lastHeardMs'], this.nowMs]]);
    this.deliverReplies(sent, [], []);
  }

  private end(rounds: number): void {
    const log = { level: 'log', text: `applied ${HOSTILE}`, source: 'labs/lab2-raft/raft.ts:12:3' } as const;
    this.nowMs += 5;
    this.step({ kind: 'timer', id: 1, set: 1, delayMs: 5 }, 1, {
      changes: [[['memory', 'raft', 'commitIndex'], rounds]],
      logs: [log],
      marks: [{ kind: 'apply', actor: 1, text: `index 1: command ${HOSTILE} (term 1)`, index: 1, term: 1 }],
    });
  }

  private trace(): Trace {
    const last = this.steps.at(-1) as Step;
    const actors = [0, 1, 2].map((index) => ({
      name: `server ${index}`,
      role: 'server' as const,
      isUp: false,
      isPaused: false,
      isOnline: true,
      clockRate: 1,
      state: null,
    }));
    return {
      format: 'lockstep-trace',
      version: 1,
      run: {
        part: 'lab2b',
        slug: 'example',
        scenario: `example ${HOSTILE}`,
        about: 'Made up.',
        seed: this.seed,
        implementation: 'labs',
        replay: `npm test lab2b seed=${this.seed} only=example`,
        fingerprint: '00',
        events: this.steps.length,
        steps: this.steps.length,
        delivered: this.messages.filter(({ fate }) => fate.kind === 'delivered').length,
        virtualMs: last.atMs,
      },
      failure: {
        kind: 'assertion',
        rule: 'raft/state-machine-safety',
        message: `server 1 applied ${HOSTILE}`,
        paper: 'Raft §5.4.3',
        atMs: last.atMs,
        actor: 'server 1',
        step: last.n,
        isInStep: true,
      },
      actors,
      network: { partition: [], cut: [], held: [] },
      steps: this.steps,
      messages: this.messages,
      operations: this.operations,
    };
  }

  private step(cause: Cause, actor?: number, rest: Partial<Step> = {}): void {
    this.steps.push({
      n: this.steps.length,
      atMs: this.nowMs,
      ...(actor !== undefined && { actor }),
      cause,
      ...rest,
    });
  }

  /** A turn that changes its actor and sends these messages, whose ids it returns. */
  private turn(
    cause: Cause,
    actor: number,
    changes: readonly Change[],
    sent: readonly number[],
    marks: readonly Mark[] = [],
  ): readonly number[] {
    const effects: readonly TraceEffect[] = sent.map((message) => ({ kind: 'send', message }));
    for (const id of sent) this.sendNow(id);
    const rest = {
      ...(effects.length > 0 && { effects }),
      ...(changes.length > 0 && { changes }),
      ...(marks.length > 0 && { marks }),
    };
    this.step(cause, actor, rest);
    return sent;
  }

  private request(from: number, to: number, method: string, payload: Captured): number {
    return this.message({ kind: 'request', from, to, method, payload });
  }

  private reply(re: number, payload: Captured): number {
    const { from, to, method } = this.messages[re] as TraceMessage;
    return this.message({ kind: 'reply', from: to, to: from, method, payload, re });
  }

  private message(what: Pick<TraceMessage, 'kind' | 'from' | 'to' | 'method' | 'payload' | 're'>): number {
    const id = this.messages.length;
    this.messages.push({ id, ...what, bytes: 40, sentAtMs: 0, sent: 0, fate: { kind: 'under-way' } });
    return id;
  }

  private sendNow(id: number): void {
    const message = this.messages[id] as Writable<TraceMessage>;
    message.sentAtMs = this.nowMs;
    message.sent = this.steps.length;
  }

  private deliver(
    id: number,
    changes: readonly Change[],
    sent: readonly number[],
    marks: readonly Mark[] = [],
  ): void {
    const message = this.messages[id] as Writable<TraceMessage>;
    message.fate = { kind: 'delivered', atMs: this.nowMs, step: this.steps.length };
    this.turn(
      { kind: message.kind === 'reply' ? 'reply' : 'message', message: id },
      message.to,
      changes,
      sent,
      marks,
    );
  }

  private lose(id: number, why: string): void {
    (this.messages[id] as Writable<TraceMessage>).fate = { kind: 'lost', atMs: this.nowMs + 1, why };
  }

  private replies: number[] = [];

  /** Both followers get what was sent, and answer. */
  private spread(sent: readonly number[], changes: readonly Change[]): void {
    this.replies = [];
    for (const id of sent) {
      this.nowMs += 1.25;
      const answer = this.reply(id, { term: 1, success: true });
      this.deliver(id, changes, [answer]);
      this.replies.push(answer);
    }
  }

  private deliverReplies(sent: readonly number[], changes: readonly Change[], marks: readonly Mark[]): void {
    for (const [index] of sent.entries()) {
      this.nowMs += 1.5;
      const isFirst = index === 0;
      this.deliver(this.replies[index] as number, isFirst ? changes : [], [], isFirst ? marks : []);
    }
  }

  private fault(what: string, actor: number): void {
    this.step({ kind: 'fault', what, actors: [actor], text: `server ${actor}` });
  }
}
