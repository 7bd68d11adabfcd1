import { Violation } from '../../labrpc/sim/violation.ts';
import { type ConfigDifference, differenceOf, type ShardConfig } from './shard-config.ts';
import { listNames, someOf } from './shard-config-texts.ts';

/** The first time that anybody was told a configuration. */
interface Sight {
  readonly config: ShardConfig;
  readonly who: string;
  readonly atMs: number;
}

/** All configurations that were seen in a run, by number. Whoever sees one has to see what all others saw. */
export class ConfigBook {
  private readonly sights = new Map<number, Sight>();
  private newestSeen: ShardConfig | undefined;

  /**
   * `who` was told this configuration at this virtual time. Throws `controller/same-config` if it is not the
   * one that was seen first under its number. True: nobody had seen it.
   */
  saw(config: ShardConfig, who: string, atMs: number): boolean {
    const first = this.sights.get(config.number);
    if (first) {
      checkSame(first, { config, who, atMs });
      return false;
    }
    this.sights.set(config.number, { config, who, atMs });
    if (!this.newestSeen || config.number > this.newestSeen.number) this.newestSeen = config;
    return true;
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
  const differences = tellDifference(first.config, second.config, differenceOf(first.config, second.config));
  if (differences.length === 0) return;
  const { config, who, atMs } = second;
  const before = `${first.who} was told configuration ${config.number} at ${first.atMs.toFixed(0)} ms`;
  const message = `${before}, and ${who} another one of that number at ${atMs.toFixed(0)} ms: ${someOf(differences)}`;
  throw new Violation('controller/same-config', message, { actor: who });
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
