import { fieldsOf } from './captured-text.ts';
import { whoDiesIn } from './deaths.ts';
import type { Run } from './run.ts';
import type { Span } from './spans.ts';

/** One go of a worker at a task of a MapReduce job. */
export interface Attempt {
  readonly actor: number;
  readonly fromMs: number;
  /** Undefined if it goes on, or nobody knows. */
  readonly toMs: number | undefined;
  readonly end: Span['end'];
  /** Positions of the steps in which it began and ended. */
  readonly position: number;
  readonly endPosition: number | undefined;
  /** How many calls of `map` or `reduce` were seen. */
  readonly calls: number;
  readonly writes: readonly Write[];
}

/** A change of an output. */
export interface Write {
  readonly atMs: number;
  readonly position: number;
  /** `mr-out-1 has 45 characters` */
  readonly text: string;
  /** The beginning of what is there now; undefined if nothing is. */
  readonly contents: string | undefined;
}

export interface JobTask {
  readonly phase: 'map' | 'reduce';
  /** Name of the input, or of the output. */
  readonly name: string;
  /** In the order in which they began. */
  readonly attempts: readonly Attempt[];
}

/** A MapReduce job, made of marks alone: what the judge saw, not what the code says of itself. */
export interface Job {
  readonly tasks: readonly JobTask[];
  /** Calls of `reduce` after which no output was written: nobody can tell for which task they were. */
  readonly withoutOutput: readonly Attempt[];
  /** When `done()` was true for the first time. */
  readonly doneMs: number | undefined;
}

export function hasJob(run: Run): boolean {
  return run.steps.some(({ marks }) => marks?.some(({ kind }) => kind === 'map-task'));
}

/** The whole job; see `jobAt`. */
export function jobOf(run: Run): Job {
  const marks = run.steps.flatMap((step) => step.marks ?? []);
  const done = run.steps.find((step) => step.marks?.some(({ kind }) => kind === 'done'));
  const maps = run.spans.filter(({ kind }) => kind === 'map').map(mapAttempt);
  const reduces = reduceAttempts(run);
  const namesOf = (kind: string) =>
    new Set(marks.flatMap((mark) => (mark.kind === kind ? (mark.of ?? '') : [])));
  return {
    tasks: [
      ...tasksOf('map', namesOf('map-task'), maps),
      ...tasksOf('reduce', namesOf('reduce-task'), reduces),
    ],
    withoutOutput: reduces.filter(({ task: of }) => of === undefined).map(({ attempt }) => attempt),
    doneMs: done?.atMs,
  };
}

function tasksOf(
  phase: JobTask['phase'],
  names: Iterable<string>,
  all: readonly Named[],
): readonly JobTask[] {
  const attempts = new Map<string, Attempt[]>([...names].map((name) => [name, []]));
  for (const { task, attempt } of all) attempts.get(task ?? '')?.push(attempt);
  return [...attempts].map(([name, own]) => ({ phase, name, attempts: own }));
}

/** What of the job had happened after the step at this position. */
export function jobAt({ tasks, withoutOutput, doneMs }: Job, run: Run, position: number): Job {
  const known = (attempts: readonly Attempt[]) =>
    attempts.flatMap((attempt) => attemptAt(attempt, position) ?? []);
  const writtenLater = tasks.flatMap(({ attempts }) =>
    attempts.filter(
      ({ position: begun, writes }) => begun <= position && (writes[0]?.position ?? 0) > position,
    ),
  );
  return {
    tasks: tasks.map((task) => ({
      ...task,
      attempts: known(task.attempts.filter((attempt) => !writtenLater.includes(attempt))),
    })),
    withoutOutput: known([...withoutOutput, ...writtenLater]),
    doneMs: doneMs !== undefined && doneMs <= (run.times[position] ?? run.endMs) ? doneMs : undefined,
  };
}

function attemptAt(attempt: Attempt, position: number): Attempt | undefined {
  if (attempt.position > position) return undefined;
  if (attempt.endPosition !== undefined && attempt.endPosition <= position) return attempt;
  const writes = attempt.writes.filter((write) => write.position <= position);
  return { ...attempt, writes, toMs: undefined, endPosition: undefined, end: 'open' };
}

interface Named {
  /** Name of the task; undefined if it is not known. */
  readonly task: string | undefined;
  readonly attempt: Attempt;
}

function mapAttempt({ actor, of, fromMs, toMs, end, position, endPosition }: Span): Named {
  const isOver = end === 'ended' || end === 'died';
  const attempt = { actor, fromMs, toMs: isOver ? toMs : undefined, end, position, endPosition };
  return { task: of, attempt: { ...attempt, calls: 1, writes: [] } };
}

/** What a worker has reduced since it wrote its last output, and wrote then. */
interface Going {
  readonly actor: number;
  readonly calls: Span[];
  readonly writes: Write[];
  task: string | undefined;
}

/** A worker calls `reduce` key by key and then writes one output: that is a task, whatever its number. */
function reduceAttempts(run: Run): readonly Named[] {
  const going = new Map<number, Going>();
  const found: Named[] = [];
  const close = (
    actor: number,
    end: 'died' | 'open',
    at?: { readonly atMs: number; readonly position: number },
  ) => {
    const gone = going.get(actor);
    going.delete(actor);
    if (gone) found.push({ task: gone.task, attempt: reduceAttempt(gone, end, at) });
  };
  const goingOf = (actor: number, fits: (current: Going) => boolean): Going => {
    const current = going.get(actor);
    if (current && fits(current)) return current;
    close(actor, 'open');
    const begun: Going = { actor, calls: [], writes: [], task: undefined };
    going.set(actor, begun);
    return begun;
  };
  const calls = run.spans.filter(({ kind }) => kind === 'reduce');
  let next = 0;
  for (const [position, step] of run.steps.entries()) {
    for (let call = calls[next]; call?.position === position; call = calls[++next]) {
      goingOf(call.actor, ({ task }) => task === undefined).calls.push(call);
    }
    for (const { actor, of, write } of writesIn(run, position)) {
      const current = goingOf(actor, ({ task }) => task === undefined || task === of);
      current.task = of;
      current.writes.push(write);
    }
    const dead = whoDiesIn(step);
    if (dead !== undefined) close(dead, 'died', { atMs: step.atMs, position });
  }
  for (const actor of [...going.keys()]) close(actor, 'open');
  return found.sort((a, b) => a.attempt.position - b.attempt.position);
}

function reduceAttempt(
  { actor, calls, writes }: Going,
  end: 'died' | 'open',
  at: { readonly atMs: number; readonly position: number } | undefined,
): Attempt {
  const [first, last] = [calls[0], writes.at(-1)];
  const begun = {
    fromMs: first?.fromMs ?? writes[0]?.atMs ?? 0,
    position: first?.position ?? writes[0]?.position ?? 0,
  };
  const attempt = { actor, ...begun, calls: calls.length, writes };
  // Who has written has done its work, whatever becomes of it then.
  if (last) return { ...attempt, end: 'ended', toMs: last.atMs, endPosition: last.position };
  return { ...attempt, end, toMs: at?.atMs, endPosition: at?.position };
}

/** Outputs that changed in a step, and who did it. */
function writesIn(run: Run, position: number): readonly { actor: number; of: string; write: Write }[] {
  const { marks = [], cause, atMs, effects = [] } = run.steps[position] ?? {};
  const changes = marks.filter(({ kind }) => kind === 'output');
  const writer = cause?.kind === 'message' ? run.messageOf(cause.message)?.from : undefined;
  if (changes.length === 0 || writer === undefined) return [];
  const emits = effects.flatMap((effect) =>
    effect.kind === 'emit' && effect.name === 'output' ? [fieldsOf(effect.value)?.text] : [],
  );
  return changes.map(({ of = '', text }, index) => {
    const said = emits[index];
    const beginning = typeof said === 'string' ? said : fieldsOf(said)?.text;
    const contents = typeof beginning === 'string' ? beginning : undefined;
    return { actor: writer, of, write: { atMs: atMs ?? 0, position, text, contents } };
  });
}
