import { closeSync, openSync } from 'node:fs';
import type { Application } from '../scenarios/lab1-mapreduce/contract.ts';
import { applicationErrorText } from './application-error.ts';
import { countLines } from './line-ends.ts';
import type { ApplicationFailure } from './split-application.ts';
import { checkPair } from './split-pairs.ts';
import type { PieceText } from './split-texts.ts';

/** Lines are tried for so long; one that is found later would not be waited for. */
const SEARCH_MS = 10_000;
const SHOWN_CHARACTERS = 60;

/**
 * What an application threw, and what it was at work on. The line of a file is the first one that is enough
 * to make it throw; if it takes more than one, only the file is known.
 */
export async function describeFailure(app: Application, failure: ApplicationFailure): Promise<string> {
  const where = failure.call === 'map' ? await placeOf(app, failure.part) : `the key ${shown(failure.key)}`;
  return `the application threw in ${failure.call}, at ${where}\n${applicationErrorText(failure.error)}`;
}

async function placeOf(app: Application, part: PieceText): Promise<string> {
  const { piece, text } = part;
  const before = linesBefore(part);
  const found = await firstThrowing(app, part);
  if (found) return `line ${before + found.number} of ${piece.name}: ${shown(found.line)}`;
  if (piece.isWhole) return piece.name;
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return `${piece.name}, somewhere in lines ${before + 1} to ${before + lines}`;
}

/** `number` counts from 1. */
async function firstThrowing(
  app: Application,
  { piece, text }: PieceText,
): Promise<{ readonly number: number; readonly line: string } | undefined> {
  const deadline = performance.now() + SEARCH_MS;
  let number = 0;
  for (let begin = 0; begin < text.length && performance.now() < deadline; number++) {
    const feed = text.indexOf('\n', begin);
    const end = feed < 0 ? text.length : feed;
    const line = text.slice(begin, end);
    if (await throws(app, piece.name, line)) return { number: number + 1, line };
    begin = end + 1;
  }
  return undefined;
}

async function throws(app: Application, name: string, line: string): Promise<boolean> {
  try {
    for (const pair of await app.map(name, line)) checkPair(pair);
    return false;
  } catch {
    return true;
  }
}

function linesBefore({ piece }: PieceText): number {
  const descriptor = openSync(piece.path, 'r');
  try {
    return countLines(descriptor, 0, piece.begin);
  } finally {
    closeSync(descriptor);
  }
}

function shown(text: string): string {
  return JSON.stringify(text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`);
}
