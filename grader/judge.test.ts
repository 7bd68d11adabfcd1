import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JudgeHouse } from './judge-house.ts';
import type { JudgeRequest } from './protocol.ts';

/** Gets at the real process, as a determined cheat would: this version does not keep anyone from it. */
const ESCAPE = "const real = Function('return process')();";
const HANDLERS = `
export class Raft {
  getState() { return { term: 0, isLeader: false }; }
  start() { return { kind: 'not-leader' }; }
  snapshot() {}
}
`;

let folder = '';
let house: JudgeHouse;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-judge-'));
  house = await JudgeHouse.open({ runMs: 4000, answerBytes: 100_000 });
});
afterAll(async () => {
  house.close();
  await rm(folder, { recursive: true, force: true });
});

async function judge(name: string, code: string): Promise<unknown> {
  const lab = join(folder, name, 'lab2-raft');
  await mkdir(lab, { recursive: true });
  await writeFile(join(lab, 'raft.ts'), `${code}\n${HANDLERS}`);
  const request: JudgeRequest = {
    id: 1,
    root: join(folder, name),
    withReference: [],
    part: 'lab2a',
    slug: 'initial-election',
    seed: 1,
    twice: false,
  };
  return house.newJudge().run(request);
}

describe('a judge process', () => {
  it('answers with the result of a run', async () => {
    const answer = await judge('plain', '');
    expect(answer).toMatchObject({ kind: 'result', result: { failure: { rule: 'raft/leader-elected' } } });
  });

  it('that is killed from inside is lost, and says in which run', async () => {
    const answer = await judge('kill', `${ESCAPE} real.kill(real.pid, 'SIGKILL');`);
    const where = 'during lab2a initial-election, seed 1; its remaining runs were not made';
    const message = `the process that ran it was killed (SIGKILL) ${where}`;
    expect(answer).toMatchObject({ kind: 'lost', failure: { rule: 'grader/process-died', message } });
  });

  it('that is stopped is lost when its time is up', async () => {
    const answer = await judge('stop', `${ESCAPE} real.kill(real.pid, 'SIGSTOP');`);
    expect(answer).toMatchObject({ kind: 'lost', failure: { kind: 'hang', rule: 'grader/stalled' } });
  });

  it('that floods the grader is lost', async () => {
    const flood = `real.getBuiltinModule('fs').writeSync(3, 'x'.repeat(200000));`;
    const answer = await judge('flood', `${ESCAPE} ${flood}`);
    expect(answer).toMatchObject({ kind: 'lost', failure: { kind: 'limit', rule: 'grader/flood' } });
  });

  it('that answers with nonsense is lost', async () => {
    const answer = await judge(
      'nonsense',
      `${ESCAPE} real.getBuiltinModule('fs').writeSync(3, 'full marks\\n');`,
    );
    expect(answer).toMatchObject({ kind: 'lost', failure: { kind: 'tampering', rule: 'grader/protocol' } });
  });

  it('knows nothing of where it runs', async () => {
    const answer = await judge('env', `${ESCAPE} throw new Error(real.cwd() + JSON.stringify(real.env));`);
    const message = expect.stringMatching(/lockstep-grade-\w+.empty\{\}$/);
    expect(answer).toMatchObject({ kind: 'result', result: { failure: { message } } });
  });
});
