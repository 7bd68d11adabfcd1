import type { Failure } from '../../harness/run/result.ts';
import type { ProcessEnd } from '../sandbox/sandboxed-process.ts';
import type { JudgeTrouble } from './judge-messages.ts';
import type { RunLimits } from './run-watch.ts';

/** What a failure says of a run that could not be judged to its end. */
export type EndedBecause = Pick<Failure, 'kind' | 'rule' | 'message'>;

/**
 * Runs that were ended from outside are costly: seconds of CPU each, where others take milliseconds. After a
 * few of them the rest of a scenario is given up.
 */
export const COSTLY_RULES: ReadonlySet<string> = new Set([
  'world/hang',
  'world/memory',
  'world/too-many-events',
  'grader/cpu',
  'grader/stalled',
  'grader/flood',
  'grader/judge',
  'grader/process-died',
]);

/** How Node ends when memory runs out, by its limit or the kernel's: 128 + ILL, TRAP, ABRT, SEGV. */
const OUT_OF_MEMORY: ReadonlySet<number> = new Set([132, 133, 134, 139]);

/** What lab code may have done; the rest is the grader's own failure. */
export type LabTrouble = Exclude<JudgeTrouble, { kind: 'short-of-processes' }>;

/**
 * A process has ended that had no lab code, by no fault of other processes of its run: these may sleep so
 * long that it is ended in the middle of its start.
 */
export function isMachineToBlame({ kind }: JudgeTrouble, end: ProcessEnd | undefined): boolean {
  const isRunTooSlow = end?.kind === 'killed' && end.reason === 'slow';
  return kind === 'not-ready' && !isRunTooSlow;
}

/** `end`: of the process in question; undefined where it had to be ended for what it sent. */
export function endedBecause(
  trouble: LabTrouble,
  end: ProcessEnd | undefined,
  limits: RunLimits,
): EndedBecause {
  if (trouble.kind === 'malformed') {
    const message = `the process of the lab code sent something that is no turn of this run: ${trouble.what}`;
    return { kind: 'tampering', rule: 'grader/protocol', message };
  }
  if (trouble.kind === 'flooded') {
    const megabytes = Math.round(limits.sentBytes / 2 ** 20);
    const message = `the process of the lab code sent more than ${megabytes} MB in one run`;
    return { kind: 'limit', rule: 'grader/flood', message };
  }
  if (end?.kind === 'killed') return killedBecause(end, limits);
  if (end?.kind === 'ended' && OUT_OF_MEMORY.has(end.status)) {
    const because = outOfMemory(limits);
    return { ...because, message: `${because.message}, or made its process abort` };
  }
  if (end?.kind === 'ended' && end.status < 128) {
    const message = `the process of the run was ended from inside (exit code ${end.status})`;
    return { kind: 'exit', rule: 'lab/exit', message };
  }
  const how = end?.kind === 'ended' ? ` (status ${end.status})` : '';
  return { kind: 'exit', rule: 'grader/process-died', message: `the process of the lab code died${how}` };
}

/** The judge itself did not come to an end with what the lab code did. */
export const JUDGE_LOST: EndedBecause = {
  kind: 'limit',
  rule: 'grader/judge',
  message: 'what the lab code did was too much to judge: the judge ran out of time or memory on it',
};

function killedBecause({ reason }: Extract<ProcessEnd, { kind: 'killed' }>, limits: RunLimits): EndedBecause {
  switch (reason) {
    case 'memory':
      return outOfMemory(limits);
    case 'cpu': {
      const message = `the run took more than ${limits.runCpuMs / 1000} s of CPU time`;
      return { kind: 'limit', rule: 'grader/cpu', message };
    }
    case 'stalled': {
      const message = `the process neither worked nor answered for ${limits.stalledMs / 1000} s`;
      return { kind: 'hang', rule: 'grader/stalled', message };
    }
    case 'slow': {
      const message = 'the judge waited most of the time for processes that did next to nothing';
      return { kind: 'hang', rule: 'grader/stalled', message };
    }
    case 'hang': {
      const cause = 'a loop without end, or promises that never stop';
      const message = `no event was completed in ${limits.hangCpuMs / 1000} s of CPU time: ${cause}`;
      return { kind: 'hang', rule: 'world/hang', message };
    }
    case 'closed-pipes':
    case 'no-longer-needed': {
      const message = 'the process of the lab code closed its pipes to the judge, and went on';
      return { kind: 'exit', rule: 'grader/process-died', message };
    }
  }
}

function outOfMemory({ memoryMb }: RunLimits): EndedBecause {
  return { kind: 'limit', rule: 'world/memory', message: `the code held more than ${memoryMb} MB of memory` };
}
