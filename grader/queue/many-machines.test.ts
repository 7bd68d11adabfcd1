import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, HAS_REDIS, RedisOfTest } from './redis-of-test.ts';
import { announceVersion } from './versions.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const EXAMPLES = ['correct-other-style', 'does-not-compile', 'no-persistence', 'resets-timer-on-any-rpc'];

/** A command of the project as a process of its own. */
class Command {
  output = '';
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(file: string, ...args: readonly string[]) {
    const { INIT_CWD: _, ...env } = process.env;
    const words = [join('harness', 'run', 'start.mjs'), join('grader', file), ...args];
    this.child = spawn(process.execPath, words, { cwd: PROJECT, env });
    this.child.stdout?.on('data', (data) => {
      this.output += data;
    });
    this.child.stderr?.on('data', (data) => {
      this.output += data;
    });
    this.ended = new Promise((resolve) => this.child.on('exit', resolve));
  }

  async says(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      if (this.child.exitCode !== null) throw new Error(`it has ended without ${text}: ${this.output}`);
      await sleep(50);
    }
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.child.kill(signal);
    await this.ended;
  }
}

let folder = '';
const started: Command[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-machines-'));
});
afterAll(async () => {
  for (const command of started) await command.kill();
  await rm(folder, { recursive: true, force: true });
});

function run(file: string, ...args: readonly string[]): Command {
  const command = new Command(file, ...args);
  started.push(command);
  return command;
}

const grade = (out: string, ...args: readonly string[]): Command =>
  run('grade-command.ts', join(folder, 'class'), ...LAB, '--out', join(folder, out), ...args);
const LAB = ['--lab', 'lab2a', '--runs', '2', '--timelines', '0'];

async function files(out: string): Promise<string[]> {
  const read = (name: string): Promise<string> => readFile(join(folder, out, name), 'utf8');
  return [await read('results.json'), await read('results.csv')];
}

/** Resolves when a worker has a job. */
async function someJobIsActive(redis: Redis): Promise<void> {
  for (;;) {
    const [active] = await redis.keys('bull:lockstep-*:active');
    if (active !== undefined && (await redis.llen(active)) > 0) return;
    await sleep(20);
  }
}

describe.skipIf(!HAS_REDIS)('many machines (skipped without redis-server)', () => {
  let redis: RedisOfTest;
  let client: Redis;
  beforeAll(async () => {
    redis = await RedisOfTest.start();
    client = new Redis(redis.port, '127.0.0.1', { maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    for (const name of EXAMPLES) {
      await cp(join(PROJECT, 'grader', 'examples', name), join(folder, 'class', name), { recursive: true });
    }
  });
  afterAll(async () => {
    client.disconnect();
    await redis.remove();
  });

  it('grade as one does, though a worker, the grading and the Redis are killed', async () => {
    const first = run('worker-command.ts', redis.url, '--jobs', '1');
    await first.says('jobs at a time');
    const killed = grade('queue', '--queue', redis.url);
    await someJobIsActive(client);
    await first.kill();
    await killed.kill();

    const local = grade('local');
    const again = grade('queue', '--queue', redis.url, '--resume');
    const workers = [1, 2].map(() => run('worker-command.ts', redis.url, '--jobs', '1'));
    await again.says('[2/4]');
    await redis.killAndRestart();
    expect(await again.ended, again.output).toBe(0);
    expect(await local.ended, local.output).toBe(0);
    expect(await files('queue')).toEqual(await files('local'));
    expect(again.output).toContain('the queue is back');

    for (const worker of workers) await worker.kill('SIGTERM');
    expect(workers.map(({ output }) => output).join()).toMatch(/lab2a: \d+ runs of 18 scenarios/);
  }, 180_000);

  it('say it where their versions of the project differ', async () => {
    await announceVersion(client, '0123456789ab');
    const worker = run('worker-command.ts', redis.url);
    await worker.says('this worker has another version of the project');
    await worker.kill();
  }, 60_000);
});

describe('a Redis that is not there', () => {
  it.each(['grade-command.ts', 'worker-command.ts'])(
    '%s: one message, exit code 2',
    async (file) => {
      const port = await freePort();
      const url = `redis://:secret@127.0.0.1:${port}`;
      const out = join(folder, 'nothing');
      const args =
        file === 'worker-command.ts'
          ? [url]
          : [join(PROJECT, 'grader', 'examples'), '--out', out, '--queue', url];
      const command = run(file, ...args);
      expect(await command.ended).toBe(2);
      expect(command.output).toContain(`answers at redis://127.0.0.1:${port} (connect ECONNREFUSED`);
      expect(command.output.trim().split('\n')).toHaveLength(1);
      expect(command.output).not.toContain('secret');
    },
    60_000,
  );
});
