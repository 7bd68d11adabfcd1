import { Violation } from '../../labrpc/sim/violation.ts';
import type { ChangeCall } from './change-origins.ts';
import { changeBetween, effectOf, isMadeBy } from './controller-effect.ts';
import { describeCall } from './controller-model.ts';
import { CONFIG_PAPER, type ShardConfig } from './shard-config.ts';

/** A query that was answered with the newest configuration. */
export interface NewestQuery {
  readonly who: string;
  /** A place in the order of all calls and returns. */
  readonly calledAt: number;
  readonly calledAtMs: number;
  readonly returnedAtMs: number;
  /** The number of what it was told. */
  readonly given: number;
}

/** All configurations that were seen, by number. */
interface SeenConfigs {
  get(number: number): ShardConfig | undefined;
}

interface Answered {
  readonly call: ChangeCall;
  readonly returnedAt: number;
  /** The first query that was asked after this was answered. */
  query?: NewestQuery;
  isMissing: boolean;
}

/** In virtual ms: within this time every server knows what was answered, if it hears the others. */
export const SECOND_LOOK_MS = 150;

/**
 * Joins, leaves and moves that were answered: whoever looks later has to find what they changed. Of what is
 * missing, a second look tells whether it was never done, or the first look was at something old. As a leader
 * that answers without the others may not know what is committed until the next change is, that look comes
 * after another change was answered.
 */
export class AnsweredChanges {
  private open: Answered[] = [];
  private lastAnswered: Answered | undefined;
  /** The last query, and when the last change was asked that was answered before it. */
  private lastLook: { readonly query: NewestQuery; readonly changeAskedAtMs: number } | undefined;

  /** `returnedAt`: as in `NewestQuery`. */
  answered(call: ChangeCall, returnedAt: number): void {
    this.lastAnswered = { call, returnedAt, isMissing: false };
    this.open.push(this.lastAnswered);
  }

  queried(query: NewestQuery): void {
    const { lastAnswered } = this;
    if (lastAnswered && lastAnswered.returnedAt < query.calledAt) {
      this.lastLook = { query, changeAskedAtMs: lastAnswered.call.calledAtMs };
    }
    for (const one of this.open) if (one.returnedAt < query.calledAt) one.query ??= query;
  }

  /** Something is missing, and nobody has looked again. */
  get isInDoubt(): boolean {
    return this.open.some(({ isMissing }) => isMissing);
  }

  /**
   * To be called whenever somebody was told a configuration. Throws `controller/not-done` or
   * `controller/stale-query`.
   */
  check(configs: SeenConfigs): void {
    this.open = this.open.filter((one) => {
      const { query } = one;
      if (!query) return true;
      const found = find(one.call, query.given, configs);
      if (found === 'unknown') return true;
      if (found === 'explained') return false;
      one.isMissing = true;
      this.judgeMissing(one.call, query, configs);
      return true;
    });
  }

  private judgeMissing(call: ChangeCall, query: NewestQuery, configs: SeenConfigs): void {
    const change = `${call.who}'s ${describeCall(call.input)}, answered at ${(call.returnedAtMs ?? 0).toFixed(0)} ms,`;
    const look = `${query.who}'s query, asked at ${query.calledAtMs.toFixed(0)} ms`;
    const later = laterMade(call, query.given, configs);
    if (later !== undefined) {
      const message = `${look}, gave configuration ${query.given}, and ${change} before that, made configuration ${later}`;
      throw new Violation('controller/stale-query', message, { paper: CONFIG_PAPER, actor: query.who });
    }
    if (!this.isLookedAtAgain(query, configs)) return;
    const message = `${change} is in no configuration up to ${query.given}, which ${look}, gave; it would have had an effect in each that may have been the newest meanwhile`;
    throw new Violation('controller/not-done', message, { paper: CONFIG_PAPER, actor: call.who });
  }

  /** Whether all is known that a second look at what this query was to show can tell. */
  private isLookedAtAgain({ returnedAtMs, given }: NewestQuery, configs: SeenConfigs): boolean {
    if (!this.lastLook) return false;
    const { query, changeAskedAtMs } = this.lastLook;
    if (changeAskedAtMs < returnedAtMs || query.calledAtMs < returnedAtMs + SECOND_LOOK_MS) return false;
    for (let number = given; number <= query.given; number++) if (!configs.get(number)) return false;
    return true;
  }
}

/** Whether a call had an effect, or none to have, while one of these was the newest: until it was `last`. */
function find(
  { input, newestSeen }: ChangeCall,
  last: number,
  configs: SeenConfigs,
): 'explained' | 'missing' | 'unknown' {
  let isKnown = true;
  for (let number = Math.max(newestSeen, 0); number <= last; number++) {
    const config = configs.get(number);
    const next = configs.get(number + 1);
    if (config && !effectOf(config, input)) return 'explained';
    if (!config || (number < last && !next)) isKnown = false;
    else if (number < last && next && isMadeBy(changeBetween(config, next), input)) return 'explained';
  }
  return isKnown ? 'missing' : 'unknown';
}

/** The number of a configuration after this one that such a call made. */
function laterMade({ input }: ChangeCall, after: number, configs: SeenConfigs): number | undefined {
  for (let number = after; ; number++) {
    const config = configs.get(number);
    const next = configs.get(number + 1);
    if (!config || !next) return undefined;
    if (isMadeBy(changeBetween(config, next), input)) return number + 1;
  }
}
