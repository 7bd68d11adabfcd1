import { basename, isAbsolute, relative, sep } from 'node:path';
import { type Difference, firstDifference } from '../trace/first-difference.ts';
import type { Trace } from '../trace/trace.ts';
import { differenceWords } from './difference-words.ts';
import type { RunPool, RunRequest } from './pool.ts';
import type { RecordOrder } from './record-scenario.ts';
import type { Failure, RunResult } from './result.ts';
import { PROJECT } from './vitest-settings.ts';

/** A run made again, to be seen. */
export type Recording =
  | {
      readonly kind: 'recorded';
      readonly trace: Trace;
      /** Why it failed, as the recorded run tells it: also for runs that had to be ended from outside. */
      readonly failure: Failure | undefined;
    }
  /** The same seed gave another run. */
  | { readonly kind: 'nondeterministic'; readonly failure: Failure }
  /** There is nothing to be seen: the code does not compile, or cannot be run again. */
  | { readonly kind: 'none' };

/** What the pool could not tell more about: runs of these kinds are not made again. */
const NOT_RECORDED: ReadonlySet<Failure['kind']> = new Set(['not-implemented', 'compile']);

/**
 * Makes a run again, recorded. `plain` is how it went the first time; a run that differs from it is reported
 * with the first event that differs.
 */
export async function recordRun(
  pool: Pick<RunPool, 'record'>,
  request: RunRequest,
  plain: RunResult,
  replay: string,
): Promise<Recording> {
  const { failure } = plain;
  if (failure && NOT_RECORDED.has(failure.kind)) return { kind: 'none' };
  const wasEnded = failure !== undefined && plain.fingerprint === '';
  if (wasEnded && plain.events === 0) return { kind: 'none' };
  const order: RecordOrder = {
    implementation: nameOf(request.implementation.root),
    replay,
    stuck: wasEnded ? { event: plain.events, failure } : undefined,
  };
  const { result, trace } = await pool.record(request, order);
  if (trace === undefined) return { kind: 'none' };
  const isSame = wasEnded || result.fingerprint === plain.fingerprint;
  if (isSame && failure?.kind !== 'nondeterminism') {
    return { kind: 'recorded', trace: JSON.parse(trace) as Trace, failure: result.failure };
  }
  const again = await pool.record(request, order);
  const traces = [trace, again.trace ?? trace].map((text) => JSON.parse(text) as Trace);
  return { kind: 'nondeterministic', failure: nondeterminism(...(traces as [Trace, Trace])) };
}

/** `labs` and `solutions` by their names: a timeline that is handed on says nothing of the machine. */
function nameOf(root: string): string {
  const path = relative(PROJECT, root);
  return path === '' || path.startsWith('..') || isAbsolute(path)
    ? basename(root)
    : path.split(sep).join('/');
}

/** With what stands before it, a line of this has room in the failure text. */
const DIFFERENCE_WIDTH = 98;

/** What the report says of code that does not do the same twice. */
function nondeterminism(once: Trace, again: Trace): Failure {
  const difference = firstDifference(once, again);
  const cause =
    'The code depends on something that is no part of the run: on what an earlier life left in a global ' +
    'object, for instance. Look at what it reads in this step.';
  return {
    kind: 'nondeterminism',
    rule: 'world/determinism',
    message: `the same seed gave two different runs. ${differenceText(once, again, difference)}\n${cause}`,
    ...(difference ? { atMs: difference.atMs } : {}),
    before: [],
  };
}

function differenceText(once: Trace, again: Trace, difference: Difference | undefined): string {
  if (!difference) return 'Recorded twice, it went the same way both times.';
  const { first, second } = differenceWords(once, again, difference.position, DIFFERENCE_WIDTH);
  return `The first difference is at ${difference.atMs} ms.\n  once:  ${first}\n  again: ${second}`;
}
