import { relative, sep } from 'node:path';
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
