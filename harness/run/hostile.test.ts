import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunPool, type RunPoolOptions } from './pool.ts';
import type { Failure, RunResult } from './result.ts';
import { PROJECT } from './vitest-settings.ts';

/** Where in the solution a line is put: below the first line that matches, or above it. */
const IN_VOTE = /^ {2}requestVote\(\{.*\{$/m;
const IN_CONSTRUCTOR = /^ {2}constructor\(config.*\{$/m;
const ON_ELECTION = /^ {2}private becomeLeader\(.*\{$/m;
const AT_TOP = /^import \{ newOther.*$/m;

const ARGS = '{ term: 1, candidateId: this.me, lastLogIndex: 0, lastLogTerm: () => 1 } as never';
const LOOP = 'for (;;) kept.push';

/** Lines that students write by mistake, or on purpose: `[where, line, what must be reported]`. */
const EDITS = {
  'a loop in a handler': [IN_VOTE, 'while (true) {}', { kind: 'hang', rule: 'world/hang' }],
  'a loop of awaits': [
    IN_VOTE,
    'void (async () => { for (;;) await null; })();',
    { kind: 'hang', rule: 'world/hang' },
  ],
  'a loop of ticks': [
    IN_VOTE,
    'const again = () => process.nextTick(again); again();',
    { kind: 'hang', rule: 'world/hang' },
  ],
  'a catastrophic regex': [
    IN_VOTE,
    "/^(a+)+$/.test('a'.repeat(40) + 'b');",
    { kind: 'hang', rule: 'world/hang' },
  ],
  'a loop at the top of the module': [
    AT_TOP,
    'while (true) {}',
    { kind: 'hang', rule: 'world/hang', atMs: 0 },
  ],
  'immediates for ever': [
    IN_CONSTRUCTOR,
    'const again = () => { setImmediate(again); }; again();',
    { kind: 'limit', rule: 'world/timer-flood', atMs: 0 },
  ],
  'an interval of nothing': [
    IN_CONSTRUCTOR,
    'setInterval(() => {}, 0);',
    { kind: 'limit', rule: 'world/timer-flood' },
  ],
  'a throw': [
    IN_VOTE,
    "throw new RangeError('no votes today');",
    { kind: 'exception', rule: 'lab/exception', message: 'RangeError: no votes today' },
  ],
  'a rejection nobody handles': [
    ON_ELECTION,
    "void (async () => { await null; throw new Error('forgotten'); })();",
    { kind: 'exception', rule: 'lab/exception', message: 'forgotten' },
  ],
  'an exit': [IN_VOTE, 'process.exit(0);', { kind: 'exit', rule: 'lab/exit', message: 'process.exit(0)' }],
  'an exit at the top of the module': [
    AT_TOP,
    'process.exit();',
    { kind: 'exit', rule: 'lab/exit', message: 'process.exit(0)', actor: 'server 0', atMs: 0 },
  ],
  'an argument that cannot be encoded': [
    ON_ELECTION,
    `void this.peers[0]?.call('requestVote', ${ARGS});`,
    { kind: 'exception', rule: 'lab/exception' },
  ],
  'objects without end': [IN_VOTE, `const kept: object[] = []; ${LOOP}({ a: kept });`, memory()],
  'bytes without end': [
    IN_VOTE,
    `const kept: object[] = []; ${LOOP}(new Uint8Array(1e6).fill(1));`,
    memory(),
  ],
  'buffers without end': [IN_VOTE, `const kept: object[] = []; ${LOOP}(Buffer.alloc(1e6, 1));`, memory()],
  'a leak from event to event': [
    IN_CONSTRUCTOR,
    'const kept: object[] = []; setInterval(() => kept.push(new Uint8Array(1e6).fill(1)), 5);',
    memory(),
  ],
  'a forbidden import': [AT_TOP, "import { readFileSync } from 'node:fs'; readFileSync('x');", compile()],
  'a computed import': [IN_CONSTRUCTOR, "void import(['node', 'fs'].join(':'));", compile()],
} as const satisfies Readonly<Record<string, readonly [RegExp, string, Partial<Failure>]>>;

type Name = keyof typeof EDITS;

function memory(): Partial<Failure> {
  return { kind: 'limit', rule: 'world/memory', message: 'the code held more than 200 MB of memory' };
}

function compile(): Partial<Failure> {
  return { kind: 'compile', rule: 'lab/compiles' };
}

/** `where:line` of the line that was put in. */
const places = new Map<string, string>();
const results = new Map<string, RunResult>();
let folder = '';

/** A copy of the solution with one more line. Returns the folder of its labs. */
async function edited(name: Name): Promise<string> {
  const root = join(folder, name.replaceAll(' ', '-'));
  await cp(join(PROJECT, 'solutions', 'lab2-raft'), join(root, 'lab2-raft'), { recursive: true });
  const file = join(root, 'lab2-raft', 'raft.ts');
  const text = await readFile(file, 'utf8');
  const [anchor, line] = EDITS[name];
  const match = anchor.exec(text);
  if (!match) throw new Error(`raft.ts has no line ${anchor}`);
  const end = match.index + match[0].length;
  await writeFile(file, `${text.slice(0, end)}\n${line}${text.slice(end)}`);
  const lineNumber = text.slice(0, end).split('\n').length + 1;
  places.set(name, `${relative(PROJECT, file).split(sep).join('/')}:${lineNumber}`);
  return root;
}

async function runAll(names: readonly Name[], options: RunPoolOptions): Promise<void> {
  const pool = new RunPool(options);
  const run = (root: string, seed: number) =>
    pool.run({
      implementation: { root, withReference: [] },
      part: 'lab2a',
      slug: 'initial-election',
      seed,
      twice: false,
    });
  const solution = join(PROJECT, 'solutions');
  const runs = names.map(async (name) => results.set(name, await run(await edited(name), 3)));
  // Between the others and after them.
  results.set('the solution, meanwhile', await run(solution, 3));
  await Promise.all(runs);
  results.set('the solution, afterwards', await run(solution, 4));
  await pool.close();
}

function resultOf(name: string): RunResult {
  const result = results.get(name);
  if (!result) throw new Error(`no result of ${name}`);
  return result;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-hostile-'));
  const names = Object.keys(EDITS) as Name[];
  const greedy = names.filter((name) => EDITS[name][2].rule === 'world/memory');
  const others = names.filter((name) => !greedy.includes(name));
  await runAll(others, { workers: 2, hangCpuMs: 400 });
  // One at a time: of two that are stuck, nobody can tell which one grows.
  await runAll(greedy, { workers: 1, memoryBytes: 200 * 2 ** 20 });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('lab code that misbehaves', () => {
  it.each(Object.keys(EDITS) as Name[])('%s: one clear failure', (name) => {
    const { failure, part, slug, seed } = resultOf(name);
    expect({ part, slug, seed }).toEqual({ part: 'lab2a', slug: 'initial-election', seed: 3 });
    expect(failure).toMatchObject(EDITS[name][2]);
    if (failure?.kind === 'compile') return;
    expect(failure?.actor).toMatch(/^server [012]$/);
    expect(failure?.atMs).toBeGreaterThanOrEqual(0);
  });

  it('and the others run as if it were not there', () => {
    expect(resultOf('the solution, meanwhile').failure).toBeUndefined();
    expect(resultOf('the solution, afterwards').failure).toBeUndefined();
  });
});

describe('what a failure says', () => {
  it.each([
    ['a throw', 'at Raft.requestVote (PLACE:7)'],
    ['a rejection nobody handles', 'at PLACE:39'],
    ['an exit', 'at Raft.requestVote (PLACE:9)'],
    ['an exit at the top of the module', 'at PLACE:9'],
  ] as const)('%s: the line of TypeScript, and no frame of ours', (name, frame) => {
    const place = places.get(name) ?? '';
    expect(resultOf(name).failure?.stack?.split('\n')[0]).toBe(frame.replace('PLACE', place));
    expect(resultOf(name).failure?.stack).not.toMatch(/harness\/|labrpc\/|lockstep-lab|lockstep-entry/);
  });

  it('an argument that cannot be encoded: which field of which call, and where it was made', () => {
    const { failure } = resultOf('an argument that cannot be encoded');
    expect(failure?.message).toBe(
      'EncodeError: server 0.requestVote: encode: lastLogTerm is a function; ' +
        'send data, and let the other side know what to do with it',
    );
    const [first] = failure?.stack?.split('\n') ?? [];
    expect(first).toBe(`at Raft.becomeLeader (${places.get('an argument that cannot be encoded')}:21)`);
  });

  it('a forbidden import: file, line and reason', () => {
    const reason =
      'lab code runs in a simulated world and may import only labrpc/index.ts, ' +
      'the types of the contract, and files of the labs themselves';
    const forbidden = resultOf('a forbidden import').failure?.message;
    expect(forbidden).toBe(`${places.get('a forbidden import')}:30: import of "node:fs": ${reason}`);
    const computed = resultOf('a computed import').failure?.message;
    expect(computed).toBe(
      `${places.get('a computed import')}:6: ${reason}, each by a name that is written there`,
    );
  });

  it('what happened just before, where the run could still tell', () => {
    expect(resultOf('a throw').failure?.before.join('\n')).toMatch(
      /gets +server \d → [\d, ]+requestVote \{ term: 1/,
    );
  });
});

describe('a hang with the usual limit', () => {
  it('is ended after five seconds of CPU time', { timeout: 60_000 }, async () => {
    const begun = process.cpuUsage();
    await runAll(['a loop in a handler'], { workers: 1 });
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1e6).toBeLessThan(8);
    expect(resultOf('a loop in a handler').failure?.message).toBe(
      'no event was completed in 5 s of CPU time: a loop without end, or promises that never stop',
    );
  });
});
