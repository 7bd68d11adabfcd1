import { Violation } from '../../labrpc/sim/violation.ts';
import { CONFIG_PAPER, type ConfigDifference, differenceOf, type ShardConfig } from './shard-config.ts';
import { listNames, someOf } from './shard-config-texts.ts';

/** Who answered. A server that has crashed lives anew, and may know what it is told then. */
export interface Source {
  readonly name: string;
  readonly incarnation: number;
}

/** How somebody was told a configuration. */
export interface Telling {
  readonly who: string;
  readonly atMs: number;
  /** Undefined: nobody knows for sure. */
  readonly by?: Source | undefined;
}

interface Sight extends Telling {
  readonly config: ShardConfig;
}

/** All configurations that were seen in a run, by number. Whoever sees one has to see what all others saw. */
export class ConfigBook {
  private readonly sights = new Map<number, Sight>();
  private newestSeen: ShardConfig | undefined;

  /**
   * Throws if it is not the one that was seen first under its number: `controller/config-changed` if the same
   * server told both in one life, else `controller/same-config`. True: nobody had seen it.
   */
  saw(config: ShardConfig, telling: Telling): boolean {
    const first = this.sights.get(config.number);
    if (first) {
      checkSame(first, { ...telling, config });
      return false;
    }
    this.sights.set(config.number, { ...telling, config });
    if (!this.newestSeen || config.number > this.newestSeen.number) this.newestSeen = config;
    return true;
  }

  /** Whether another one of its number was seen. */
  contradicts(config: ShardConfig): boolean {
    const known = this.get(config.number);
    return known !== undefined && !isSame(differenceOf(known, config));
  }

  /** How many different numbers were seen. */
  get size(): number {
    return this.sights.size;
  }

  /** How a configuration was told first: `clerk 0 was told configuration 3 by controller 1 at 80 ms`. */
  tell(number: number): string {
    const sight = this.sights.get(number);
    if (!sight) throw new RangeError(`nobody was told configuration ${number}`);
    return `${sight.who} was told configuration ${number} ${bySource(sight)}`;
  }

  get(number: number): ShardConfig | undefined {
    return this.sights.get(number)?.config;
  }

  /** All that were seen, by number, ascending. */
  get all(): readonly ShardConfig[] {
    return [...this.sights.values()].map(({ config }) => config).sort((a, b) => a.number - b.number);
  }

  /** The one with the highest number that was seen. */
  get newest(): ShardConfig | undefined {
    return this.newestSeen;
  }
}

/** The order in which a map has its groups is nobody's concern; that of a group's server names is. */
function checkSame(first: Sight, second: Sight): void {
  const difference = differenceOf(first.config, second.config);
  if (isSame(difference)) return;
  const { number } = first.config;
  const { who, by } = second;
  const before = `${first.who} was told configuration ${number} ${bySource(first)}`;
  const differences = someOf(tellDifference(first.config, second.config, difference));
  const message = `${before}, and ${who} another one of that number ${bySource(second)}: ${differences}`;
  const isSameLife =
    by !== undefined && by.name === first.by?.name && by.incarnation === first.by.incarnation;
  const rule = isSameLife ? 'controller/config-changed' : 'controller/same-config';
  throw new Violation(rule, message, { paper: CONFIG_PAPER, actor: who });
}

function isSame(difference: ConfigDifference): boolean {
  return Object.values(difference).every(({ length }) => length === 0);
}

function bySource({ by, atMs }: Telling): string {
  return `${by ? `by ${by.name} ` : ''}at ${atMs.toFixed(0)} ms`;
}

function tellDifference(
  first: ShardConfig,
  second: ShardConfig,
  { added, removed, renamed, moved }: ConfigDifference,
): string[] {
  const names = ({ groups }: ShardConfig, gid: number) => listNames(groups.get(gid) ?? []);
  return [
    ...removed.map((gid) => `group ${gid} was there and is not`),
    ...added.map((gid) => `group ${gid} is there and was not`),
    ...renamed.map((gid) => `group ${gid} was ${names(first, gid)} and is ${names(second, gid)}`),
    ...moved.map((shard) => `shard ${shard} was in ${first.shards[shard]} and is in ${second.shards[shard]}`),
  ];
}
