/** What is needed here of a `package-lock.json`, version 3. */
export interface LockFile {
  /** By the folder that a package is installed in; `''` is the project itself. */
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The same versions of fewer packages: those that `devDependencies` need, directly or not. */
export function prunedLock(lock: LockFile, devDependencies: Readonly<Record<string, string>>): LockFile {
  const kept = new Set(['']);
  const visit = (folder: string, names: readonly string[]): void => {
    for (const name of names) {
      const found = installedAt(lock, folder, name);
      if (found === undefined || kept.has(found)) continue;
      kept.add(found);
      const { dependencies, optionalDependencies, peerDependencies } = lock.packages[found] ?? {};
      visit(found, Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }));
    }
  };
  visit('', Object.keys(devDependencies));
  const packages = Object.fromEntries(Object.entries(lock.packages).filter(([folder]) => kept.has(folder)));
  return { ...lock, packages: { ...packages, '': { ...lock.packages[''], devDependencies } } };
}

/** Where a package that lies in `folder` finds another: beside its own, or in a folder further up. */
function installedAt({ packages }: LockFile, folder: string, name: string): string | undefined {
  const here = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
  if (here in packages) return here;
  if (folder === '') return undefined;
  const up = folder.lastIndexOf('/node_modules/');
  return installedAt({ packages }, up < 0 ? '' : folder.slice(0, up), name);
}
