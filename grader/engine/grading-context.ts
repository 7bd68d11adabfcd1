import { createHash } from 'node:crypto';
import type { SandboxPrograms } from '../judge/sandbox-programs.ts';
import type { ClassPlan } from './class-plan.ts';

/**
 * What results of runs depend on besides the code that ran: the programs that make and judge them, which hold
 * all of the harness, and the limits. Equal on all machines that have the same project.
 */
export function runContext({ digest }: Pick<SandboxPrograms, 'digest'>, { limits }: ClassPlan): string {
  return hash([digest, limits]);
}

/** What the grade of a submission depends on besides its files and its runs. */
export function planDigest({ labs, sampleSecret: _, ...plan }: ClassPlan): string {
  const parts = labs.flatMap(({ parts }) => parts.map(({ part, points }) => [part.id, points]));
  return hash([parts, plan]);
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}
