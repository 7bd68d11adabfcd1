import { Script } from 'node:vm';
import * as encoding from '../../labrpc/encoding.ts';
import { type Bundle, ENCODING_NAME } from '../../labrpc/host/bundle.ts';

/**
 * Runs a bundle once, in this process, with the clocks and timers of the real world, and returns the class of
 * that name. Throws if the lab code does, or has none.
 */
export function loadLabClass<Class>(bundle: Bundle, name: string, file: string): Class {
  // On one line with the first line of the code, so that line numbers stay those of the source map.
  const script = new Script(`(function (${ENCODING_NAME}) {${bundle.code}\n})`, {
    filename: bundle.fileName,
  });
  const factory = script.runInThisContext() as (host: typeof encoding) => { lab: Record<string, unknown> };
  const found = factory(encoding).lab[name];
  if (typeof found !== 'function') throw new Error(`${file} must export a class named ${name}`);
  return found as Class;
}
