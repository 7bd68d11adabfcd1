import { createHash } from 'node:crypto';
import { bundleProgram } from '../../harness/run/worker-code.ts';
import type { SandboxPrograms } from '../judge/sandbox-programs.ts';

/**
 * Names all code that has a say in results of jobs, the judge and the sandboxed programs among it: equal on
 * all machines that have the same project.
 */
export async function projectVersion({ digest }: Pick<SandboxPrograms, 'digest'>): Promise<string> {
  const program = await bundleProgram(new URL('make-part-job.ts', import.meta.url), { isPortable: true });
  return createHash('sha256').update(digest).update(program).digest('hex').slice(0, 12);
}
