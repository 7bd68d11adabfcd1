import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { PROJECT } from '../vitest-settings.ts';

/** What may be lab code; not handouts, tests, or what editors leave beside a file. */
const CODE = /^(?!\.|.*\.test\.ts$).*\.(ts|js|mjs|json)$/;

/** When files were written and how long they are, by path from the project, with slashes. */
export type TreeState = ReadonlyMap<string, string>;

/** Looks at all code below a folder. What cannot be read at the moment is not there. */
export async function readTree(folder: string): Promise<TreeState> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && CODE.test(entry.name));
  const state = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      const found = await stat(path).catch(() => undefined);
      return [
        relative(PROJECT, path).split(sep).join('/'),
        found && `${found.mtimeMs} ${found.size}`,
      ] as const;
    }),
  );
  return new Map(state.flatMap(([path, mark]) => (mark === undefined ? [] : [[path, mark] as const])));
}

/** Files that came, went or were written, sorted. */
export function changedFiles(before: TreeState, now: TreeState): string[] {
  const all = new Set([...before.keys(), ...now.keys()]);
  return [...all].filter((path) => before.get(path) !== now.get(path)).sort();
}
