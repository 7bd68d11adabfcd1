import type { Captured } from '../../../trace/captured.ts';
import type { Trace } from '../../../trace/trace.ts';
import { fieldsOf } from './captured-text.ts';
import { whoDiesIn } from './deaths.ts';

/** A stretch of time in which a server took itself for the leader. */
export interface LeaderPeriod {
  readonly actor: number;
  /** Undefined where the trace does not say. */
  readonly term: number | undefined;
  readonly fromMs: number;
  readonly toMs: number;
}

export function leaderPeriods(trace: Trace, endMs: number): readonly LeaderPeriod[] {
  const periods: LeaderPeriod[] = [];
  const open = new Map<number, Omit<LeaderPeriod, 'toMs'>>();
  const end = (actor: number, toMs: number) => {
    const period = open.get(actor);
    open.delete(actor);
    if (period) periods.push({ ...period, toMs });
  };
  for (const [actor, { state, isUp }] of trace.actors.entries()) {
    const reports = reportsOf(state);
    if (!isUp || reports?.isLeader !== true) continue;
    open.set(actor, { actor, term: numberOf(reports.term), fromMs: 0 });
  }
  for (const step of trace.steps) {
    for (const { kind, actor, term } of step.marks ?? []) {
      if (kind === 'leader' || kind === 'follower') end(actor, step.atMs);
      if (kind === 'leader') open.set(actor, { actor, term, fromMs: step.atMs });
    }
    const dead = whoDiesIn(step);
    if (dead !== undefined) end(dead, step.atMs);
  }
  for (const actor of [...open.keys()]) end(actor, endMs);
  return periods.sort((a, b) => a.fromMs - b.fromMs);
}

/** What a server tells the judge after each turn: for Raft `{ term, isLeader }`. */
export function reportsOf(state: Captured): Readonly<Record<string, Captured>> | undefined {
  return fieldsOf(fieldsOf(state)?.reports);
}

function numberOf(value: Captured | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
