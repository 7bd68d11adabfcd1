import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LABS } from '../../harness/scenarios/index.ts';
import { byId } from '../order.ts';
import { clip, plainText } from '../plain-text.ts';
import { breakLines } from './break-lines.ts';
import { SOLUTIONS } from './known-code.ts';
import type { FileRange, ListedPair, PageData, PairView, ShownPassage, Side, SideFile } from './page-data.ts';
import type { LabLikeness, Likeness, SimilarityReport } from './similarity-report.ts';
import { linesOf } from './source-tokens.ts';
import type { SubmittedCode } from './submission-prints.ts';

/** Pairs that carry their code, and as many submissions beside our solution. */
const MOST_VIEWS = 50;
/** Of code in the page. */
const MOST_CHARACTERS = 4_000_000;
/** Of one pair: more have no colours of their own, and nobody reads them. */
const MOST_PASSAGES = 300;
const LONGEST_LINE = 400;
const LONGEST_NAME = 60;
const OUR_SOLUTION = 'our solution';

/** Adds the code that the page shows to what the report knows; reads it from the submissions again. */
export async function makePageData(
  report: SimilarityReport,
  submissions: readonly SubmittedCode[],
): Promise<PageData> {
  const sides = new Sides(submissions);
  const labs = report.labs.filter((lab) =>
    [...report.pairs, ...report.likeSolution].some((pair) => pair.labs.some((one) => one.lab === lab)),
  );
  const pairs: ListedPair[] = [];
  for (const [at, pair] of report.pairs.entries()) {
    const view = at < MOST_VIEWS ? await sides.view(pair.labs, pair.a, pair.b) : undefined;
    pairs.push({ a: shownName(pair.a), b: shownName(pair.b), ...figures(pair, labs), ...(view && { view }) });
  }
  const likeSolution: ListedPair[] = [];
  for (const [at, one] of report.likeSolution.entries()) {
    const view = at < MOST_VIEWS ? await sides.view(one.labs, one.id, undefined) : undefined;
    likeSolution.push({ a: shownName(one.id), ...figures(one, labs), ...(view && { view }) });
  }
  return {
    labs,
    submissions: report.submissions.length,
    comparedPairs: report.comparedPairs,
    usual: report.usual,
    pairs,
    likeSolution,
    sides: sides.all(),
    notes: notesOf(report),
  };
}

function figures({ share, lab, overall, longestRun, labs }: Likeness, words: readonly string[]) {
  const labShares = words.map((word) => labs.find((one) => one.lab === word)?.share ?? 0);
  return { share, lab, overall, longestRun, labShares };
}

function notesOf({ notes, submissions }: SimilarityReport): string[] {
  const ofFiles = submissions.flatMap(({ id, notes: own }) => own.map((note) => `${shownName(id)}, ${note}`));
  return [...notes, ...ofFiles].map(plainText);
}

function shownName(id: string): string {
  return clip(plainText(id), LONGEST_NAME);
}

/** The code in the page, each file once however many pairs show it. */
class Sides {
  readonly #roots: ReadonlyMap<string, string>;
  /** By id; our solution has none. */
  readonly #places = new Map<string | undefined, number>();
  readonly #sides: { readonly name: string; readonly files: SideFile[] }[] = [];
  #charactersLeft = MOST_CHARACTERS;

  constructor(submissions: readonly SubmittedCode[]) {
    this.#roots = new Map(submissions.map(({ id, root }) => [id, root]));
  }

  all(): Side[] {
    return this.#sides.map(({ name, files }) => ({ name, files: [...files].sort(byLabAndPath) }));
  }

  /** What two sides share, with the files it stands in; undefined if the page has no room for them. */
  async view(labs: readonly LabLikeness[], a: string, b: string | undefined): Promise<PairView | undefined> {
    const passages = shownPassages(labs);
    const placeA = this.#placeOf(a);
    const placeB = this.#placeOf(b);
    for (const passage of passages) {
      if (!(await this.#add(a, passage.a)) || !(await this.#add(b, passage.b))) return undefined;
    }
    return passages.length > 0 ? { a: placeA, b: placeB, passages } : undefined;
  }

  #placeOf(id: string | undefined): number {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    const place = this.#sides.push({ name: id === undefined ? OUR_SOLUTION : shownName(id), files: [] }) - 1;
    this.#places.set(id, place);
    return place;
  }

  async #add(id: string | undefined, { lab, file: path }: FileRange): Promise<boolean> {
    const side = this.#sides[this.#placeOf(id)] as { readonly files: SideFile[] };
    if (side.files.some((file) => file.lab === lab && file.path === path)) return true;
    const root = id === undefined ? SOLUTIONS : (this.#roots.get(id) as string);
    const folder = LABS.find(({ word }) => word === lab)?.id as string;
    const text = breakLines(await readFile(join(root, folder, path), 'utf8'));
    this.#charactersLeft -= text.length;
    if (this.#charactersLeft < 0) return false;
    side.files.push({ lab, path, lines: linesOf(text).map(shortened) });
    return true;
  }
}

function shownPassages(labs: readonly LabLikeness[]): ShownPassage[] {
  const all = labs.flatMap(({ lab, passages }) =>
    passages.map(({ tokens, a, b }) => ({ tokens, a: { lab, ...a }, b: { lab, ...b } })),
  );
  const longest = [...all].sort((one, other) => other.tokens - one.tokens).slice(0, MOST_PASSAGES);
  const shown = new Set(longest);
  return all.filter((passage) => shown.has(passage));
}

function shortened(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)} …`;
}

function byLabAndPath(one: SideFile, other: SideFile): number {
  return byId({ id: `${one.lab}/${one.path}` }, { id: `${other.lab}/${other.path}` });
}
