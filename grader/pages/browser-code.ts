import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** What a page runs and looks like, ready to be put into it. */
export interface BrowserCode {
  readonly script: string;
  readonly style: string;
}

const APP = fileURLToPath(new URL('app', import.meta.url));
const known = new Map<string, Promise<BrowserCode>>();

/** Bundled once a process. */
export function browserCode(page: 'report' | 'student' | 'similarity'): Promise<BrowserCode> {
  const code = known.get(page) ?? bundle(page);
  known.set(page, code);
  return code;
}

async function bundle(page: string): Promise<BrowserCode> {
  const { outputFiles } = await build({
    entryPoints: [join(APP, `${page}.ts`)],
    outdir: APP,
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
    tsconfig: join(APP, 'tsconfig.json'),
    logLevel: 'silent',
  });
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text.trim() ?? '';
  return { script: textOf('.js'), style: textOf('.css') };
}
