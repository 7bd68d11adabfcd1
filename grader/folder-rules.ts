import { relative, sep } from 'node:path';
import type { GradeOptions } from './grade-options.ts';
import { Misuse } from './misuse.ts';

/** The next grading would take the results for a submission. */
export function refuseOutInside({ folder, out }: { readonly folder: string; readonly out: string }): void {
  const [first = ''] = relative(folder, out).split(sep);
  if (first === '..' || first.startsWith('.') || first === 'node_modules') return;
  if (relative(folder, out) === out) return;
  throw new Misuse(
    '--out lies in the folder of submissions, where it would be taken for one: choose another',
  );
}

/** Options that do not fit together, said before the work and not after it. */
export function refuseUnfitting(
  { formats, shard, similarity }: Pick<GradeOptions, 'formats' | 'shard' | 'similarity'>,
  submissions: number,
): void {
  if (formats.includes('classroom50') && submissions !== 1) {
    throw new Misuse(
      `--format classroom50 is for one submission, graded by its runner: here are ${submissions}`,
    );
  }
  if (shard && similarity) {
    throw new Misuse('--similarity compares all submissions: ask for it without --shard');
  }
}
