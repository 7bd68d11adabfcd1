/**
 * A process that runs one submission and nothing else: it bundles the code and executes it in a worker
 * thread, so that neither ever enters the grader. Requests come in by lines; the process ends with its input.
 */
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { RunPool } from '../harness/run/pool.ts';
import { ANSWER_FD, answerLine, type JudgeRequest } from './protocol.ts';

const pool = new RunPool({ workers: 1 });
const answers = new Socket({ fd: ANSWER_FD, readable: false, writable: true });
const requests = createInterface({ input: process.stdin });

requests.on('line', (line) => void answer(JSON.parse(line) as JudgeRequest));
requests.on('close', () => process.exit(0));

async function answer({ id, root, withReference, part, slug, seed, twice }: JudgeRequest): Promise<void> {
  const result = await pool.run({ implementation: { root, withReference }, part, slug, seed, twice });
  answers.write(answerLine(id, result));
}
