import { Violation } from '../../labrpc/sim/violation.ts';
import { CONFIG_PAPER } from './shard-config.ts';

/** A query and its answer. */
export interface NumberedQuery {
  readonly who: string;
  /** Undefined: for the newest. */
  readonly asked: number | undefined;
  readonly given: number;
  /** What was given is not what somebody else was told under this number. */
  readonly contradicts: boolean;
  /** The highest number that anybody had been told when this was asked; -1: none. */
  readonly newestSeen: number;
}

/**
 * Numbers begin with 0, have no gaps, never begin again, and none is ever forgotten. Throws
 * `controller/every-number` if a number that exists was asked for and a higher one given,
 * `controller/stale-query` if what was given is older than it may be, and `controller/number-reused` if the
 * numbers have begun again. `tell` tells how somebody was told the newest before that.
 */
export function checkNumber(query: NumberedQuery, tell: () => string): void {
  const { who, asked, given, newestSeen, contradicts } = query;
  if (asked === given) return;
  const gave = `${who}'s query(${asked ?? ''}) gave configuration ${given}`;
  const violation = (rule: string, message: string) =>
    new Violation(`controller/${rule}`, message, { paper: CONFIG_PAPER, actor: who });
  if (asked !== undefined && given > asked) {
    const why =
      asked === 0
        ? 'configuration 0 always exists'
        : `numbers have no gaps: there is no ${given} without a ${asked}`;
    throw violation('every-number', `${gave}, though ${why}`);
  }
  if (asked !== undefined && asked <= newestSeen) {
    throw violation(
      'stale-query',
      `${gave}, though number ${asked} exists: ${tell()}, before this was asked`,
    );
  }
  if (given >= newestSeen) return;
  const before = `${tell()}, before this was asked`;
  if (contradicts) {
    const message = `${gave}, another one than was given under that number before, and ${before}: numbers do not begin again`;
    throw violation('number-reused', message);
  }
  throw violation('stale-query', `${gave}, though it is not the newest: ${before}`);
}
