import type { LabText, TextFile } from './lab-text.ts';
import type { LineRange, Passage } from './similarity-report.ts';
import { K } from './winnow.ts';

/** A text that repeats itself is compared at its first places only. */
const PLACES_OF_ONE = 4;

interface Place {
  readonly file: number;
  readonly at: number;
}

/** A run of equal tokens: `at` in file number `file`, on both sides. */
interface Run {
  readonly a: Place;
  readonly b: Place;
  readonly length: number;
}

/**
 * Finds equal runs of two texts: each common fingerprint is extended as far as the tokens agree, and no token
 * is used twice, longest runs first. What stands in `known` ends a run.
 */
export function findPassages(a: LabText, b: LabText, known: ReadonlySet<number>): Passage[] {
  const sideA = a.files.map((file) => ({ file, taken: knownTokens(file, known) }));
  const sideB = b.files.map((file) => ({ file, taken: knownTokens(file, known) }));
  const runs = candidateRuns(sideA, sideB, known).sort(longestFirst);
  const chosen = runs.flatMap((run) => {
    const free = freePart(run, sideA, sideB);
    if (!free) return [];
    take(sideA[free.a.file] as Side, free.a.at, free.length);
    take(sideB[free.b.file] as Side, free.b.at, free.length);
    return [free];
  });
  return chosen.sort(byPlace).map(({ a: inA, b: inB, length }) => ({
    tokens: length,
    a: lineRange((sideA[inA.file] as Side).file, inA.at, length),
    b: lineRange((sideB[inB.file] as Side).file, inB.at, length),
  }));
}

interface Side {
  readonly file: TextFile;
  /** 1 for each token that is known or already in a passage. */
  readonly taken: Uint8Array;
}

function knownTokens(file: TextFile, known: ReadonlySet<number>): Uint8Array {
  const taken = new Uint8Array(file.codes.length);
  for (const [at, gram] of file.grams.entries()) if (known.has(gram)) taken.fill(1, at, at + K);
  return taken;
}

function candidateRuns(sideA: readonly Side[], sideB: readonly Side[], known: ReadonlySet<number>): Run[] {
  const placesInA = new Map<number, Place[]>();
  for (const { gram, place } of firstPlaces(sideA, known)) {
    const places = placesInA.get(gram);
    if (places) places.push(place);
    else placesInA.set(gram, [place]);
  }
  const runs: Run[] = [];
  /** How far each diagonal has been looked at: the same pair of files at the same distance. */
  const seen = new Map<string, number>();
  for (const { gram, place: b } of firstPlaces(sideB, known)) {
    for (const a of placesInA.get(gram) ?? []) {
      const diagonal = `${a.file} ${b.file} ${a.at - b.at}`;
      if ((seen.get(diagonal) ?? 0) > a.at) continue;
      const run = extend(a, b, sideA[a.file] as Side, sideB[b.file] as Side);
      seen.set(diagonal, run.a.at + run.length);
      runs.push(run);
    }
  }
  return runs;
}

/** The fingerprints of a text in order, each at its first places only. */
function* firstPlaces(
  side: readonly Side[],
  known: ReadonlySet<number>,
): Generator<{ readonly gram: number; readonly place: Place }> {
  const counts = new Map<number, number>();
  for (const [number, { file }] of side.entries()) {
    for (const at of file.fingerprints) {
      const gram = file.grams[at] as number;
      const count = (counts.get(gram) ?? 0) + 1;
      counts.set(gram, count);
      if (count <= PLACES_OF_ONE && !known.has(gram)) yield { gram, place: { file: number, at } };
    }
  }
}

function extend(a: Place, b: Place, sideA: Side, sideB: Side): Run {
  const agree = (atA: number, atB: number) =>
    atA >= 0 &&
    atB >= 0 &&
    atA < sideA.taken.length &&
    sideA.file.codes[atA] === sideB.file.codes[atB] &&
    !sideA.taken[atA] &&
    !sideB.taken[atB];
  let before = 0;
  while (agree(a.at - before - 1, b.at - before - 1)) before += 1;
  let length = K;
  while (agree(a.at + length, b.at + length)) length += 1;
  return {
    a: { file: a.file, at: a.at - before },
    b: { file: b.file, at: b.at - before },
    length: before + length,
  };
}

/** What is left of a run without the taken tokens at its ends; undefined if that is too little. */
function freePart({ a, b, length }: Run, sideA: readonly Side[], sideB: readonly Side[]): Run | undefined {
  const takenA = (sideA[a.file] as Side).taken;
  const takenB = (sideB[b.file] as Side).taken;
  const isTaken = (offset: number) => takenA[a.at + offset] === 1 || takenB[b.at + offset] === 1;
  let from = 0;
  let to = length;
  while (from < to && isTaken(from)) from += 1;
  while (from < to && isTaken(to - 1)) to -= 1;
  if (to - from < K) return undefined;
  for (let offset = from; offset < to; offset++) if (isTaken(offset)) return undefined;
  return { a: { ...a, at: a.at + from }, b: { ...b, at: b.at + from }, length: to - from };
}

function take({ taken }: Side, at: number, length: number): void {
  taken.fill(1, at, at + length);
}

function lineRange({ path, lineOf }: TextFile, at: number, length: number): LineRange {
  return { file: path, from: lineOf[at] as number, to: lineOf[at + length - 1] as number };
}

function longestFirst(one: Run, other: Run): number {
  return other.length - one.length || byPlace(one, other);
}

function byPlace(one: Run, other: Run): number {
  return (
    one.a.file - other.a.file || one.a.at - other.a.at || one.b.file - other.b.file || one.b.at - other.b.at
  );
}
