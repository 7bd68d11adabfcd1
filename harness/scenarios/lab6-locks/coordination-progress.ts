import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { LockNode, LockRequest } from '../../check/lock-queue.ts';
import type { Calm } from './coordination-calm.ts';
import type { WatchedLock } from './coordination-judge.ts';

const PAPER = 'handout: limits';

/** What a client has under way with a lock: one thing at a time. An object of its own for each time. */
interface Doing {
  readonly what: 'acquire' | 'release';
}

/** Whose a session is. */
export interface SessionClients {
  clientOf(session: string): SimServer | undefined;
  /** Undefined if the client has crashed since: it has another session by now, or none. */
  livingClientOf(session: string): SimServer | undefined;
}

/** What has to happen soon: grants to whoever is next, refusals to whose session is over, releases. */
export class LockProgress {
  private readonly simulation: Simulation;
  private readonly calm: Calm;
  private readonly clients: SessionClients;
  /** Who is next, by lock, each with what tells this time from another. */
  private readonly due = new Map<WatchedLock, Map<LockRequest, symbol>>();
  /** By lock and session. */
  private readonly doing = new Map<string, Doing>();
  /** When a client began to give up what this node was for. */
  private readonly releasedAtMs = new Map<LockNode, number>();

  constructor(simulation: Simulation, calm: Calm, clients: SessionClients) {
    this.simulation = simulation;
    this.calm = calm;
    this.clients = clients;
  }

  asks(lock: WatchedLock, session: string): void {
    this.doing.set(keyOf(lock, session), { what: 'acquire' });
  }

  answered(lock: WatchedLock, session: string): void {
    this.doing.delete(keyOf(lock, session));
  }

  /** `node`: what its session has in the queue for that, as far as the service knows. */
  releases(lock: WatchedLock, session: string, node: LockNode | undefined): void {
    if (node) this.releasedAtMs.set(node, this.simulation.nowMs);
    const key = keyOf(lock, session);
    const release: Doing = { what: 'release' };
    this.doing.set(key, release);
    const isOpen = () => this.doing.get(key) === release;
    void this.soon(session, isOpen, (name, limit) => {
      const message = `${name}'s release of ${lock.name} has not resolved within ${limit}`;
      return new Violation('lock/release', message, { paper: PAPER, actor: name });
    });
  }

  released(lock: WatchedLock, session: string): void {
    this.doing.delete(keyOf(lock, session));
  }

  /** The client has been told that its session is over: whatever it waits for will not come. */
  sessionEnded(lock: WatchedLock, session: string): void {
    const key = keyOf(lock, session);
    const acquire = this.doing.get(key);
    if (acquire?.what !== 'acquire') return;
    const isOpen = () => this.doing.get(key) === acquire;
    void this.soon(session, isOpen, (name, limit) => {
      const message = `${name} was told that its session has expired, and its acquire of ${lock.name} has not been rejected within ${limit}`;
      return new Violation('lock/expiry', message, { paper: PAPER, actor: name });
    });
  }

  /** Somebody may be next by now. */
  changed(lock: WatchedLock): void {
    const due = new Set(lock.queue.due());
    const known = this.due.get(lock) ?? new Map<LockRequest, symbol>();
    this.due.set(lock, known);
    for (const request of known.keys()) if (!due.has(request)) known.delete(request);
    for (const request of due) {
      if (known.has(request)) continue;
      // It may cease to be the next, and be it again: only what began now is meant.
      const turn = Symbol();
      known.set(request, turn);
      const isOpen = () => known.get(request) === turn;
      void this.soon(request.session, isOpen, (name, limit) => this.notGranted(lock, request, name, limit));
    }
  }

  private notGranted(lock: WatchedLock, request: LockRequest, name: string, limit: string): Violation {
    const { queue } = lock;
    const forWhat = request.mode === 'shared' ? ' for reading' : '';
    const obstacle = queue.inTheWayOf(request.session, request.mode);
    const waited = `${name} has asked for ${lock.name}${forWhat} at ${request.askedAtMs.toFixed(1)} ms and was not granted it within ${limit} in which nobody before it had or wanted it`;
    const details = { paper: PAPER, actor: name };
    if (request.node && obstacle) {
      const whose = this.clients.clientOf(obstacle.session)?.name;
      const atMs = this.releasedAtMs.get(obstacle);
      const since = atMs === undefined ? '' : `, released at ${atMs.toFixed(1)} ms`;
      const message = `${waited}: before its node stands ${obstacle.path} of ${whose}${since}, which stands for nobody who has or wants the lock`;
      return new Violation('lock/orphan', message, details);
    }
    const own = queue.nodesOf(request.session).map(({ path }) => path);
    if (own.length > 1) {
      const message = `${waited}: no other node that it has to wait for is before ${own[0]}, but it has ${own.length} itself: ${own.join(', ')}`;
      return new Violation('lock/orphan', message, details);
    }
    const node = request.node
      ? `no node that it has to wait for is before ${request.node.path}`
      : 'it has no node';
    return new Violation('lock/progress', `${waited}: ${node}`, details);
  }

  /** Fails the run if `isOpen` for too long, counted while the client could do something about it. */
  private async soon(
    session: string,
    isOpen: () => boolean,
    violation: (client: string, limit: string) => Violation,
  ): Promise<void> {
    const { simulation, calm } = this;
    const sinceMs = simulation.nowMs;
    while (isOpen()) {
      const client = this.clients.livingClientOf(session);
      if (!client) return;
      const limitMs = simulation.planned?.patienceMs(calm.limitMs) ?? calm.limitMs;
      const restMs = Math.max(sinceMs, calm.sinceMs(client)) + limitMs - simulation.nowMs;
      if (restMs <= 0) return simulation.fail(violation(client.name, `${limitMs / 1000} s`), client);
      await simulation.sleep(Math.min(restMs, limitMs));
    }
  }
}

function keyOf({ name }: WatchedLock, session: string): string {
  return `${session} ${name}`;
}
