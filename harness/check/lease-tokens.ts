import { Violation } from '../../labrpc/sim/violation.ts';

/** A grant that some client was told of. */
export interface TokenGrant {
  readonly lock: string;
  readonly token: number;
  /** `client 1`. */
  readonly by: string;
  readonly atMs: number;
}

const PAPER = 'Burrows 2006, §2.4';

/**
 * The tokens of each lock. Clients may be told of grants in another order than that in which the server made
 * them, so two are compared only if one client had been told of its grant before the other one asked.
 */
export class LeaseTokens {
  /** By lock: all grants so far, the one with the largest token last. */
  private readonly grants = new Map<string, TokenGrant[]>();

  /** The grant with the largest token that anybody knows of by now: what is asked for now is later. */
  largest(lock: string): TokenGrant | undefined {
    return this.grants.get(lock)?.at(-1);
  }

  /** `before`: what `largest` was when this was asked for. Throws unless the token is a new, larger one. */
  granted(grant: TokenGrant, before: TokenGrant | undefined): void {
    const { lock, token, by } = grant;
    if (typeof token !== 'number' || !Number.isFinite(token)) {
      const message = `${by} was granted ${lock} with token ${String(token)}, which is not a number`;
      throw new Violation('lease/token-order', message, { actor: by });
    }
    const known = this.grants.get(lock) ?? [];
    const earlier = before && token <= before.token ? before : known.find((one) => one.token === token);
    if (earlier) {
      const what = token === earlier.token ? 'the same token' : `the larger token ${earlier.token}`;
      const message = `${by} was granted ${lock} with token ${token}, though ${earlier.by} had been granted it with ${what} at ${earlier.atMs.toFixed(1)} ms`;
      throw new Violation('lease/token-order', message, { paper: PAPER, actor: by });
    }
    const last = known.at(-1);
    if (!last || token > last.token) known.push(grant);
    else known.splice(known.length - 1, 0, grant);
    this.grants.set(lock, known);
  }
}
