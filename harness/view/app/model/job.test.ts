import { describe, expect, it } from 'vitest';
import type { Step, Trace } from '../../../trace/trace.ts';
import { jobTrace } from '../../example-job.ts';
import { jobAt, jobOf } from './job.ts';
import { attemptWords, jobSummary, taskState } from './job-words.ts';
import { openRun, type Run } from './run.ts';

const trace = jobTrace();
const run = openRun(trace);
const last = trace.steps.length - 1;
const positionOf = (of: Run, text: string) =>
  of.steps.findIndex(({ marks }) => marks?.some((mark) => mark.text === text));

/** Each task: how far it is, and who did it when. */
function told(of: Run, position: number): readonly string[] {
  const job = jobAt(jobOf(of), of, position);
  const words = job.tasks.map((task) => {
    const attempts = task.attempts.map((attempt) => {
      const name = of.trace.actors[attempt.actor]?.name;
      return `${name} ${attemptWords(of, attempt, task.name)}`;
    });
    return [task.name, taskState(of, task, of.times[position] ?? 0).text, ...attempts].join('; ');
  });
  const unknown = job.withoutOutput.map((attempt) => `? ${attemptWords(of, attempt, '')}`);
  return [...words, ...unknown];
}

describe('a job', () => {
  it('tells of each task who did it when, and what became of it', () => {
    expect(told(run, last)).toEqual([
      'in-0.txt; lost with its worker; worker 0 8 ms to 200 ms, then it died',
      'in-1.txt; mapped; worker 1 16 ms to 500 ms',
      'mr-out-0; 14 characters; worker 1 504 ms to 570 ms, 2 keys, wrote 6 characters, then 14 characters',
    ]);
  });

  it('tells only what had happened by then', () => {
    expect(told(run, positionOf(run, 'begins in-1.txt'))).toEqual([
      'in-0.txt; being mapped; worker 0 at 8 ms, goes on',
      'in-1.txt; being mapped; worker 1 at 16 ms, goes on',
      'mr-out-0; no output',
    ]);
    expect(told(run, positionOf(run, 'begins whale')).slice(2)).toEqual([
      'mr-out-0; no output',
      '? at 504 ms, 2 keys, goes on',
    ]);
    expect(told(run, 1)).toEqual(['in-0.txt; not begun', 'in-1.txt; not begun', 'mr-out-0; no output']);
  });

  it('is summed up', () => {
    const job = jobAt(jobOf(run), run, last);
    expect(jobSummary(run, job, run.endMs)).toBe(
      'After this step: 1 of 2 inputs are mapped, 1 of 1 outputs are there, done() is not true.',
    );
  });

  it('knows nothing of a task for which a worker died before it wrote', () => {
    const at = positionOf(run, 'begins whale') + 1;
    const crash: Step = {
      n: at,
      atMs: trace.steps[at]?.atMs ?? 0,
      cause: { kind: 'fault', what: 'crash', actors: [3], text: 'worker 1' },
    };
    const dead = openRun({ ...trace, steps: [...trace.steps.slice(0, at), crash] });
    expect(told(dead, at).slice(2)).toEqual([
      'mr-out-0; no output',
      '? 504 ms to 564 ms, 2 keys, then it died',
    ]);
  });

  it('says that a worker was paused, or is', () => {
    const [pause, resume] = ['pause', 'resume'].map(
      (what): Step => ({
        n: 0,
        atMs: 300,
        cause: { kind: 'fault', what, actors: [3], text: 'worker 1' },
      }),
    ) as [Step, Step];
    const at = positionOf(run, 'ends in-1.txt');
    const steps = [...trace.steps.slice(0, at), pause, { ...resume, atMs: 400 }, ...trace.steps.slice(at)];
    const paused: Trace = { ...trace, steps: steps.map((step, n) => ({ ...step, n })), messages: [] };
    expect(told(openRun(paused), at)[1]).toBe('in-1.txt; its worker is paused; worker 1 at 16 ms, goes on');
    expect(told(openRun(paused), at + 2)[1]).toBe('in-1.txt; mapped; worker 1 16 ms to 500 ms, was paused');
  });
});
