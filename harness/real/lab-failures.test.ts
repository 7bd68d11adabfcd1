import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrialFolder } from './testing/trial.ts';

let folder: TrialFolder;

beforeAll(async () => {
  folder = await TrialFolder.make();
  await folder.write({ 'in/a.txt': 'one two\n' });
});
afterAll(() => folder.remove());

const LABRPC = "import { NotImplemented, sleep } from '../../labrpc/index.ts';";

/** What a job says that fails because these files of the lab are wrong. Of places only the ends are shown. */
async function failureOf(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await folder.lab(files);
  const outcome = folder.run({ app: 'wc', root, reduces: 2 });
  const message = await outcome.then(
    () => 'no failure',
    (error: Error) => `${error.name}: ${error.message}`,
  );
  return message.replace(/[^\s(]*lab1-mapreduce\//g, '…/');
}

const coordinator = (body: string) => `${LABRPC} void [NotImplemented, sleep];
export class Coordinator {
  ${body}
}`;

const worker = (body: string) => `${LABRPC} void [NotImplemented, sleep];
export class Worker {
  constructor(config) { this.config = config; }
  ${body}
}`;

describe('lab code that fails for real', () => {
  it('is named with file and line: a coordinator that throws', async () => {
    const text = "done() { return false; }\n  constructor() { throw new RangeError('too few'); }";
    expect(await failureOf({ 'coordinator.ts': coordinator(text) })).toBe(
      'JobFailure: the coordinator threw RangeError: too few\n  at new Coordinator (…/coordinator.ts:4:25)',
    );
  });

  it('is named: a handler that throws', async () => {
    const text = "done() { return false; }\n  ask() { throw new Error('who are you?'); }";
    expect(await failureOf({ 'coordinator.ts': coordinator(text) })).toBe(
      'JobFailure: the coordinator threw Error: who are you?\n  at Coordinator.ask (…/coordinator.ts:4:17)',
    );
  });

  it('is named: a worker that throws later', async () => {
    const text = 'async run() {\n    await sleep(1);\n    return this.gone.away;\n  }';
    const message = await failureOf({ 'worker.ts': worker(text) });
    expect(message).toMatch(/^JobFailure: worker-\d threw TypeError: Cannot read properties of undefined/);
    expect(message).toContain('(…/worker.ts:6:22)');
  });

  it('is named: a promise that nobody awaits', async () => {
    const text = 'async run() {\n    void sleep(1).then(() => { throw 7; });\n    await sleep(5000);\n  }';
    expect(await failureOf({ 'worker.ts': worker(text) })).toMatch(/^JobFailure: worker-\d threw .*7/);
  });

  it('is a stub', async () => {
    const text =
      "done() { return false; }\n  constructor() { throw new NotImplemented('lab1', 'all', 'README.md'); }";
    expect(await failureOf({ 'coordinator.ts': coordinator(text) })).toBe(
      'JobFailure: lab1: all is not implemented yet. How to go about it: README.md\n' +
        '  at new Coordinator (…/coordinator.ts:4:25)',
    );
  });

  it('does not compile, imports what it may not, or lacks a class', async () => {
    expect(await failureOf({ 'worker.ts': 'export class Worker {\n  run( {' })).toMatch(
      /^JobFailure: …\/worker.ts:2:\d+: /,
    );
    expect(await failureOf({ 'worker.ts': "import { readFile } from 'node:fs';\nreadFile;" })).toMatch(
      /^JobFailure: …\/worker.ts:1:\d+: import of "node:fs": lab code .* may import only labrpc/,
    );
    expect(await failureOf({ 'worker.ts': 'export const Worker = 1;' })).toMatch(
      /^JobFailure: worker-\d threw Error: worker.ts must export a class named Worker/,
    );
  });

  it('says too early that the job is done', async () => {
    expect(await failureOf({ 'coordinator.ts': coordinator('done() { return true; }') })).toBe(
      'JobFailure: the coordinator says that the job is done, but there is no mr-out-0, mr-out-1',
    );
  });

  it('leaves before the job is done', async () => {
    expect(await failureOf({ 'worker.ts': worker('async run() {}') })).toMatch(
      /^JobFailure: no worker is left, and the coordinator is not done \(worker-\d: run\(\) has resolved;/,
    );
    expect(await failureOf({ 'worker.ts': worker('async run() { process.exit(3); }') })).toMatch(
      /^JobFailure: no worker is left, and the coordinator is not done \(worker-\d: exit code 3; worker-/,
    );
    expect(await failureOf({ 'coordinator.ts': coordinator('constructor() { process.exit(4); }') })).toBe(
      'JobFailure: the coordinator has ended (exit code 4), and the job is not done',
    );
  });

  it('leaves nothing in the output', async () => {
    expect(await readdir(join(folder.path, 'out')).catch(() => [])).toEqual([]);
  });
});

describe('lab code that runs', () => {
  it('may print, and what it prints says who it is', async () => {
    const text = `async run() {
      console.log('hello\\nworld');
      if (this.config.id === 'worker-1') console.error('help');
      const { files, app } = this.config;
      await files.write('mr-out-0', 'a 1\\n');
    }`;
    const early = `n = 0; done() { return this.n === 2; } told() { this.n += 1; return {}; }`;
    const told = text.replace(/\}$/, "await this.config.coordinator.call('told', {}); await sleep(1e6); }");
    const root = await folder.lab({ 'coordinator.ts': coordinator(early), 'worker.ts': worker(told) });
    const { notes, lines } = await folder.run({ app: 'wc', root, reduces: 1 });
    expect([...notes].sort()).toEqual([
      'worker-1: hello',
      'worker-1: help',
      'worker-1: world',
      'worker-2: hello',
      'worker-2: world',
    ]);
    expect(lines).toEqual(['a 1']);
  });
});
