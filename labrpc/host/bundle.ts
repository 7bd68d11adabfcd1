import { Script } from 'node:vm';
import * as encoding from '../encoding.ts';
import { createGlobals, GLOBAL_NAMES, type GlobalSources, globalsNamedIn } from './globals.ts';
import type { Boot } from './program.ts';

/**
 * Lab code and its programs, bundled into one script. Plain data: it travels to workers and child processes.
 */
export interface Bundle {
  /** The script: an expression statement that sets `__lockstep`, with a source map inline. */
  readonly code: string;
  /** Shown in stack traces and by debuggers. */
  readonly fileName: string;
}

/** What a bundle evaluates to. */
export interface BundleExports {
  readonly lab: Readonly<Record<string, unknown>>;
  readonly programs: Readonly<Record<string, Boot>>;
}

/**
 * A compiled bundle. Each call evaluates all modules afresh, with globals of their own, so that
 * module-level state belongs to one incarnation and dies with it.
 */
export type BundleFactory = (sources: GlobalSources) => BundleExports;

/**
 * The name under which the host's `encode` and `decode` reach the bundle: one copy serves all incarnations.
 */
export const ENCODING_NAME = '__lockstepEncoding';

export function compileBundle(bundle: Bundle): BundleFactory {
  // On one line with the first line of the code, so that line numbers stay those of the source map.
  const header = `(function (${ENCODING_NAME}, ${GLOBAL_NAMES.join(', ')}) {`;
  const script = new Script(`${header}${bundle.code}\n})`, { filename: bundle.fileName });
  const factory = script.runInThisContext() as (...parameters: readonly unknown[]) => BundleExports;
  const names = globalsNamedIn(bundle.code);
  return (sources) => factory(encoding, ...createGlobals(sources, names));
}
