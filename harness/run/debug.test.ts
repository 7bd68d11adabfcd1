import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Debugger } from 'node:inspector';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import type { DebugClient } from './debug-client.ts';
import { type DebugTarget, startDebugTarget } from './debug-target.ts';
import { RunPool } from './pool.ts';
import { PROJECT } from './vitest-settings.ts';

const STOPPED_MS = 30_000;
/** Far more than the stop, for a machine that is busy. */
const TIMEOUT_MS = 180_000;

const SOLUTIONS = join(PROJECT, 'solutions');
const RAFT = join(SOLUTIONS, 'lab2-raft', 'raft.ts');
/** The head of a handler, and the indent of its first statement on the next line. */
const HANDLER = /^ {2}requestVote\(.*\{\n {4}/m;
const COMMAND = 'harness/run/debug-command.ts';
const POOL = 'harness/run/debug-pool-fixture.ts';
const WORDS = ['lab2a', 'seed=3', 'only=initial-election', 'solution'];

let folder = '';
/** Of the run when nobody debugs it. */
let fingerprint = '';
let raft = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-debug-'));
  raft = await readFile(RAFT, 'utf8');
  const pool = new RunPool({ workers: 1 });
  const result = await pool.run({
    implementation: { root: SOLUTIONS, withReference: [] },
    part: 'lab2a',
    slug: 'initial-election',
    seed: 3,
    twice: false,
  });
  await pool.close();
  expect(result.failure).toBeUndefined();
  fingerprint = result.fingerprint;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// Side by side: they wait most of the time.
describe.concurrent('a run in a debugger', { timeout: TIMEOUT_MS }, () => {
  it('stops at a breakpoint for 30 s and is the same run as without', async (test) => {
    const { client, end } = await start(test, ['--inspect-port=0'], COMMAND, WORDS);
    await client.attach();
    // The stop that gives time to set breakpoints.
    expect(nameOf(await client.paused())).toBe('debugRun');
    const breakpointId = await setBreakpoint(client);
    await client.send('Debugger.resume');
    const stop = await client.paused();
    expect([nameOf(stop), stop.hitBreakpoints]).toEqual(['requestVote', [breakpointId]]);
    expect(await client.evaluate(stop, '[term, this.currentTerm, this.role]')).toEqual([1, 0, 'follower']);
    await delay(STOPPED_MS);
    await client.send('Debugger.removeBreakpoint', { breakpointId });
    await client.send('Debugger.resume');
    await expectUndisturbed(end);
  });

  it('goes on by itself where a debugger was there first, which finds lab code in time', async (test) => {
    const { client, end } = await start(test, ['--inspect-brk=0'], COMMAND, WORDS);
    // As VS Code with pauseForSourceMap: a stop at the beginning of each script that has a source map.
    await client.send('Debugger.enable');
    const atScripts = await client.send<{ breakpointId: string }>('Debugger.setInstrumentationBreakpoint', {
      instrumentation: 'beforeScriptWithSourceMapExecution',
    });
    await client.attach();
    await client.paused();
    // The last of them is that of the lab code.
    while (!client.locate(RAFT, handlerLine())) {
      await client.send('Debugger.resume');
      await client.paused();
    }
    const breakpointId = await setBreakpoint(client);
    await client.send('Debugger.removeBreakpoint', atScripts);
    await client.send('Debugger.resume');
    expect((await client.paused()).hitBreakpoints).toEqual([breakpointId]);
    await client.send('Debugger.removeBreakpoint', { breakpointId });
    await client.send('Debugger.resume');
    await expectUndisturbed(end);
  });

  it('stops at a debugger statement in a worker for 30 s and is no hang there', async (test) => {
    await cp(join(SOLUTIONS, 'lab2-raft'), join(folder, 'lab2-raft'), { recursive: true });
    const edited = join(folder, 'lab2-raft', 'raft.ts');
    await writeFile(edited, raft.replace(HANDLER, '$&debugger; '));
    const { client, end } = await start(test, ['--inspect-brk=0'], POOL, [folder]);
    await client.send('Runtime.enable');
    await client.send('NodeWorker.enable', { waitForDebuggerOnStart: true });
    await client.send('Runtime.runIfWaitingForDebugger');
    const workers = [await client.worker(), await client.worker()];
    await Promise.all(workers.map((worker) => worker.attach()));
    // Either may have got the edited code.
    const stops = workers.map(async (worker) => ({ worker, name: nameOf(await worker.paused()) }));
    const { worker, name } = await Promise.race(stops);
    expect(name).toBe('requestVote');
    await delay(STOPPED_MS);
    // Resumes, and stops no more.
    await worker.send('Debugger.disable');
    const { code, stdout } = await end();
    expect(code).toBe(0);
    expect(stdout).toBe(`the others are done\n${JSON.stringify({ fingerprint })}\n`);
  });
});

async function start(
  { onTestFinished }: TestContext,
  flags: readonly string[],
  command: string,
  words: readonly string[],
): Promise<DebugTarget> {
  const target = await startDebugTarget(flags, command, words);
  onTestFinished(() => target.kill());
  return target;
}

/** The number of the handler's first line, from 1. */
function handlerLine(): number {
  const head = HANDLER.exec(raft);
  if (!head) throw new Error(`${RAFT} has no lines ${HANDLER}`);
  return raft.slice(0, head.index + head[0].length).split('\n').length;
}

async function setBreakpoint(client: DebugClient): Promise<string> {
  const place = client.locate(RAFT, handlerLine());
  if (!place) throw new Error(`no script has a line ${handlerLine()} of ${RAFT}`);
  const reply = await client.send<Debugger.SetBreakpointByUrlReturnType>(
    'Debugger.setBreakpointByUrl',
    place,
  );
  return reply.breakpointId;
}

function nameOf({ callFrames }: Debugger.PausedEventDataType): string | undefined {
  return callFrames[0]?.functionName;
}

async function expectUndisturbed(end: DebugTarget['end']): Promise<void> {
  const { code, stdout } = await end();
  expect(code).toBe(0);
  expect(stdout).toMatch(/^PASSED {2}lab2a · initial election · seed 3: /m);
  expect(stdout).toContain(`fingerprint ${fingerprint}\n`);
}
