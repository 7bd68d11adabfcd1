import { PRISTINE_STUBS, stubHash } from '../scenarios/pristine-stubs.ts';
import type { Lab } from '../scenarios/scenario.ts';
import { readProjectFile } from './project-files.ts';

/** The files of a lab that students change, from the project's root on. */
export function handedOutFiles(lab: Lab): string[] {
  return Object.keys(lab.files).map((file) => `labs/${lab.id}/${file}`);
}

/** What the list of pristine stubs should hold for a file as it is now. */
export function hashOf(path: string): string {
  return stubHash(readProjectFile(path));
}

/** Whether nobody has changed anything: only then may a test rely on what is in `labs/`. */
export function isPristine(lab: Lab): boolean {
  return handedOutFiles(lab).every((path) => hashOf(path) === PRISTINE_STUBS[path]);
}
