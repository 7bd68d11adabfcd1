import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Something about lab code that runs all the same. */
export interface CodeWarning {
  readonly kind: 'type' | 'promise';
  /** From the root of the project, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** The checks come along with the tests; what takes longer than this is not waited for. */
const LIMIT_MS = 20_000;
const FLOATING = 'nursery/noFloatingPromises';

/**
 * Type errors of lab code, as types are stripped before it runs, and promises that nobody awaits, the data
 * races of this language. `folders`: absolute, of the labs under test. Rejects if a tool of the project does
 * not start, or when `signal` says that nobody wants to know any more.
 */
export async function checkLabCode(
  folders: readonly string[],
  signal?: AbortSignal,
): Promise<readonly CodeWarning[]> {
  if (folders.length === 0) return [];
  const [types, promises] = await Promise.all([
    typeErrors(folders, signal),
    floatingPromises(folders, signal),
  ]);
  const inFolders = [...types, ...promises].filter(({ file }) =>
    folders.some((folder) => resolve(PROJECT, file).startsWith(folder + sep)),
  );
  return inFolders.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}

/** Reads what `tsc --pretty false` prints: `path(line,column): error TS2322: …`, details indented below. */
function parseTypeErrors(output: string): readonly CodeWarning[] {
  const warnings: CodeWarning[] = [];
  for (const text of output.split(/\r?\n/)) {
    const match = /^(.+)\((\d+),(\d+)\): error (TS\d+: .*)$/.exec(text);
    if (!match) continue;
    const [, file = '', line, column, message = ''] = match;
    const position = { line: Number(line), column: Number(column) };
    warnings.push({ kind: 'type', file: projectPath(file, PROJECT), ...position, message });
  }
  return warnings;
}

/** Reads what `biome lint --reporter=json` prints, with paths from `cwd`. */
function parseFloatingPromises(output: string, cwd: string): readonly CodeWarning[] {
  const { diagnostics } = JSON.parse(output) as { diagnostics: readonly Diagnostic[] };
  return diagnostics.flatMap(({ category, location }): CodeWarning[] => {
    if (category !== `lint/${FLOATING}` || !location.start) return [];
    const message = 'nobody awaits this promise: use await, or void if it may run on its own';
    return [{ kind: 'promise', file: projectPath(location.path, cwd), ...location.start, message }];
  });
}

interface Diagnostic {
  readonly category: string;
  readonly location: {
    readonly path: string;
    readonly start?: { readonly line: number; readonly column: number };
  };
}

/**
 * The compiler reads its settings from a file only, so one is made for these folders alone: half the time.
 */
async function typeErrors(
  folders: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly CodeWarning[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-types-'));
  try {
    const config = join(folder, 'tsconfig.json');
    const settings = {
      extends: join(PROJECT, 'tsconfig.json'),
      compilerOptions: { typeRoots: [join(PROJECT, 'node_modules', '@types')] },
      include: folders.map((lab) => join(lab, '**', '*.ts')),
      exclude: folders.map((lab) => join(lab, '**', '*.test.ts')),
    };
    await writeFile(config, JSON.stringify(settings));
    return parseTypeErrors(
      await runTool('typescript/bin/tsc', ['-p', config, '--noEmit', '--pretty', 'false'], {
        cwd: PROJECT,
        signal,
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function floatingPromises(
  folders: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly CodeWarning[]> {
  const flags = [`--only=${FLOATING}`, '--reporter=json', '--max-diagnostics=50', '--colors=off'];
  // Biome passes over files outside of the folder that it is started in.
  const cwd = dirname(folders[0] ?? PROJECT);
  return parseFloatingPromises(
    await runTool('@biomejs/biome/bin/biome', ['lint', ...flags, ...folders], { cwd, signal }),
    cwd,
  );
}

/** Runs a tool of node_modules; these tools exit with 1 or 2 when they find something. */
function runTool(
  script: string,
  args: readonly string[],
  where: { readonly cwd: string; readonly signal: AbortSignal | undefined },
): Promise<string> {
  return new Promise((done, fail) => {
    const path = join(PROJECT, 'node_modules', script);
    const tool = basename(script);
    const options = { ...where, timeout: LIMIT_MS, maxBuffer: 2 ** 26 };
    execFile(process.execPath, [path, ...args], options, (error, stdout, stderr) => {
      const foundSomething = typeof error?.code === 'number' && stdout !== '';
      if (!error || foundSomething) done(stdout);
      else if (error.killed)
        fail(new Error(`${tool} took longer than ${LIMIT_MS / 1000} s, as on a busy machine`));
      else fail(new Error(`${tool}: ${stderr.trim().split('\n')[0] || error.message}`));
    });
  });
}

function projectPath(path: string, cwd: string): string {
  return relative(PROJECT, resolve(cwd, path)).split(sep).join('/');
}
