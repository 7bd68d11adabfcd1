import type { Captured } from '../trace/captured.ts';
import type { Cause, Operation, Step, Trace, TraceActor, TraceMessage } from '../trace/trace.ts';

/** Actors of `shardTrace`, in this order. Each cluster has one server, that is its leader. */
export const SHARD_ACTORS = ['controller 0', 'admin 0', 'g1.0', 'g2.0', 'clerk 0'] as const;
const [CONTROLLER, ADMIN, FIRST, SECOND, CLERK] = [0, 1, 2, 3, 4];
const CLUSTERS: Readonly<Record<string, string>> = {
  'controller 0': 'controller',
  'g1.0': 'group 1',
  'g2.0': 'group 2',
};

/** A configuration of two shards. */
export function config(number: number, shards: readonly number[], ...gids: readonly number[]): Captured {
  const entries = Object.fromEntries(gids.map((gid) => [gid, [`g${gid}.0`]]));
  return { number, shards: [...shards], groups: { $: 'Map', size: gids.length, entries } };
}

const NOBODY: Captured = { $: 'Set', size: 0, values: [] };
const NONE = config(0, [0, 0]);
const ONE = config(1, [1, 1], 1);
const TWO = config(2, [1, 2], 1, 2);

/**
 * A made-up run of a sharded service, for tests. Group 1 has both shards; with configuration 2, known at
 * 200 ms, shard 1 goes to group 2, which takes that up at 240 ms and awaits the shard until 300 ms. Group 1
 * stays behind. An operation on shard 1 waits from 210 to 320 ms; one on shard 0 is asked at 330 ms and never
 * answered, which breaks a rule at 600 ms.
 */
export function shardTrace(): Trace {
  return new Story().tell();
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

class Story {
  private readonly steps: Step[] = [];
  private readonly messages: Writable<TraceMessage>[] = [];
  private readonly operations: Writable<Operation>[] = [];

  tell(): Trace {
    this.boot(CONTROLLER, { controller: { configs: [NONE], raft: { log: [{ command: TWO }] } } });
    this.boot(ADMIN, { clerk: {} });
    for (const actor of [FIRST, SECOND]) {
      const machine = { config: { $: 'undefined' }, awaited: NOBODY };
      this.boot(actor, { server: { machine } });
    }
    this.boot(CLERK, { clerk: {} });
    this.change(100, CONTROLLER, ['controller', 'configs', 1], ONE);
    this.change(120, FIRST, ['server', 'machine', 'config'], ONE);
    this.operation(130, 'shard 1', FIRST, 140);
    this.change(200, CONTROLLER, ['controller', 'configs', 2], TWO);
    const asked = this.ask(210, 'shard 1');
    this.change(240, SECOND, ['server', 'machine'], {
      config: TWO,
      awaited: { $: 'Set', size: 1, values: [1] },
    });
    this.change(300, SECOND, ['server', 'machine', 'awaited'], NOBODY);
    this.answer(asked, SECOND, 320);
    this.ask(330, 'shard 0');
    return this.trace();
  }

  private boot(actor: number, memory: Captured): void {
    const leads = CLUSTERS[SHARD_ACTORS[actor] ?? ''] !== undefined;
    const reports = leads ? { term: 1, isLeader: true } : null;
    const state = { reports, memory, disk: { state: null, snapshot: null } };
    const marks = leads ? [{ kind: 'leader', actor, text: 'leads term 1', term: 1 }] : [];
    this.step(0, actor, { kind: 'boot', incarnation: 1 }, { changes: [[[], state]], marks });
  }

  private change(atMs: number, actor: number, path: readonly (string | number)[], value: Captured): void {
    const cause: Cause = { kind: 'timer', id: 1, set: 0, delayMs: 50 };
    this.step(atMs, actor, cause, { changes: [[['memory', ...path], value]] });
  }

  private operation(atMs: number, of: string, server: number, untilMs: number): void {
    this.answer(this.ask(atMs, of), server, untilMs);
  }

  private ask(fromMs: number, of: string): number {
    const id = this.operations.length + 1;
    const args = { key: `${of.slice(-1)}/k`, value: 'x' };
    this.operations.push({ id, actor: CLERK, method: 'append', args, fromMs, of });
    this.step(fromMs, CLERK, { kind: 'call', operation: id }, {});
    return id;
  }

  private answer(id: number, server: number, toMs: number): void {
    Object.assign(this.operations[id - 1] ?? {}, { toMs, result: null });
    const message = this.messages.length;
    const fate = { kind: 'delivered', atMs: toMs, step: this.steps.length } as const;
    const sent = { sentAtMs: toMs - 2, sent: this.steps.length - 1, bytes: 9, payload: { kind: 'done' } };
    this.messages.push({
      id: message,
      kind: 'reply',
      from: server,
      to: CLERK,
      method: 'execute',
      ...sent,
      fate,
    });
    this.step(toMs, CLERK, { kind: 'reply', message }, { effects: [{ kind: 'return', operation: id }] });
  }

  private step(atMs: number, actor: number, cause: Cause, rest: Partial<Step>): void {
    this.steps.push({ n: this.steps.length, atMs, actor, cause, ...rest });
  }

  private trace(): Trace {
    const message = 'clerk 0 has no answer';
    const failure = {
      kind: 'assertion',
      rule: 'shardkv/answered',
      message,
      atMs: 600,
      actor: 'clerk 0',
    } as const;
    return {
      format: 'lockstep-trace',
      version: 1,
      run: {
        part: 'lab4b',
        slug: 'made-up',
        scenario: 'a shard moves',
        about: 'Made up.',
        seed: 7,
        implementation: 'labs',
        replay: 'npm test lab4b seed=7 only=made-up',
        fingerprint: '00',
        events: this.steps.length,
        steps: this.steps.length,
        delivered: this.messages.length,
        virtualMs: 600,
      },
      failure: { ...failure, step: this.steps.length - 1, isInStep: false },
      actors: SHARD_ACTORS.map((name): TraceActor => {
        const calm = { isUp: false, isPaused: false, isOnline: true, clockRate: 1, state: null };
        const cluster = CLUSTERS[name];
        return cluster === undefined
          ? { name, role: 'client', ...calm }
          : { name, role: 'server', cluster, ...calm };
      }),
      network: { partition: [], cut: [], held: [] },
      steps: this.steps,
      messages: this.messages,
      operations: this.operations,
    };
  }
}
