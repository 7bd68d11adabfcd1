import { bareName } from './named-fields.ts';
import { COMMIT, raftServer } from './raft-state.ts';
import type { Run } from './run.ts';
import { countUpTo } from './state-history.ts';

/** A leader raised its commit index to an entry of an older term: it may only count its own (§5.4.2). */
export interface OldTermCommit {
  /** The indexes from (exclusive) and to that were committed. */
  readonly from: number;
  readonly to: number;
  readonly entryTerm: number;
  readonly term: number;
}

/** Whether the actor did that in the step at this position. */
export function oldTermCommitIn(run: Run, actor: number, position: number): OldTermCommit | undefined {
  if (run.steps[position]?.actor !== actor || !changesCommit(run, position)) return undefined;
  const now = raftServer(run, actor, position);
  const before = raftServer(run, actor, position - 1);
  const [from, to] = [before.commitIndex ?? 0, now.commitIndex ?? 0];
  const entryTerm = now.log?.cells.get(to)?.term;
  if (now.role !== 'leader' || to <= from || entryTerm === undefined || now.term === undefined)
    return undefined;
  return entryTerm < now.term ? { from, to, entryTerm, term: now.term } : undefined;
}

/** The same of the last step until this one in which the actor's commit index changed in this life. */
export function lastOldTermCommit(run: Run, actor: number, position: number): OldTermCommit | undefined {
  const steps = run.stepsOf[actor] ?? [];
  for (let at = countUpTo(steps, position) - 1; at >= 0; at--) {
    const step = steps[at] as number;
    const kind = run.steps[step]?.cause.kind;
    if (kind === 'boot' || kind === 'gap') return undefined;
    if (changesCommit(run, step)) return oldTermCommitIn(run, actor, step);
  }
  return undefined;
}

function changesCommit(run: Run, position: number): boolean {
  const changes = run.steps[position]?.changes ?? [];
  return changes.some(([path]) => path[0] === 'memory' && COMMIT.includes(bareName(String(path.at(-1)))));
}

export function oldTermText({ to, entryTerm, term }: OldTermCommit): string {
  return `Commits index ${to}, an entry of term ${entryTerm}, as leader of term ${term}: only entries of its own term may be committed by counting.`;
}
