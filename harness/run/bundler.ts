import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Message, type Plugin } from 'esbuild';
import { type Bundle, ENCODING_NAME } from '../../labrpc/host/bundle.ts';
import { LABS } from '../scenarios/index.ts';
import type { Lab } from '../scenarios/scenario.ts';
import { type LabCode, labCode } from './lab-code.ts';
import { OUR_FOLDER, ourFile, SOLUTIONS } from './reference-code.ts';
import { ENTRY_FILE } from './stack-mapper.ts';

/** Where lab code comes from. */
export interface Implementation {
  /** Absolute path of the folder that holds the lab folders: …/labs or …/solutions. */
  readonly root: string;
  /** Lab words (`lab2`) whose code is taken from our solutions instead. */
  readonly withReference: readonly string[];
}

/** `code`: what was read of the labs. */
export type BundleResult =
  | { readonly kind: 'bundled'; readonly bundle: Bundle; readonly code: LabCode }
  /** `message` says file, line and reason, one a line. */
  | { readonly kind: 'failed'; readonly message: string; readonly code: LabCode };

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const ALLOWED = 'labrpc/index.ts, the types of the contract, and files of the labs themselves';
const REASON = `lab code runs in a simulated world and may import only ${ALLOWED}`;

/** What esbuild calls imports of modules whose names are only known when the code runs. */
const COMPUTED_IMPORTS = ['unsupported-dynamic-import', 'unsupported-require-call', 'indirect-require'];

/** Bundles a lab's programs with the lab code under `implementation`. */
export async function bundleLab(lab: Lab, implementation: Implementation): Promise<BundleResult> {
  const tree = new LabTree(implementation);
  try {
    const bundle = await bundleEntry(lab, entryOf(lab, tree), tree);
    return { kind: 'bundled', bundle, code: tree.code() };
  } catch (error) {
    const messages = (error as { errors?: readonly Message[] }).errors;
    if (!messages) throw error;
    return { kind: 'failed', message: messages.map(describe).join('\n'), code: tree.code() };
  }
}

/** Bundles the programs of a lab in which there is no lab code: ours alone, whoever's runs they serve. */
export function bundleGiven(lab: Lab): Promise<Bundle> {
  const given = Object.entries(lab.programs).filter(([name]) => lab.given?.includes(name));
  const tree = new LabTree({ root: SOLUTIONS, withReference: [] });
  return bundleEntry(lab, ['export const lab = {};', ...programLines(given)].join('\n'), tree);
}

async function bundleEntry(lab: Lab, contents: string, tree: LabTree): Promise<Bundle> {
  const result = await build({
    stdin: { contents, resolveDir: PROJECT, sourcefile: ENTRY_FILE, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: '__lockstep',
    banner: { js: '"use strict";' },
    footer: { js: 'return __lockstep;' },
    platform: 'neutral',
    target: 'node20',
    sourcemap: 'inline',
    // Debuggers take it for an address: a path of Windows would be none.
    sourceRoot: pathToFileURL(PROJECT).href,
    absWorkingDir: PROJECT,
    logLevel: 'silent',
    // What is imported must be known before it runs: there is nothing to import from in a simulated world.
    logOverride: Object.fromEntries(COMPUTED_IMPORTS.map((id) => [id, 'error'])),
    keepNames: false,
    tsconfigRaw: { compilerOptions: { target: 'ES2023', useDefineForClassFields: true } },
    plugins: [tree.importRules()],
  });
  const code = result.outputFiles[0]?.text ?? '';
  // There is no such file, but VS Code heeds source maps only of scripts that lie in the project.
  return { code, fileName: join(PROJECT, `lockstep-${lab.word}.js`) };
}

/** The module that ties a lab's files to the programs that drive them. */
function entryOf(lab: Lab, tree: LabTree): string {
  const files = Object.keys(lab.files);
  const lines = [
    ...files.map((file, index) => {
      return `import * as file${index} from ${JSON.stringify(tree.fileOf(lab.id, [file]))};`;
    }),
    `export const lab = { ${files.map((_, index) => `...file${index}`).join(', ')} };`,
    ...programLines(Object.entries(lab.programs)),
  ];
  return lines.join('\n');
}

function programLines(programs: readonly (readonly [name: string, path: string])[]): string[] {
  return [
    ...programs.map(
      ([name, path]) => `import { boot as ${name} } from ${JSON.stringify(join(PROJECT, path))};`,
    ),
    `export const programs = { ${programs.map(([name]) => name).join(', ')} };`,
  ];
}

/** What lab code may import, and where that is found. */
class LabTree {
  private readonly implementation: Implementation;
  private readonly texts = new Map<string, string>();

  constructor(implementation: Implementation) {
    this.implementation = implementation;
  }

  /** Where a file of a lab is: the student's, or ours where the run says so. */
  fileOf(labId: string, path: readonly string[]): string {
    const { root, withReference } = this.implementation;
    const lab = LABS.find(({ id }) => id === labId);
    const isOurs = root === SOLUTIONS || (lab !== undefined && withReference.includes(lab.word));
    return isOurs ? ourFile(labId, path) : join(root, labId, ...path);
  }

  importRules(): Plugin {
    return {
      name: 'lab-imports',
      setup: (build) => {
        build.onResolve({ filter: /.*/ }, ({ path, importer, kind, resolveDir }) => {
          if (kind === 'entry-point') return undefined;
          const target = resolve(resolveDir, path);
          if (isEncoding(target)) return { path: target, namespace: 'encoding' };
          if (!this.isLabCode(importer)) return undefined;
          return this.resolveFromLab(path, target);
        });
        build.onLoad({ filter: /.*/, namespace: 'encoding' }, () => ({
          contents: `export const { encode, decode, DecodeError, EncodeError } = ${ENCODING_NAME};`,
        }));
        build.onLoad({ filter: /.*/ }, async ({ path }) => {
          const contents = await readFile(path, 'utf8');
          if (!this.isLabCode(path)) return { contents, loader: 'default' };
          this.texts.set(path, contents);
          // Such a comment makes esbuild read another file, wherever it lies, and believe it.
          return {
            contents: contents.replaceAll('sourceMappingURL', 'sourceMapping_URL'),
            loader: 'default',
          };
        });
      },
    };
  }

  /** All that was read so far. */
  code(): LabCode {
    return labCode(this.texts);
  }

  private isLabCode(file: string): boolean {
    return isInside(file, this.implementation.root) || isInside(file, OUR_FOLDER);
  }

  private resolveFromLab(path: string, target: string): { path: string } | { errors: { text: string }[] } {
    // A submission may lie anywhere: what it imports of the project is found by the end of the path.
    if (/(^|[\\/])labrpc[\\/]index\.ts$/.test(path)) return { path: join(PROJECT, 'labrpc', 'index.ts') };
    const contract = /harness[\\/]scenarios[\\/]([\w-]+)[\\/]contract\.ts$/.exec(path);
    if (contract?.[1]) return { path: join(PROJECT, 'harness', 'scenarios', contract[1], 'contract.ts') };
    if (path.startsWith('.')) {
      const [labId, ...rest] = this.insideTree(target);
      if (labId && rest.length > 0) return { path: this.fileOf(labId, rest) };
    }
    return { errors: [{ text: `import of "${path}": ${REASON}` }] };
  }

  /** The path below the tree of labs, split; empty if it is outside. */
  private insideTree(target: string): string[] {
    for (const root of [this.implementation.root, OUR_FOLDER]) {
      if (isInside(target, root)) return relative(root, target).split(sep);
    }
    return [];
  }
}

function isInside(file: string, folder: string): boolean {
  const path = relative(folder, file);
  // On Windows, what lies on another drive has no relative path.
  return path !== '' && !path.startsWith('..') && !isAbsolute(path);
}

function isEncoding(target: string): boolean {
  return target === join(PROJECT, 'labrpc', 'encoding.ts');
}

function describe({ id, text: reason, location }: Message): string {
  const text = COMPUTED_IMPORTS.includes(id) ? `${REASON}, each by a name that is written there` : reason;
  if (!location) return text;
  const file = relative(PROJECT, resolve(PROJECT, location.file)).split(sep).join('/');
  return `${file}:${location.line}:${location.column + 1}: ${text}`;
}
