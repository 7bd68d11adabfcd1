import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LABS } from '../../harness/scenarios/index.ts';
import { PRISTINE_STUBS, stubHash } from '../../harness/scenarios/pristine-stubs.ts';
import type { Lab } from '../../harness/scenarios/scenario.ts';
import { type LabText, readCode, readLab, type TextFile } from './lab-text.ts';

/** Our own code, which nobody is suspected of having copied from a neighbour. */
export interface KnownCode {
  /** K-grams of what every student was handed. */
  readonly handedOut: ReadonlySet<number>;
  /** K-grams of our solutions, unless they were handed out. */
  readonly solutions: ReadonlySet<number>;
  /** The solution of each lab, by the lab's id. */
  readonly solutionOf: ReadonlyMap<string, LabText>;
  readonly notes: readonly string[];
}

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
export const SOLUTIONS: string = join(PROJECT, 'solutions');

/** Reads stubs, tests, contracts and solutions of all labs of this checkout. */
export async function knownCode(): Promise<KnownCode> {
  const notes: string[] = [];
  const handedOut = new Set<number>();
  const solutions = new Set<number>();
  const solutionOf = new Map<string, LabText>();
  for (const lab of LABS) {
    for (const file of await handedOutFiles(lab, notes)) addGrams(file, handedOut);
    const solution = await readLab(join(SOLUTIONS, lab.id));
    solutionOf.set(lab.id, solution);
    for (const file of solution.files) addGrams(file, solutions);
  }
  for (const gram of handedOut) solutions.delete(gram);
  return { handedOut, solutions, solutionOf, notes };
}

/** A stub that somebody works on is no stub any more: it holds code that nobody else has. */
async function handedOutFiles(lab: Lab, notes: string[]): Promise<TextFile[]> {
  const texts = [await readCode(join(PROJECT, 'harness', 'scenarios', lab.id, 'contract.ts'))];
  const folder = join(PROJECT, 'labs', lab.id);
  const { files } = await readLab(folder);
  for (const file of files) {
    const path = `labs/${lab.id}/${file.path}`;
    const isOurs =
      basename(path).endsWith('.test.ts') ||
      stubHash(await readFile(join(folder, file.path), 'utf8')) === PRISTINE_STUBS[path];
    if (isOurs) texts.push(file);
    else if (Object.hasOwn(PRISTINE_STUBS, path))
      notes.push(`${path} has been changed here: its stub was not subtracted`);
  }
  return texts;
}

function addGrams(file: TextFile, grams: Set<number>): void {
  for (const gram of file.grams) grams.add(gram);
}
