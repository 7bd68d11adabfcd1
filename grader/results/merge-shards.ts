import { Misuse } from '../misuse.ts';
import { byId } from '../order.ts';
import { clip, plainText } from '../plain-text.ts';
import type { GradeFile, GradingRecord, TimingFile } from './grade-file.ts';
import type { GradedSubmission, GradingAbout } from './write-results.ts';

/** What one `--shard i/n` has written. */
export interface Shard {
  /** For messages: where it was read from. */
  readonly name: string;
  readonly results: GradeFile;
  readonly timing: TimingFile;
}

const LONGEST_ID = 60;

/**
 * Puts shards of one grading together, for `writeResults`: the files are those of a grading without shards.
 * At least one. Throws `Misuse` if they do not belong together.
 */
export function mergeShards(shards: readonly Shard[]): {
  about: GradingAbout;
  submissions: GradedSubmission[];
} {
  const [first] = shards;
  if (!first) throw new Misuse('name the shards to merge');
  for (const shard of shards) refuseOtherGrading(first, shard);
  refuseTwins(shards);
  const about = {
    grading: first.results.grading,
    flags: shards.flatMap(({ results }) => results.flags),
    tier: [...new Set(shards.map(({ timing }) => timing.tier))].sort().join(', '),
    wallMs: shards.reduce((sum, { timing }) => sum + timing.wallMs, 0),
  };
  return { about, submissions: shards.flatMap(submissionsOf).sort((a, b) => byId(a.record, b.record)) };
}

function submissionsOf({ name, results, timing }: Shard): GradedSubmission[] {
  const timings = new Map(timing.submissions.map((one) => [one.id, one]));
  return results.submissions.map((record) => {
    const cost = timings.get(record.id);
    if (!cost) throw new Misuse(`${name}: its timing.json does not know ${shown(record.id)}`);
    return { record, timing: cost };
  });
}

function refuseOtherGrading(first: Shard, shard: Shard): void {
  const keys = Object.keys(first.results.grading) as (keyof GradingRecord)[];
  for (const key of keys) {
    const [one, other] = [first, shard].map(({ results }) => JSON.stringify(results.grading[key]));
    if (one === other) continue;
    const text = `${first.name} and ${shard.name} are not shards of one grading: ${key} is ${one} and ${other}`;
    throw new Misuse(plainText(text));
  }
}

function refuseTwins(shards: readonly Shard[]): void {
  const homes = new Map<string, string>();
  for (const { name, results } of shards) {
    for (const { id } of results.submissions) {
      const other = homes.get(id);
      if (other !== undefined) throw new Misuse(`${shown(id)} is in ${other} and in ${name}`);
      homes.set(id, name);
    }
  }
}

function shown(id: string): string {
  return clip(plainText(id), LONGEST_ID);
}
