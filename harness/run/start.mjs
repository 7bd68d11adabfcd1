import { rmSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * `node harness/run/start.mjs COMMAND.ts WORD…`: runs a command that is written in TypeScript, as tsx would, but half
 * a second sooner. tsx stays in the way of every module that is loaded later, and vitest loads hundreds. So the
 * command is bundled into one file (40 ms), packages left out, and node runs that.
 *
 * The one file in JavaScript: Node 20 cannot read any other before this one has run.
 */

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
// Below node_modules, so that the bundle finds the packages that it imports.
const folder = join(PROJECT, 'node_modules', '.cache', 'lockstep');

const [command = '', ...words] = process.argv.slice(2);
const entry = resolve(PROJECT, command);
process.argv = [process.argv[0] ?? '', entry, ...words];
process.setSourceMapsEnabled(true);

const bundle = await bundleCommand(join(folder, `command-${process.pid}.mjs`));
if (bundle) {
  // A command that ends the process itself leaves no time to wait for anything.
  process.once('exit', () => rmSync(bundle, { force: true }));
  await import(pathToFileURL(bundle).href);
} else {
  const { register } = await import('tsx/esm/api');
  register();
  await import(pathToFileURL(entry).href);
}

/**
 * @param {string} outfile
 * @returns {Promise<string | undefined>} undefined where nothing can be written (a course on a read-only disk)
 */
async function bundleCommand(outfile) {
  try {
    await mkdir(folder, { recursive: true });
  } catch {
    return undefined;
  }
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'error',
    plugins: [{ name: 'own-url', setup: keepOwnUrl }],
  });
  return outfile;
}

/**
 * A module that looks for files beside it must find them beside its source.
 * @param {import('esbuild').PluginBuild} plugin
 */
function keepOwnUrl(plugin) {
  plugin.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
    const source = await readFile(path, 'utf8');
    const url = JSON.stringify(pathToFileURL(path).href);
    return { loader: 'ts', contents: source.replaceAll('import.meta.url', url) };
  });
}
