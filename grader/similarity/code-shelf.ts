import { join } from 'node:path';
import { type LabText, readLab } from './lab-text.ts';
import type { SubmittedCode } from './submission-prints.ts';

/** Labs kept at a time: a hundred are some 20 MB. */
const PLACES = 100;

/** Reads the labs of submissions again when they are to be shown; keeps those that were asked for last. */
export class CodeShelf {
  readonly #submissions: readonly SubmittedCode[];
  readonly #texts = new Map<string, LabText>();

  constructor(submissions: readonly SubmittedCode[]) {
    this.#submissions = submissions;
  }

  /** A lab of the submission at this place. */
  async lab(place: number, labId: string): Promise<LabText> {
    const { root } = this.#submissions[place] as SubmittedCode;
    const key = `${place} ${labId}`;
    const text = this.#texts.get(key) ?? (await readLab(join(root, labId)));
    // The map's order is that of use: what was used last stands last.
    this.#texts.delete(key);
    this.#texts.set(key, text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > PLACES && oldest !== undefined) this.#texts.delete(oldest);
    return text;
  }
}
