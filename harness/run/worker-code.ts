import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/**
 * The program of a worker thread or a child process, as one script. Node 20 cannot run TypeScript, and what
 * loads it for the main thread (tsx, vitest) does not reach into workers; bundling takes 30 ms and works
 * under both. `maps`: with a source map in it, which holds the texts and places of all files.
 */
export async function bundleProgram(
  entry: URL,
  { maps = true }: { readonly maps?: boolean } = {},
): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    sourcemap: maps ? 'inline' : false,
    plugins: [ownAddresses],
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}

const MODULE_URL = /\bimport\.meta\.url\b/g;

/**
 * The script may run from anywhere: its modules keep the addresses of their sources, by which they find other
 * files of the project, and esbuild, whose binary lies beside it, is found where it is installed.
 */
const ownAddresses: Plugin = {
  name: 'own-addresses',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^esbuild$/ }, () => ({
      path: createRequire(import.meta.url).resolve('esbuild'),
      external: true,
    }));
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(MODULE_URL, JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
    }));
  },
};
