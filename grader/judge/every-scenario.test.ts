import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bundleLab } from '../../harness/run/bundler.ts';
import { type RunOptions, runScenario } from '../../harness/run/run-scenario.ts';
import { LABS } from '../../harness/scenarios/index.ts';
import { compileBundle } from '../../labrpc/host/bundle.ts';
import type { Frame } from '../../labrpc/host/frame-source.ts';
import { Incarnation } from '../../labrpc/host/incarnation.ts';
import { LoggedHost, LoggedStates, TurnStream } from '../../labrpc/host/turn-stream.ts';
import { TurnWriter } from '../../labrpc/host/turn-writer.ts';
import { Fingerprint, StatesOnly } from '../../labrpc/sim/fingerprint.ts';
import type { Effect } from '../../labrpc/sim/port.ts';

const SOLUTIONS = fileURLToPath(new URL('../../solutions', import.meta.url));
const SEED = 3;

/** An incarnation whose turns are logged, as in a sandboxed process. */
class Logging extends Incarnation {
  log: (effects: readonly Effect[]) => void = () => undefined;

  override settle(): readonly Effect[] {
    const effects = super.settle();
    this.log(effects);
    return effects;
  }
}

describe.each(LABS)('$id: a world takes the same course on a log', ({ word, parts }) => {
  const lab = LABS.find((candidate) => candidate.word === word) as (typeof LABS)[number];
  const factory = bundleLab(lab, { root: SOLUTIONS, withReference: [] }).then((bundled) => {
    if (bundled.kind === 'failed') throw new Error(bundled.message);
    return compileBundle(bundled.bundle);
  });
  const all = parts.flatMap(({ id, scenarios }) => scenarios.map((scenario) => ({ part: id, scenario })));

  it.each(all)('$part $scenario.slug', { timeout: 60_000 }, async ({ part, scenario }) => {
    const code = await factory;
    const frames: Frame[] = [];
    const writer = new TurnWriter((frame) => {
      const copy = Buffer.from(frame);
      frames.push({ kind: copy[4] as number, content: copy.subarray(5) });
    });
    writer.writesStates = false;
    const run = (options: Pick<RunOptions, 'createHost' | 'fingerprint'>) =>
      runScenario({ part, scenario, seed: SEED, ...options });
    const logged = await run({
      createHost: ({ address }) => {
        const host = new Logging(code);
        host.log = (effects) => writer.turn(address, effects);
        return host;
      },
      fingerprint: new StatesOnly(),
    });
    writer.end(0, logged.fingerprint);
    const made = await run({ createHost: () => new Incarnation(code) });
    const turns = new TurnStream({ next: () => frames.shift() as Frame });
    const fingerprint = new Fingerprint(new LoggedStates(turns));
    const judged = await run({ createHost: (server) => new LoggedHost(turns, server), fingerprint });

    expect(made.failure).toBeUndefined();
    expect(judged.failure).toBeUndefined();
    expect(judged.fingerprint).toBe(made.fingerprint);
    turns.readToEnd();
    expect(frames).toHaveLength(0);
  });
});
