import { describe, expect, it } from 'vitest';
import type { TraceFailure } from '../../../trace/trace.ts';
import { shardTrace } from '../../example-shards.ts';
import { exampleTrace } from '../../example-trace.ts';
import { foldedAtFirst, laneGroups } from '../diagram/lanes.ts';
import { findClusters } from './clusters.ts';
import { electionsUntil } from './elections.ts';
import { raftCluster } from './raft-state.ts';
import { openRun } from './run.ts';

const trace = shardTrace();
const run = openRun(trace);

describe('clusters', () => {
  it('are named by the trace', () => {
    const { all, of } = findClusters(trace);
    expect(all.map(({ name, actors }) => `${name}: ${actors.join(' ')}`)).toEqual([
      'controller: 0',
      'group 1: 2',
      'group 2: 3',
    ]);
    expect(of).toEqual([0, -1, 1, 2, -1]);
  });

  it('are one where it names none', () => {
    expect(findClusters(exampleTrace(1)).all).toEqual([{ name: 'servers', actors: [0, 1, 2] }]);
  });

  it('have leaders, commits and elections of their own', () => {
    const mark = { kind: 'commit', text: '', index: 4, term: 1 };
    const steps = trace.steps.map((step) =>
      step.n === 0 ? { ...step, marks: [{ ...mark, actor: 0 }] } : step,
    );
    const committed = openRun({ ...trace, steps });
    expect([...raftCluster(committed, 5, [0]).committed]).toEqual([[4, 1]]);
    expect(raftCluster(committed, 5, [2]).committed.size).toBe(0);
    const three = openRun(exampleTrace(1));
    const last = three.steps.length - 1;
    expect(electionsUntil(three, last, { limit: 5, actors: [0, 1, 2] })).toHaveLength(1);
    expect(electionsUntil(three, last, { limit: 5, actors: [1, 2] })).toHaveLength(0);
  });
});

describe('lanes', () => {
  const names = (folded: readonly string[]) =>
    laneGroups(run, new Set(folded)).map(
      ({ cluster, lanes }) => `${cluster ?? '-'}: ${lanes.map((lane) => lane.name).join(' ')}`,
    );

  it('stand below the names of their clusters, which can be folded to one lane', () => {
    const others = ['-: admin 0', 'group 1: g1.0', 'group 2: g2.0', '-: clerk 0'];
    expect(names([])).toEqual(['controller: controller 0', ...others]);
    expect(names(['controller'])).toEqual(['controller: controller', ...others]);
  });

  it('of many clusters are folded at first, but for that of the step the run opens at', () => {
    const more = Array.from({ length: 30 }, (_, index) => ({
      ...trace.actors[2],
      name: `g9.${index}`,
      cluster: `group ${9 + (index % 10)}`,
    }));
    const actors = [...trace.actors, ...more] as typeof trace.actors;
    const steps = [...trace.steps];
    steps.push({ n: steps.length, atMs: 590, actor: 7, cause: { kind: 'boot', incarnation: 1 } });
    const failure = { ...(trace.failure as TraceFailure), actor: 'g9.2' };
    const big = openRun({ ...trace, actors, steps, failure });
    expect(foldedAtFirst([big]).has('group 1')).toBe(true);
    expect(foldedAtFirst([big]).has('group 11')).toBe(false);
    expect(foldedAtFirst([run]).size).toBe(0);
  });
});
