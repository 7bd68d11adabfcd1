import type { Files } from './edition-files.ts';
import { type LockFile, prunedLock } from './pruned-lock.ts';

interface PackageFile {
  readonly scripts: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
}

/** Packages that are run, or read by TypeScript, and that no file imports. */
const TOOLS = ['@biomejs/biome', '@types/node', '@vitest/ui', 'typescript'];

/** `package.json` and `package-lock.json` of the students' edition. */
export interface StudentPackage {
  readonly packageFile: string;
  readonly lockFile: string;
}

/**
 * Ours, without the commands and the libraries that nothing in the edition needs. `files`: all of the
 * edition. Throws if a file imports a library that `package.json` does not name.
 */
export function studentPackage(packageText: string, lockText: string, files: Files): StudentPackage {
  const ours = JSON.parse(packageText) as PackageFile;
  const needed = new Set([
    ...TOOLS,
    ...[...files].flatMap(([path, content]) => importedPackages(path, content)),
  ]);
  const unknown = [...needed].filter((name) => !(name in ours.devDependencies));
  if (unknown.length > 0) throw new Error(`package.json does not name ${unknown.join(', ')}`);
  const devDependencies = pick(ours.devDependencies, (name) => {
    return needed.has(name) || needed.has(name.replace(/^@types\//, ''));
  });
  const scripts = pick(ours.scripts, (_, command) => programsOf(command).some((path) => files.has(path)));
  const lock = prunedLock(JSON.parse(lockText) as LockFile, devDependencies);
  const { overrides: all = {}, ...rest } = ours;
  const overrides = pick(all, (name) => `node_modules/${name}` in lock.packages);
  return {
    packageFile: jsonText({
      ...{ ...rest, scripts, devDependencies },
      ...(Object.keys(overrides).length > 0 ? { overrides } : {}),
    }),
    lockFile: jsonText(lock),
  };
}

/** Names of scripts, in their order. */
export function scriptsOf(packageText: string): string[] {
  return Object.keys((JSON.parse(packageText) as PackageFile).scripts);
}

/** The TypeScript files that a script runs. */
function programsOf(command: string): string[] {
  return command.match(/\S+\.ts\b/g) ?? [];
}

const IMPORT = /(?:\bfrom|^import|\bimport\()\s*'((?:@[\w.-]+\/)?[a-z][\w.-]*)(?:\/[^']*)?'/gm;

function importedPackages(path: string, content: Buffer): string[] {
  // Tests hold lab code in texts, with imports that are meant to fail.
  if (!/\.(tsx?|mjs)$/.test(path)) return [];
  return [...content.toString().matchAll(IMPORT)].map(([, name = '']) => name);
}

function pick(
  record: Readonly<Record<string, string>>,
  isWanted: (name: string, value: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([name, value]) => isWanted(name, value)));
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
