import { dirname, join } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { filesBelow, isExample, isStudents, readProjectFile } from './project-files.ts';

/**
 * Imports point down only. Each folder names those it may import; types of a contract may be imported by
 * everyone above `labrpc`. Tests may look at everything in their own tree and below.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  labrpc: ['labrpc'],
  'harness/check': ['labrpc', 'harness/check'],
  'harness/cluster': ['labrpc', 'harness/check', 'harness/cluster'],
  'harness/scenarios': ['labrpc', 'harness/check', 'harness/cluster', 'harness/scenarios'],
  'harness/trace': ['labrpc', 'harness/check', 'harness/trace'],
  'harness/view': ['labrpc', 'harness/check', 'harness/trace', 'harness/view'],
  'harness/run': [
    'labrpc',
    'harness/check',
    'harness/cluster',
    'harness/scenarios',
    'harness/trace',
    'harness/view',
    'harness/run',
  ],
  'harness/guide': ['harness/scenarios', 'harness/run', 'harness/guide'],
  'harness/real': ['labrpc', 'harness/scenarios', 'harness/run', 'harness/real'],
  'harness/history': ['harness/check', 'harness/view', 'harness/run', 'harness/real', 'harness/history'],
  'harness/bench': ['labrpc', 'harness'],
  'harness/edition': ['harness/scenarios', 'harness/real', 'harness/run', 'harness/edition'],
  'harness/house': ['labrpc', 'harness', 'labs', 'solutions', 'grader'],
  labs: ['labrpc/index.ts', 'labs'],
  solutions: ['labrpc/index.ts', 'solutions'],
  grader: ['labrpc', 'harness', 'grader'],
};

const IMPORT = /(?:^|\n)\s*(?:import|export)(\s+type)?[^'"\n;]*?(?:\{[^}]*\}[^'"\n;]*?)?from\s+'(\.[^']+)'/g;

function floorOf(path: string): string | undefined {
  return Object.keys(MAY_IMPORT).find((floor) => path === floor || path.startsWith(`${floor}/`));
}

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  return [...readProjectFile(file).matchAll(IMPORT)].map((match) => ({
    file,
    target: join(dirname(file), match[2] ?? ''),
    typeOnly: match[1] !== undefined,
  }));
}

function isAllowed({ file, target, typeOnly }: Import): boolean {
  if (typeOnly && target.endsWith('/contract.ts')) return true;
  const floor = floorOf(file);
  if (!floor) return false;
  // What ties a lab's tests to the harness, and what stands beside the scenarios as lab code.
  if (/^(labs|solutions)\/.*\.test\.ts$/.test(file) && target === 'harness/run/vitest-adapter.ts')
    return true;
  return (MAY_IMPORT[floor] ?? []).some((allowed) => target === allowed || target.startsWith(`${allowed}/`));
}

const files = ['labrpc', 'harness', 'solutions', 'labs', 'grader']
  .flatMap(filesBelow)
  .filter((path) => /\.tsx?$/.test(path) && !isStudents(path) && !isExample(path));

describe('imports', () => {
  it('are found', () => {
    expect(importsOf('labrpc/sim/simulation.ts').length).toBeGreaterThan(5);
  });

  it.each(files)('%s imports only from below', (file) => {
    const upward = importsOf(file).filter((entry) => !isAllowed(entry));
    expect(upward.map(({ target }) => `${file} imports ${target}, which is above it`)).toEqual([]);
  });
});
