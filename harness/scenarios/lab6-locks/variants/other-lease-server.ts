/** What a client says to the server: a keep-alive for all its leases at once, and requests that wait. */
export interface OtherLeaseRpc {
  /** Answered when the lock is offered to this client, or with null when it has waited for a while. */
  wait(args: { client: string; name: string }): Promise<{ offer: number | null }>;
  /** Which of these leases are alive; all that are, for another `leaseMs`. */
  keepAlive(args: { client: string; tokens: number[] }): { alive: number[] };
  giveBack(args: { client: string; token: number }): { done: true };
}

interface Grant {
  name: string;
  client: string;
  token: number;
  expiry: ReturnType<typeof setTimeout>;
}

interface Waiter {
  client: string;
  resolve: (offer: number | null) => void;
  givesUp: ReturnType<typeof setTimeout>;
}

/**
 * Another correct design: clients wait in a queue at the server, leases end by timers, and tokens are moments
 * of a clock that only goes forward. A lease that is over may be kept alive as long as nobody else asked.
 */
export class LeaseServer implements OtherLeaseRpc {
  private readonly leaseMs: number;
  private readonly grants = new Map<string, Grant>();
  private readonly queues = new Map<string, Waiter[]>();
  private readonly expired = new Set<string>();
  private lastToken = 0;

  constructor(config: { leaseMs: number }) {
    this.leaseMs = config.leaseMs;
  }

  wait({ client, name }: { client: string; name: string }): Promise<{ offer: number | null }> {
    const mine = this.grants.get(name);
    // It asks again: it has not heard the answer that gave it the lock, or has given that lease up.
    if (mine?.client === client && !this.expired.has(name)) {
      mine.token = this.nextToken();
      this.prolong(mine);
      return Promise.resolve({ offer: mine.token });
    }
    return new Promise((resolve) => {
      const queue = this.queues.get(name) ?? [];
      this.queues.set(name, queue);
      const others = queue.filter((other) => other.client === client);
      for (const other of others) this.leave(queue, other);
      const waiter: Waiter = {
        client,
        resolve: (offer) => resolve({ offer }),
        givesUp: setTimeout(() => this.leave(queue, waiter), this.leaseMs / 4),
      };
      queue.push(waiter);
      if (!this.grants.has(name) || this.expired.has(name)) this.offer(name);
    });
  }

  keepAlive({ client, tokens }: { client: string; tokens: number[] }): { alive: number[] } {
    const alive = [...this.grants.values()].filter(
      (grant) => grant.client === client && tokens.includes(grant.token),
    );
    for (const grant of alive) this.prolong(grant);
    return { alive: alive.map((grant) => grant.token) };
  }

  giveBack({ client, token }: { client: string; token: number }): { done: true } {
    const grant = [...this.grants.values()].find((one) => one.token === token && one.client === client);
    if (grant) this.end(grant);
    return { done: true };
  }

  private leave(queue: Waiter[], waiter: Waiter): void {
    clearTimeout(waiter.givesUp);
    const place = queue.indexOf(waiter);
    if (place >= 0) queue.splice(place, 1);
    waiter.resolve(null);
  }

  private offer(name: string): void {
    const next = this.queues.get(name)?.shift();
    if (!next) return;
    clearTimeout(next.givesUp);
    const grant: Grant = {
      name,
      client: next.client,
      token: this.nextToken(),
      expiry: setTimeout(() => {}, 0),
    };
    this.grants.set(name, grant);
    this.prolong(grant);
    next.resolve(grant.token);
  }

  private nextToken(): number {
    this.lastToken = Math.max(this.lastToken + 0.001, performance.now());
    return this.lastToken;
  }

  private prolong(grant: Grant): void {
    this.expired.delete(grant.name);
    clearTimeout(grant.expiry);
    grant.expiry = setTimeout(() => {
      this.expired.add(grant.name);
      this.offer(grant.name);
    }, this.leaseMs);
  }

  private end(grant: Grant): void {
    clearTimeout(grant.expiry);
    this.grants.delete(grant.name);
    this.expired.delete(grant.name);
    this.offer(grant.name);
  }
}
