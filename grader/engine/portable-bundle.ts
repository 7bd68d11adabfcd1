import { basename, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BundleResult } from '../../harness/run/bundler.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const MAP_MARK = '# sourceMappingURL=data:application/json;base64,';

/**
 * The same bundle, with nothing in it that says where it was made: it is the same on every machine, and lab
 * code, which can read its own stack, learns nothing about the machine that grades it. The files of the
 * submission, which lie below `root`, are named as if that were `labs/`.
 */
export function portableBundle(result: BundleResult, root: string): BundleResult {
  const plain = (text: string): string => withoutPlaces(text, root);
  if (result.kind === 'failed') return { ...result, message: plain(result.message) };
  const { code, fileName } = result.bundle;
  // The last one: lab code may hold others.
  const start = code.lastIndexOf(MAP_MARK) + MAP_MARK.length;
  const map = Buffer.from(code.slice(start), 'base64').toString();
  const script = plain(code.slice(0, start)) + Buffer.from(portableMap(map, plain)).toString('base64');
  return { ...result, bundle: { code: `${script}\n`, fileName: basename(fileName) } };
}

function withoutPlaces(text: string, root: string): string {
  const fromProject = relative(PROJECT, root).split(sep).join('/');
  return text
    .replaceAll(`${fromProject}/`, 'labs/')
    .replaceAll(`${root}/`, 'labs/')
    .replaceAll(`${PROJECT}/`, '');
}

/** Without the texts of the sources: only positions are asked of it, and one of the texts names paths. */
function portableMap(json: string, plain: (text: string) => string): string {
  const { sourcesContent: _, ...map } = JSON.parse(json) as PlainMap;
  return JSON.stringify({ ...map, sourceRoot: '', sources: map.sources.map(plain) });
}

interface PlainMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly string[];
}
