import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/** What a page runs and looks like, ready to be put into it. */
export interface BrowserBundle {
  readonly script: string;
  readonly style: string;
}

/** Bundles code for a page, by the `tsconfig.json` beside its entry. */
export async function browserBundle(entry: string): Promise<BrowserBundle> {
  const folder = dirname(entry);
  const { outputFiles } = await build({
    entryPoints: [entry],
    outdir: folder,
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
    tsconfig: join(folder, 'tsconfig.json'),
    logLevel: 'silent',
  });
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text.trim() ?? '';
  return { script: textOf('.js'), style: textOf('.css') };
}
