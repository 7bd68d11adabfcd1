import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { LeaseTokens, type TokenGrant } from '../../check/lease-tokens.ts';
import { Holders } from './holders.ts';

/** The handout: within this time a client that wakes from a pause has aborted the signals that it must. */
const WAKE_MS = 100;

/** A lease that some client asked for. */
export interface AskedLease {
  readonly id: number;
  readonly client: SimServer;
  /** `a`. */
  readonly name: string;
  /** `lock a`. */
  readonly lock: string;
  readonly askedAtMs: number;
  /** `lapsed`: its signal has aborted. `dead`: its client has crashed. */
  state: 'asked' | 'held' | 'released' | 'lapsed' | 'dead';
  /** NaN until it is granted. */
  token: number;
  grantedAtMs: number;
  /** While its client slept, the lock was granted to this one. */
  successor?: AskedLease;
  /** Known once it cannot be later: its client has been silent for so long, or somebody else has the lock. */
  endedAtMs?: number;
}

/**
 * Who was granted which lease, and has it: as clients were told. Judges exclusion and tokens whenever a lease
 * is granted. Clients that sleep, or whose clocks are not true, may believe that they hold what others have.
 */
export class LeaseBook {
  /** By id. */
  readonly leases: AskedLease[] = [];
  /** Tokens cannot make up for a clock that runs wrong: only the storage is judged then. */
  clocksAreTrue = true;
  private readonly simulation: Simulation;
  private readonly holders: Holders;
  private readonly tokens = new LeaseTokens();
  /** By lease: the largest token of its lock when it was asked for. */
  private readonly before = new Map<AskedLease, TokenGrant | undefined>();
  /** Those whom something has befallen that can cost them a lease. */
  private readonly troubled = new Set<SimServer>();
  /** Until when a client cannot be expected to know what it holds. */
  private readonly sleepsUntilMs = new Map<SimServer, number>();

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.holders = new Holders(simulation);
  }

  asked(client: SimServer, name: string): AskedLease {
    const askedAtMs = this.simulation.nowMs;
    const id = this.leases.length;
    const lock = `lock ${name}`;
    const lease: AskedLease = {
      id,
      client,
      name,
      lock,
      askedAtMs,
      state: 'asked',
      token: Number.NaN,
      grantedAtMs: Number.NaN,
    };
    this.leases.push(lease);
    this.before.set(lease, this.tokens.largest(lock));
    return lease;
  }

  granted(id: number, token: number, isAborted: boolean): void {
    const lease = this.lease(id);
    const { client, lock } = lease;
    const { nowMs: atMs } = this.simulation;
    lease.token = token;
    lease.grantedAtMs = atMs;
    this.tokens.granted({ lock, token, by: client.name, atMs }, this.before.get(lease));
    this.simulation.count('tokens');
    lease.state = isAborted ? 'lapsed' : 'held';
    if (isAborted) return;
    if (this.yieldsTo(lease)) return;
    this.markLease(lease, 'begins');
    this.holders.granted(client, lock, `token ${token}`);
  }

  /** Its holder has called `release`: from now on it may be somebody else's. */
  releases(id: number): void {
    const lease = this.lease(id);
    if (lease.state === 'held') this.end(lease, 'released');
  }

  /** Its signal has aborted. */
  lapsed(id: number): void {
    const lease = this.lease(id);
    if (lease.state !== 'held') return;
    this.end(lease, 'lapsed');
    this.simulation.count('lapsed');
    const { client, grantedAtMs } = lease;
    if (this.troubled.has(client) || !this.clocksAreTrue) return;
    const agoMs = (this.simulation.nowMs - grantedAtMs).toFixed(1);
    const message = `${client.name} gave up ${describe(lease)}: its signal aborted ${agoMs} ms after the grant, though nothing hindered ${client.name} or the server`;
    throw new Violation('lease/kept', message, { paper: 'Gray & Cheriton 1989, §2', actor: client.name });
  }

  crashed(client: SimServer): void {
    for (const lease of this.leases) {
      if (lease.client !== client) continue;
      if (lease.state === 'held') this.end(lease, 'dead');
      else if (lease.state === 'asked') lease.state = 'dead';
    }
  }

  /** From now on its leases may be lost. */
  trouble(client: SimServer): void {
    this.troubled.add(client);
  }

  /** It notices nothing until `wakes`. */
  sleeps(client: SimServer): void {
    this.trouble(client);
    this.sleepsUntilMs.set(client, Number.POSITIVE_INFINITY);
  }

  /** Soon it must have given up what others have by now. */
  wakes(client: SimServer): void {
    const untilMs = this.simulation.nowMs + WAKE_MS;
    this.sleepsUntilMs.set(client, untilMs);
    void this.simulation.sleep(WAKE_MS).then(() => {
      if (this.sleepsUntilMs.get(client) === untilMs) this.isAwake(client);
    });
  }

  /** Nobody has heard of its holder for so long that the server has forgotten it; the holder may not know. */
  expired(lease: AskedLease): void {
    if (lease.endedAtMs !== undefined || lease.state !== 'held') return;
    lease.endedAtMs = this.simulation.nowMs;
    this.markLease(lease, 'ends');
    const { client: server, lock, token } = lease;
    this.simulation.mark(() => ({
      kind: 'expired',
      server,
      text: `${lock}, token ${token}, is over by now`,
    }));
  }

  /** Who had a lock last, as far as clients know, and what became of that. */
  lastHolder(lock: string): string {
    const granted = this.leases.filter((lease) => lease.lock === lock && !Number.isNaN(lease.token));
    const last = granted.sort((a, b) => a.grantedAtMs - b.grantedAtMs).at(-1);
    if (!last) return 'no client was ever granted it';
    const { client, token, state, endedAtMs } = last;
    return `${client.name} had it last, with token ${token}, and ${ENDINGS[state]}${endedAtMs === undefined ? '' : ` at ${endedAtMs.toFixed(1)} ms`}`;
  }

  private isAwake(client: SimServer): void {
    for (const lease of this.leases) {
      const { successor, state } = lease;
      if (lease.client !== client || state !== 'held' || !successor || !this.clocksAreTrue) continue;
      const message = `${client.name} still takes itself for the holder of ${describe(lease)} ${WAKE_MS} ms after it woke up, though ${successor.client.name} was granted ${describe(successor)} at ${successor.grantedAtMs.toFixed(1)} ms: the signal has not aborted`;
      this.simulation.fail(new Violation('lease/aborted', message, { actor: client.name }), client);
    }
  }

  /** Whether the new one is that of a client that just woke up, and does not yet see what others have. */
  private yieldsTo(lease: AskedLease): boolean {
    for (const other of this.leases) {
      if (other === lease || other.lock !== lease.lock || other.state !== 'held' || other.successor) continue;
      if (this.isExcused(other.client)) {
        other.successor = lease;
        this.expired(other);
        this.holders.overtaken(other.client, other.lock);
      } else if (this.isExcused(lease.client)) {
        lease.successor = other;
        return true;
      }
    }
    return false;
  }

  private isExcused(client: SimServer): boolean {
    return !this.clocksAreTrue || this.simulation.nowMs <= (this.sleepsUntilMs.get(client) ?? -1);
  }

  private end(lease: AskedLease, state: 'released' | 'lapsed' | 'dead'): void {
    lease.state = state;
    if (lease.successor) {
      this.holders.noticed(lease.client, lease.lock, `token ${lease.token}`);
      return;
    }
    this.holders.ended(lease.client, lease.lock);
    if (lease.endedAtMs === undefined) this.markLease(lease, 'ends');
    lease.endedAtMs ??= this.simulation.nowMs;
  }

  private lease(id: number): AskedLease {
    return this.leases[id] as AskedLease;
  }

  private markLease(lease: AskedLease, span: 'begins' | 'ends'): void {
    const of = `${lease.lock}, token ${lease.token}`;
    const text = span === 'begins' ? `lease of ${of}` : `end of the lease of ${of}`;
    this.simulation.mark(() => ({ kind: 'lease', server: lease.client, of, span, text }));
  }
}

const ENDINGS: Readonly<Record<AskedLease['state'], string>> = {
  asked: 'waits for it',
  held: 'still has it',
  released: 'released it',
  lapsed: 'aborted its signal',
  dead: 'crashed',
};

/** `lock a (token 3)`. */
export function describe({ lock, token }: AskedLease): string {
  return `${lock} (token ${token})`;
}
