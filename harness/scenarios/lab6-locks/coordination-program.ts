import type { Boot, Environment } from '../../../labrpc/host/program.ts';
import { Condition } from '../../../labrpc/index.ts';
import type {
  CoordinationRpc,
  CreateArgs,
  LookArgs,
  NodeArgs,
  Numbering,
  OperationAnswer,
  OperationKind,
  OperationReply,
  PollReply,
  WatchEvent,
} from './coordination-rpc.ts';
import { type ZnodeChange, ZnodeTree } from './znode-tree.ts';

export interface CoordinationSetup {
  /** A session from which the service has heard nothing for so long has expired. */
  readonly sessionMs: number;
}

/** What the judge is told of each change of the tree. */
export interface ChangeReport {
  readonly path: string;
  /** Whose node it is; null if it outlives all sessions. */
  readonly session: string | null;
  /** Who asked for it; null if it went with its session. */
  readonly by: string | null;
  /** The sessions that are told of it, each once. */
  readonly notified: readonly string[];
}

/** And of each operation that changes nothing. */
export interface OperationReport extends NodeArgs {
  readonly session: string;
  readonly kind: OperationKind;
  readonly answer: OperationAnswer;
}

/** How often a poll is answered though nothing has happened, in parts of `sessionMs`. */
const HEARTBEATS_A_SESSION = 4;

interface ServedSession {
  heardAtMs: number;
  /** The last operation that was done. */
  number: number;
  answer: OperationAnswer | undefined;
  /** Not yet confirmed. */
  events: WatchEvent[];
  lastEvent: number;
  readonly news: Condition;
}

/** The coordination service: one server, which keeps nothing on disk and is never crashed. */
class Coordination implements CoordinationRpc {
  private readonly tree = new ZnodeTree();
  private readonly sessions = new Map<string, ServedSession>();
  private readonly expired = new Set<string>();
  private readonly sessionMs: number;
  private readonly environment: Environment;

  constructor(environment: Environment) {
    this.environment = environment;
    this.sessionMs = (environment.setup as CoordinationSetup).sessionMs;
    setTimeout(() => this.expire(), this.sessionMs);
  }

  create(args: CreateArgs & Numbering): OperationReply {
    return this.operate(args, () => {
      const owner = args.ephemeral ? args.session : undefined;
      const created = this.tree.create(args.path, owner, args.sequential);
      if (!created) return this.changedNothing(args, 'create', { kind: 'node-exists' });
      this.tell(created, args.session);
      return { kind: 'created', path: created.path };
    });
  }

  remove(args: NodeArgs & Numbering): OperationReply {
    return this.operate(args, () => {
      const removed = this.tree.remove(args.path);
      if (removed.length === 0) return this.changedNothing(args, 'remove', { kind: 'no-node' });
      for (const change of removed) this.tell(change, args.session);
      return { kind: 'removed' };
    });
  }

  exists(args: LookArgs & Numbering): OperationReply {
    return this.operate(args, () => {
      const exists = this.tree.exists(args.path, args.watch ? args.session : undefined);
      return this.changedNothing(args, 'exists', { kind: 'exists', exists });
    });
  }

  children(args: LookArgs & Numbering): OperationReply {
    return this.operate(args, () => {
      const names = this.tree.children(args.path, args.watch ? args.session : undefined);
      return this.changedNothing(args, 'children', { kind: 'children', names: shuffled(names) });
    });
  }

  async poll({ session: id, after }: { session: string; after: number }): Promise<PollReply> {
    const session = this.hear(id, after);
    if (!session) return { kind: 'session-expired' };
    if (session.events.length === 0) await session.news.wait(this.sessionMs / HEARTBEATS_A_SESSION);
    if (this.expired.has(id)) return { kind: 'session-expired' };
    return { kind: 'events', events: [...session.events] };
  }

  /** A session lives as long as it is heard. It begins with its first message. */
  private hear(id: string, after: number): ServedSession | undefined {
    if (this.expired.has(id)) return undefined;
    let session = this.sessions.get(id);
    if (!session) {
      session = {
        heardAtMs: 0,
        number: 0,
        answer: undefined,
        events: [],
        lastEvent: 0,
        news: new Condition(),
      };
      this.sessions.set(id, session);
    }
    session.heardAtMs = performance.now();
    session.events = session.events.filter(({ number }) => number > after);
    return session;
  }

  /** What was executed before, and comes again, is not executed again. */
  private operate(args: Numbering, execute: () => OperationAnswer): OperationReply {
    const session = this.hear(args.session, args.after);
    if (!session) return { kind: 'session-expired' };
    if (args.number > session.number || !session.answer) {
      session.number = args.number;
      session.answer = execute();
    }
    return { kind: 'answer', answer: session.answer, events: [...session.events] };
  }

  private changedNothing(
    { session, path }: NodeArgs & Numbering,
    kind: OperationKind,
    answer: OperationAnswer,
  ): OperationAnswer {
    const report: OperationReport = { session, kind, path, answer };
    this.environment.emit('operated', report);
    return answer;
  }

  /** Tells the judge, and those whose watches have fired. */
  private tell({ what, path, owner, fired }: ZnodeChange, by: string | null): void {
    const notified = fired.map(({ session }) => session);
    const report: ChangeReport = { path, session: owner ?? null, by, notified };
    this.environment.emit(what, report);
    for (const { session: id, of, path: watched } of fired) {
      const session = this.sessions.get(id);
      if (!session) continue;
      session.lastEvent++;
      session.events.push({ number: session.lastEvent, of, path: watched });
      session.news.notifyAll();
    }
  }

  private expire(): void {
    const nowMs = performance.now();
    for (const [id, session] of this.sessions) {
      if (nowMs < session.heardAtMs + this.sessionMs) continue;
      this.sessions.delete(id);
      this.expired.add(id);
      this.environment.emit('expired', { session: id });
      for (const change of this.tree.endSession(id)) this.tell(change, null);
      session.news.notifyAll();
    }
    const heard = [...this.sessions.values()].map(({ heardAtMs }) => heardAtMs);
    const nextMs = Math.min(nowMs, ...heard) + this.sessionMs;
    setTimeout(() => this.expire(), Math.max(1, nextMs - nowMs));
  }
}

/** No order is promised, so nobody shall get used to one. */
function shuffled(names: string[]): string[] {
  for (let last = names.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    const name = names[last] as string;
    names[last] = names[other] as string;
    names[other] = name;
  }
  return names;
}

export const boot: Boot = (_lab, environment) => ({
  services: { coordination: new Coordination(environment) },
});
