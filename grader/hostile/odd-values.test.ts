import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleLab } from '../../harness/run/bundler.ts';
import type { RunResult } from '../../harness/run/result.ts';
import { runScenario } from '../../harness/run/run-scenario.ts';
import { findPart, findScenario } from '../../harness/scenarios/find.ts';
import { encode } from '../../labrpc/encoding.ts';
import { type BundleFactory, compileBundle } from '../../labrpc/host/bundle.ts';
import { Incarnation } from '../../labrpc/host/incarnation.ts';
import type { Effect } from '../../labrpc/sim/port.ts';

const SOLUTIONS = fileURLToPath(new URL('../../solutions', import.meta.url));
const [PART, SLUG, SEED] = ['lab2b', 'basic-agreement', 5] as const;

/** What a program of ours would never say to the judge, and a process that lies may. */
const ODD_VALUES: readonly unknown[] = [
  ...[null, undefined, true, 0, -1, Number.NaN, 1.5, 2 ** 53, 10n, '', '__proto__', 'x'.repeat(100_000)],
  ...[[], {}, new Map([[1, 2]]), new Date(0), new Uint8Array(3), { length: 1e9 }],
  { kind: 'command' },
  { kind: 'accepted', index: 2 ** 53, term: Number.POSITIVE_INFINITY },
  { kind: 'snapshot', index: 1e15, snapshot: new Uint8Array(1) },
  JSON.parse('{"__proto__": {"term": 1}, "constructor": null, "toString": 1, "length": -1}'),
];

/** Effects whose values the judge builds on. */
const isTold = (effect: Effect): boolean =>
  effect.kind === 'return' || (effect.kind === 'emit' && effect.name === 'apply');

describe('a run in which a server says something odd to the judge', () => {
  let factory: BundleFactory;
  beforeAll(async () => {
    const bundled = await bundleLab(findPart(PART).lab, { root: SOLUTIONS, withReference: [] });
    if (bundled.kind === 'failed') throw new Error(bundled.message);
    factory = compileBundle(bundled.bundle);
  });

  /** The first value that is told is another one. */
  function runWith(change: (effect: Effect) => Effect): Promise<RunResult> {
    return runScenario({
      part: PART,
      scenario: findScenario(PART, SLUG),
      seed: SEED,
      createHost: () => {
        const incarnation = new Incarnation(factory);
        return {
          begin: (input, clock) => incarnation.begin(input, clock),
          settle: () => incarnation.settle().map(change),
          rejected: (error) => incarnation.rejected(error),
        };
      },
    });
  }

  it('passes where nothing is odd', async () => {
    expect((await runWith((effect) => effect)).failure).toBeUndefined();
  });

  it.each(['return', 'emit'])('fails for every value of a %s', async (kind) => {
    const passed: unknown[] = [];
    for (const value of ODD_VALUES) {
      let isDone = false;
      const { failure } = await runWith((effect) => {
        if (isDone || effect.kind !== kind || !isTold(effect)) return effect;
        isDone = true;
        return { ...effect, bytes: encode(value) } as Effect;
      });
      if (!failure) passed.push(value);
    }
    expect(passed).toEqual([]);
  });
});
