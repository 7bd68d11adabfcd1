import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Judge, Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { LockQueue } from '../../check/lock-queue.ts';
import type { Calm } from './coordination-calm.ts';
import { Operations } from './coordination-operations.ts';
import type { ChangeReport, OperationReport } from './coordination-program.ts';
import { LockProgress, type SessionClients } from './coordination-progress.ts';
import type { OperationKind } from './coordination-rpc.ts';
import { Holders } from './holders.ts';
import type { GrantReport, LockKind, LockUse } from './session-program.ts';
import { folderOf } from './znode-tree.ts';

/** The paper, and the section in it that tells the recipes of the lab. */
export const RECIPES = 'ZooKeeper §2.4';
/** A herd is shown for so long before the run ends: a timeline is to show whom it wakes. */
export const HERD_SHOWN_MS = 15;
/** Room for other designs: so many more may be notified of one node's end than have to be. */
const SPARE_NOTIFICATIONS = 2;

/** A lock's queue as the service has it. */
export interface WatchedLock {
  /** `lock a`. */
  readonly name: string;
  readonly queue: LockQueue;
}

/** Who was told that its session has begun or ended, and by whom. */
interface KnownSession {
  readonly client: SimServer;
  /** The service has ended it. */
  isExpired: boolean;
  /** And its client has heard so. */
  isTold: boolean;
}

/** Watches sessions, nodes and locks: exclusion, order and wake-ups at every step. */
export class LockJudge implements Judge, SessionClients {
  readonly holders: Holders;
  readonly operations: Operations;
  /** Called when the service has executed an operation of this client's, before its answer leaves. */
  onOperation: ((client: SimServer, kind: OperationKind) => void) | undefined;
  private readonly simulation: Simulation;
  private readonly progress: LockProgress;
  private readonly sessions = new Map<string, KnownSession>();
  /** By client: its newest session. */
  private readonly newest = new Map<SimServer, string>();
  private readonly locks = new Map<string, WatchedLock>();
  /** By session: the last that it heard of another node, if it has read no children after that. */
  private readonly news = new Map<string, string>();

  constructor(simulation: Simulation, calm: Calm) {
    this.simulation = simulation;
    this.holders = new Holders(simulation);
    this.operations = new Operations(simulation);
    this.progress = new LockProgress(simulation, calm, this);
  }

  sessionBegins(session: string, client: SimServer): void {
    this.sessions.set(session, { client, isExpired: false, isTold: false });
    this.newest.set(client, session);
  }

  hasExpired(client: SimServer): boolean {
    return this.sessions.get(this.sessionOf(client))?.isExpired ?? false;
  }

  /** What there is of the lock below this path. */
  lock(path: string): WatchedLock {
    const known = this.locks.get(path);
    if (known) return known;
    const lock = { name: `lock ${path.slice(path.lastIndexOf('/') + 1)}`, queue: new LockQueue() };
    this.locks.set(path, lock);
    return lock;
  }

  clientOf(session: string): SimServer | undefined {
    return this.sessions.get(session)?.client;
  }

  livingClientOf(session: string): SimServer | undefined {
    const client = this.clientOf(session);
    return client?.isUp && this.newest.get(client) === session ? client : undefined;
  }

  emitted(server: SimServer, name: string, value: unknown): void {
    if (this.newest.has(server)) this.clientReported(server, name, value);
    else this.serviceReported(name, value);
  }

  // Clients
  // ---------------------------------------------------------------------------------------------------

  private clientReported(client: SimServer, name: string, value: unknown): void {
    const session = this.sessionOf(client);
    if (name === 'session-ended') {
      this.simulation.mark(() => ({
        kind: 'expired',
        server: client,
        text: 'hears that its session is over',
      }));
      const known = this.sessions.get(session);
      if (known) known.isTold = true;
      for (const lock of this.locks.values()) this.progress.sessionEnded(lock, session);
      return;
    }
    const use = value as LockUse;
    const lock = this.lock(use.path);
    if (name === 'asks') this.asks(session, lock, use);
    if (name === 'granted') this.granted(client, lock, value as GrantReport);
    if (name === 'rejected') this.rejected(session, lock);
    if (name === 'releases') this.releases(client, lock);
    if (name === 'released') this.progress.released(lock, session);
    this.progress.changed(lock);
  }

  private asks(session: string, lock: WatchedLock, use: LockUse): void {
    this.news.delete(session);
    this.progress.asks(lock, session);
    const known = this.sessions.get(session);
    if (known?.isTold) this.progress.sessionEnded(lock, session);
    // Whose session is over can only be refused.
    if (known?.isExpired) return;
    if (lock.queue.isUsed) this.simulation.count('waits');
    lock.queue.ask(session, use.kind === 'read' ? 'shared' : 'alone', this.simulation.nowMs);
  }

  private granted(client: SimServer, lock: WatchedLock, { kind, isExpired }: GrantReport): void {
    const session = this.sessionOf(client);
    this.progress.answered(lock, session);
    const details = { paper: RECIPES, actor: client.name };
    if (isExpired) {
      const message = `${client.name} was granted ${lock.name} after it had been told that its session has expired: its node is gone, and others may hold the lock`;
      throw new Violation('lock/dead-session', message, details);
    }
    if (this.sessions.get(session)?.isExpired) {
      // It cannot know yet, and must not rely on it for long; nothing in a lock can help that.
      this.simulation.count('grantsTooLate');
      return;
    }
    const mode = kind === 'read' ? 'shared' : 'alone';
    if (lock.queue.granted > 0 && mode === 'shared') this.simulation.count('sharedGrants');
    const request = lock.queue.requestOf(session);
    if (request) request.isGranted = true;
    const wrong = this.wrongWith(client, lock, kind);
    // At once: it says more than that two have the lock.
    if (wrong && wrong.rule !== 'lock/order') this.simulation.fail(wrong, client);
    this.holders.granted(client, lock.name, '', mode);
    if (wrong) throw wrong;
  }

  /** Of a grant, apart from that others may have the lock. */
  private wrongWith(client: SimServer, lock: WatchedLock, kind: LockKind): Violation | undefined {
    const { queue, name } = lock;
    const session = this.sessionOf(client);
    const details = { paper: RECIPES, actor: client.name };
    const granted = `${client.name} was granted ${name}${kind === 'read' ? ' for reading' : ''}`;
    if (!queue.hasNodeOf(session)) {
      const node = queue.requestOf(session)?.node;
      const fate = node ? `${node.path} has gone` : 'it has made none for this';
      const message = `${granted} without a node of its own below it, ${fate}: nobody else can see that it has the lock`;
      return new Violation('lock/own-node', message, details);
    }
    const first = queue.inTheWayOf(session, kind === 'read' ? 'shared' : 'alone');
    if (!first) return undefined;
    const before = `${first.path} of ${this.clientOf(first.session)?.name} is before it`;
    const news = this.news.get(session);
    if (!news) return new Violation('lock/order', `${granted} while ${before}`, details);
    const message = `${granted} when it had heard that ${news}, and had not read the children after that: ${before}`;
    return new Violation('lock/woken', message, details);
  }

  private rejected(session: string, lock: WatchedLock): void {
    this.simulation.count('rejections');
    this.progress.answered(lock, session);
    lock.queue.end(session);
  }

  private releases(client: SimServer, lock: WatchedLock): void {
    const session = this.sessionOf(client);
    const node = lock.queue.requestOf(session)?.node;
    this.holders.ended(client, lock.name);
    lock.queue.end(session);
    this.progress.releases(lock, session, node);
  }

  // The service
  // -----------------------------------------------------------------------------------------------

  private serviceReported(name: string, value: unknown): void {
    if (name === 'operated') {
      const { session, kind, path, answer } = value as OperationReport;
      if (answer.kind === 'exists' && !answer.exists) this.news.set(session, `${path} is not there`);
      this.operated(session, kind);
      return;
    }
    if (name === 'expired') {
      this.expired((value as { readonly session: string }).session);
      return;
    }
    const change = value as ChangeReport;
    if (change.by !== null) this.operated(change.by, name === 'created' ? 'create' : 'remove');
    const lock = this.locks.get(folderOf(change.path));
    this.tellNotified(name, change);
    if (!lock) return;
    if (name === 'created') lock.queue.created(change.path, change.session ?? change.by ?? '');
    if (name === 'removed') this.removed(lock, change);
    this.progress.changed(lock);
  }

  private operated(session: string, kind: OperationKind): void {
    this.simulation.count('operations');
    if (kind === 'children') this.news.delete(session);
    const client = this.clientOf(session);
    if (!client) return;
    this.operations.executed(client, kind);
    this.onOperation?.(client, kind);
  }

  private expired(session: string): void {
    const known = this.sessions.get(session);
    if (!known) return;
    known.isExpired = true;
    const { client } = known;
    this.simulation.count('expiredSessions');
    this.simulation.mark(() => ({ kind: 'expired', server: client, text: `session ${session} expires` }));
    for (const lock of this.locks.values()) {
      if (this.holders.isHeldBy(client, lock.name)) this.simulation.count('expiredHolders');
      this.holders.ended(client, lock.name);
      lock.queue.end(session);
      this.progress.changed(lock);
    }
  }

  private removed(lock: WatchedLock, { path, session, by, notified }: ChangeReport): void {
    const needed = Math.max(1, lock.queue.removed(path));
    this.simulation.count('notifications', notified.length);
    if (notified.length <= needed + SPARE_NOTIFICATIONS) return;
    const whose = this.clientOf(session ?? by ?? '')?.name;
    const needs = needed === 1 ? '1 has' : `${needed} have`;
    const message = `${lock.name}: when ${path} of ${whose} went, ${notified.length} sessions were notified, of which ${needs} a reason to wake; each of the others asks the service again, and again at the next release`;
    const herd = new Violation('lock/herd', message, { paper: RECIPES, actor: whose });
    void this.simulation.sleep(HERD_SHOWN_MS).then(() => this.simulation.fail(herd));
  }

  private tellNotified(name: string, { path, session: of, by, notified }: ChangeReport): void {
    const what = name === 'created' ? 'came' : 'went';
    for (const session of notified) {
      this.news.set(session, `${path} of ${this.clientOf(of ?? by ?? '')?.name} ${what}`);
      const server = this.clientOf(session);
      if (server) this.simulation.mark(() => ({ kind: 'notified', server, text: 'notified' }));
    }
  }

  sessionOf(client: SimServer): string {
    return this.newest.get(client) ?? '';
  }
}
