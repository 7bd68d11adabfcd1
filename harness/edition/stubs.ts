import { Misuse } from '../real/failures.ts';
import { PRISTINE_STUBS, stubHash } from '../scenarios/pristine-stubs.ts';
import type { Files } from './edition-files.ts';

/**
 * Sees to it that `labs/` is as it is handed out: throws a `Misuse` that names what somebody wrote there.
 */
export function demandPristineLabs(files: Files): void {
  const changed = changedStubs(files);
  if (changed.length === 0) return;
  throw new Misuse(
    `labs/ is not as students should get it: ${changed.join(', ')}. Take a fresh checkout, or put that ` +
      'aside and restore the files. A stub that is meant to change changes in ' +
      'harness/scenarios/pristine-stubs.ts, too.',
  );
}

/** What somebody changed, added or removed below `labs/`, in words. */
export function changedStubs(files: Files): string[] {
  const theirs = [...files].filter(([path]) => isStudents(path));
  const altered = theirs.flatMap(([path, content]) => {
    const expected = PRISTINE_STUBS[path];
    if (expected === undefined) return [`${path} was added`];
    return expected === stubHash(content.toString()) ? [] : [`${path} was changed`];
  });
  const missing = Object.keys(PRISTINE_STUBS).filter((path) => !files.has(path));
  return [...altered, ...missing.map((path) => `${path} is missing`)];
}

function isStudents(path: string): boolean {
  return path.startsWith('labs/') && !/(\/README\.md|\.test\.ts)$/.test(path);
}
