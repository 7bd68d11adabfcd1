import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { SOLUTIONS } from '../run/reference-code.ts';
import { PROJECT } from '../run/vitest-settings.ts';

/** A method of a class, as our formatter lays it out. */
const METHOD = /^ {2}(?:private |protected |static |async |get |set )*\*?(\w+)(?:<[^>]*>)?\(/gm;

/** Where it stands what lab code and the world call each other by. */
const SHARED = ['labrpc/**/*.ts', 'harness/scenarios/**/{contract,*-program,*-service}.ts', 'labs/**/*.ts'];

/**
 * Names of methods that only our solution of a lab calls: they say what the code does, and nobody needs them.
 * Fields keep their names, as timelines show them. A word that anybody else uses is left alone, as are those
 * of the language, and those that also name something else there: the field of a message, or, between quotes,
 * the method of a server.
 */
export function hiddenNames(labId: string): ReadonlySet<string> {
  const own = codeOf(globSync('**/*.ts', { cwd: join(SOLUTIONS, labId), absolute: true }));
  const names = new Set([...own.matchAll(METHOD)].map(([, name = '']) => name));
  const shared = codeOf(globSync(SHARED, { cwd: PROJECT, absolute: true }));
  const asAnythingElse = own.replace(METHOD, '').replace(/\.\w+/g, '');
  for (const word of [...wordsOf(shared), ...wordsOf(asAnythingElse), ...LANGUAGE]) names.delete(word);
  return names;
}

/** Of several files, without comments. */
function codeOf(files: readonly string[]): string {
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  return texts.join('\n').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
}

function wordsOf(text: string): Set<string> {
  return new Set(text.match(/\w+/g));
}

/** Names of all that objects of JavaScript have by themselves. */
const LANGUAGE: ReadonlySet<string> = new Set(
  Object.getOwnPropertyNames(globalThis).flatMap((name) => {
    const value: unknown = Reflect.get(globalThis, name);
    if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return [name];
    const prototype: unknown = Reflect.get(value, 'prototype');
    const inherited = typeof prototype === 'object' && prototype ? Object.getOwnPropertyNames(prototype) : [];
    return [name, ...Object.getOwnPropertyNames(value), ...inherited];
  }),
);
