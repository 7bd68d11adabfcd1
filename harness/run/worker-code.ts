import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/**
 * The program of a worker thread or a child process, as one script. Node 20 cannot run TypeScript, and what
 * loads it for the main thread (tsx, vitest) does not reach into workers; bundling takes 30 ms and works
 * under both. `isPortable`: nothing in it says where the project lies, so it cannot read files of it.
 */
export async function bundleProgram(
  entry: URL,
  { isPortable = false }: { readonly isPortable?: boolean } = {},
): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    sourcemap: isPortable ? false : 'inline',
    absWorkingDir: PROJECT,
    plugins: [ownAddresses(isPortable ? NOWHERE : PROJECT)],
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** Where a portable program believes that the project lies. */
const NOWHERE = resolve('/lockstep');
const MODULE_URL = /\bimport\.meta\.url\b/g;

/**
 * The script may run from anywhere: its modules keep the addresses of their sources, by which they find other
 * files of the project, and esbuild, whose binary lies beside it, is found where it is installed.
 */
function ownAddresses(project: string): Plugin {
  return {
    name: 'own-addresses',
    setup: ({ onLoad, onResolve }) => {
      onResolve({ filter: /^esbuild$/ }, () => ({
        path: createRequire(import.meta.url).resolve('esbuild'),
        external: true,
      }));
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const address = pathToFileURL(join(project, relative(PROJECT, path))).href;
        const text = await readFile(path, 'utf8');
        return { contents: text.replace(MODULE_URL, JSON.stringify(address)), loader: 'ts' };
      });
    },
  };
}
