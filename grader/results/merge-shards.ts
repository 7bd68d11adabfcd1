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
  refuseIncomplete(shards);
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
    if (one !== other) throw notOneGrading(first, shard, `${key} is ${one} and ${other}`);
  }
  const [one, other] = [pointsOf(first), pointsOf(shard)];
  if (one && other && one !== other)
    throw notOneGrading(first, shard, `parts are worth ${one} and ${other} points`);
  const [seeds, others] = [seedsOf(first), seedsOf(shard)];
  if (seeds.size > 0 && others.size > 0 && [...others].every((seed) => !seeds.has(seed)))
    throw notOneGrading(first, shard, 'they have other seeds, so their --seed-base differs');
}

function notOneGrading(first: Shard, shard: Shard, difference: string): Misuse {
  return new Misuse(
    plainText(`${first.name} and ${shard.name} are not shards of one grading: ${difference}`),
  );
}

/** What each part is worth, by the first submission: the policies may differ. */
function pointsOf({ results }: Shard): string | undefined {
  return results.submissions[0]?.parts.map(({ max }) => max).join(', ');
}

function seedsOf({ results }: Shard): ReadonlySet<string> {
  const scenarios = results.submissions.flatMap(({ parts }) => parts.flatMap((part) => part.scenarios));
  return new Set(scenarios.flatMap(({ fingerprints }) => Object.keys(fingerprints)));
}

/** A shard that was forgotten would be students without marks. */
function refuseIncomplete(shards: readonly Shard[]): void {
  const [first] = shards;
  for (const { name, timing } of shards) {
    if (timing.shard?.of === first?.timing.shard?.of) continue;
    throw new Misuse(`${first?.name} and ${name} are not cut into the same number of shards`);
  }
  const of = first?.timing.shard?.of ?? 0;
  const given = new Set(shards.map(({ timing }) => timing.shard?.index));
  const missing = Array.from({ length: of }, (_, index) => index + 1).filter((index) => !given.has(index));
  if (missing.length > 0) throw new Misuse(`of ${of} shards these are missing: ${missing.join(', ')}`);
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
