import { join } from 'node:path';
import type { Lab } from '../../harness/scenarios/scenario.ts';
import { statsOf } from './careful-read.ts';

/** What a student handed in, cleaned. */
export interface Submission {
  /** The student's, by the roster or the name of what was handed in. Anything may stand in it. */
  readonly id: string;
  /** Absolute path of the clean tree, which holds lab folders and nothing else; empty if it is refused. */
  readonly root: string;
  /** Ids of the labs that it has a folder for, in the order of the course. */
  readonly labs: readonly string[];
  /** SHA-256, in hex, of the files that were taken: names and contents, wherever they lay. */
  readonly digest: string;
  /** One sentence each, fit to print: what was left out, renamed, or found somewhere unexpected. */
  readonly notes: readonly string[];
  /** Why nothing of it is run, if that is so. Fit to print. */
  readonly refusal?: string;
}

/** Why this submission can't be run in this lab, if it can't: a folder or a file that isn't there. */
export function missingFiles({ root, labs }: Submission, lab: Lab): string | undefined {
  if (!labs.includes(lab.id)) return `the folder ${lab.id} is missing`;
  const missing: string[] = [];
  for (const file of Object.keys(lab.files)) {
    const stats = statsOf(join(root, lab.id, file));
    if (stats?.isDirectory()) return `${lab.id}/${file} is a folder, not a file`;
    if (!stats?.isFile()) missing.push(`${lab.id}/${file}`);
  }
  if (missing.length === 0) return undefined;
  return `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing`;
}
