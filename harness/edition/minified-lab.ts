import { join, relative, sep } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { SOLUTIONS } from '../run/reference-code.ts';
import { LABS } from '../scenarios/index.ts';
import type { Lab } from '../scenarios/scenario.ts';
import { hiddenNames } from './hidden-names.ts';

/** Where `minifiedLab` belongs, from the edition's root on. */
export function minifiedPath({ id }: Lab): string {
  return `reference/${id}.js`;
}

/**
 * Our solution of a lab in one file that runs like it and is no pleasure to read: no comments, no source map,
 * no names but those that others see. What it imports of other labs may be the student's there, so that stays
 * an import; what only our solutions have is taken in.
 */
export async function minifiedLab(lab: Lab): Promise<string> {
  const folder = join(SOLUTIONS, lab.id);
  const result = await build({
    stdin: {
      contents: Object.keys(lab.files)
        .map((file) => `export * from './${file}';`)
        .join('\n'),
      resolveDir: folder,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'node20',
    minify: true,
    mangleProps: new RegExp(`^(${[...hiddenNames(lab.id)].join('|')})$`),
    legalComments: 'none',
    logLevel: 'silent',
    tsconfigRaw: { compilerOptions: { target: 'ES2023', useDefineForClassFields: true } },
    plugins: [leaveToOthers(folder)],
  });
  return result.outputFiles[0]?.text ?? '';
}

/** What may be another's in the edition: the world, and the files that labs must provide. */
function leaveToOthers(folder: string): Plugin {
  const provided = LABS.flatMap(({ id, files }) =>
    Object.keys(files).map((file) => join(SOLUTIONS, id, file)),
  );
  return {
    name: 'leave-to-others',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const target = join(resolveDir, path);
        const isOwn = !relative(folder, target).startsWith('..');
        const fromReference = relative(SOLUTIONS, target).split(sep).join('/');
        const isOfLabs = !fromReference.startsWith('..');
        if (isOwn || (isOfLabs && !provided.includes(target))) return undefined;
        // As seen from the folder `reference`, which is as deep as `solutions`.
        return { path: isOfLabs ? `./${fromReference}` : fromReference, external: true };
      });
    },
  };
}
