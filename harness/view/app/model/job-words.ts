import type { LaneBands } from './bands.ts';
import type { Attempt, Job, JobTask, Write } from './job.ts';
import type { Run } from './run.ts';
import { timeText } from './words.ts';

/** How far a task has come, and whether that is as it should be. */
export interface TaskState {
  readonly text: string;
  readonly tone: 'done' | 'going' | 'stuck' | 'idle';
}

export function taskState(run: Run, { phase, name, attempts }: JobTask, nowMs: number): TaskState {
  return phase === 'map' ? mapState(run, attempts, nowMs) : outputState(name, attempts);
}

function mapState(run: Run, attempts: readonly Attempt[], nowMs: number): TaskState {
  if (attempts.some(({ end }) => end === 'ended')) return { text: 'mapped', tone: 'done' };
  const going = attempts.filter(({ end }) => end === 'open');
  if (going.some(({ actor }) => !isPaused(run, actor, nowMs))) return { text: 'being mapped', tone: 'going' };
  if (going.length > 0) return { text: 'its worker is paused', tone: 'stuck' };
  if (attempts.some(({ end }) => end === 'unknown')) return { text: 'not known', tone: 'idle' };
  if (attempts.length > 0) return { text: 'lost with its worker', tone: 'stuck' };
  return { text: 'not begun', tone: 'idle' };
}

function outputState(name: string, attempts: readonly Attempt[]): TaskState {
  const last = lastWrite(attempts);
  if (!last) return { text: 'no output', tone: 'idle' };
  return { text: sizeText(name, last.text), tone: last.contents === undefined ? 'stuck' : 'done' };
}

/** What is there now was written then; undefined if nothing was. */
export function lastWrite(attempts: readonly Attempt[]): Write | undefined {
  const writes = attempts.flatMap((attempt) => attempt.writes);
  return writes.sort((a, b) => a.position - b.position).at(-1);
}

/** `45 characters`, of `mr-out-1 has 45 characters`. */
export function sizeText(name: string, text: string): string {
  return text.replace(`${name} `, '').replace(/^has /, '');
}

/** When it was and what became of it: `12 ms to 45 ms, 14 keys, wrote 90 characters`. */
export function attemptWords(run: Run, attempt: Attempt, name: string): string {
  const { fromMs, toMs, end, calls, writes } = attempt;
  const from = timeText(Math.round(fromMs));
  const to = timeText(Math.round(toMs ?? fromMs));
  const words = [from === to ? `at ${from}` : `${from} to ${to}`];
  if (calls > 1) words.push(`${calls} keys`);
  if (isPausedIn(run, attempt)) words.push('was paused');
  if (writes.length > 0)
    words.push(`wrote ${writes.map(({ text }) => sizeText(name, text)).join(', then ')}`);
  return `${words.join(', ')}${END_WORDS[end]}`;
}

const END_WORDS: Readonly<Record<Attempt['end'], string>> = {
  ended: '',
  died: ', then it died',
  open: ', goes on',
  unknown: ', and then nobody knows',
};

export function jobSummary(run: Run, { tasks, doneMs }: Job, nowMs: number): string {
  const of = (phase: JobTask['phase']) => {
    const all = tasks.filter((task) => task.phase === phase);
    const done = all.filter((task) => taskState(run, task, nowMs).tone === 'done');
    return `${done.length} of ${all.length}`;
  };
  const done = doneMs === undefined ? 'is not true' : `is true since ${timeText(Math.round(doneMs))}`;
  return `After this step: ${of('map')} inputs are mapped, ${of('reduce')} outputs are there, done() ${done}.`;
}

function isPaused(run: Run, actor: number, nowMs: number): boolean {
  return pausesOf(run, actor).some(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs);
}

function isPausedIn(run: Run, { actor, fromMs, toMs = fromMs }: Attempt): boolean {
  return pausesOf(run, actor).some((pause) => pause.fromMs < toMs && pause.toMs > fromMs);
}

function pausesOf(run: Run, actor: number): LaneBands {
  return run.bands[actor]?.filter(({ kind }) => kind === 'paused') ?? [];
}
