import { describe, expect, it } from 'vitest';
import type { Boot } from '../../labrpc/host/program.ts';
import { EchoWorld } from '../../labrpc/testing/echo.ts';
import { labFactory, TestWorld } from '../../labrpc/testing/world.ts';
import { TraceRecorder } from './recorder.ts';
import type { Trace } from './trace.ts';

const RUN = { part: 'lab', slug: 's', scenario: 's', about: '', seed: 1, implementation: 'labs', replay: '' };

function traceOf(recorder: TraceRecorder): Trace {
  const run = { ...RUN, fingerprint: 'f', events: 0, virtualMs: 0 };
  return recorder.trace({ run, failure: undefined, mapStack: (stack) => stack });
}

/** A world of echo servers, with all that can befall them. */
async function troubled(recorder: TraceRecorder | undefined): Promise<string> {
  const world = new EchoWorld(3, { recorder });
  const { simulation } = world;
  recorder?.watch(simulation);
  const [first, second] = [world.server(0), world.server(1)];
  const bad = { dropRequestRatio: 0.2, dropReplyRatio: 0.2, duplicateRatio: 0.3, holdReplyRatio: 0.1 };
  await world.run(6000, async () => {
    simulation.inflict({ what: 'faults', of: [], faults: bad });
    void world.askMany(40, 0, 1);
    void world.ask(0, 2, 'slow', { ms: 500 });
    await simulation.sleep(100);
    simulation.inflict({ what: 'pause', server: second });
    void world.askMany(10, 0, 1);
    await simulation.sleep(100);
    simulation.inflict({ what: 'resume', server: second });
    simulation.inflict({ what: 'crash in turn', server: second, point: { effects: 0, when: 'reply' } });
    void world.askMany(10, 0, 1);
    await simulation.sleep(50);
    simulation.inflict({ what: 'cut one way', from: first, to: world.server(2) });
    void world.ask(0, 2);
    await simulation.sleep(1);
    simulation.inflict({ what: 'crash', server: world.server(2) });
    void world.ask(0, 1);
    await simulation.sleep(100);
    world.restart(2);
    void world.ask(2, 0);
  });
  return simulation.finalFingerprint();
}

describe('TraceRecorder', () => {
  it('changes nothing', async () => {
    expect(await troubled(new TraceRecorder())).toBe(await troubled(undefined));
  });

  it('says to which cluster a server belongs, and to which part of the service an operation', async () => {
    const recorder = new TraceRecorder();
    const world = new EchoWorld(1, { recorder });
    const { simulation } = world;
    recorder.watch(simulation);
    const other = simulation.addServer('g1.0', 'server', 'group 1');
    const failure = await world.run(100, async () => {
      const question = { target: { address: 0, name: 'server 0' }, method: 'echo', args: { value: 1 } };
      await simulation.call(world.server(0), 'call', question, 'shard 3');
      await simulation.call(other, 'get', {});
    });
    expect(failure).toBeUndefined();
    const { actors, operations } = traceOf(recorder);
    expect(actors.map(({ cluster }) => cluster)).toEqual([undefined, 'group 1']);
    expect(operations.map(({ of }) => of)).toEqual(['shard 3']);
  });

  it('knows of each message what became of it, and of each delivery where it was sent', async () => {
    const recorder = new TraceRecorder();
    await troubled(recorder);
    const { steps, messages, run } = traceOf(recorder);
    expect(steps.map(({ n }) => n)).toEqual(Array.from({ length: run.steps }, (_, n) => n));
    const fates = new Set(messages.map(({ fate }) => fate.kind));
    expect([...fates].sort()).toEqual(['delivered', 'ignored', 'lost']);
    const reasons = new Set(messages.map(({ fate }) => ('why' in fate ? fate.why : '')));
    for (const why of ['request lost', 'reply lost', 'cut off', 'down']) expect(reasons).toContain(why);
    expect(messages.some(({ copyOf }) => copyOf !== undefined)).toBe(true);
    for (const { id, kind, fate, sent, from, to } of messages) {
      expect(steps[sent]?.actor).toBe(from);
      expect(steps[sent]?.effects).toContainEqual({ kind: 'send', message: id });
      if (fate.kind !== 'delivered') continue;
      const cause = { kind: kind === 'reply' ? 'reply' : 'message', message: id };
      expect(steps[fate.step]).toMatchObject({ actor: to, atMs: fate.atMs, cause });
    }
    expect(run.delivered).toBe(messages.filter(({ fate }) => fate.kind === 'delivered').length);
  });

  it('tells faults, boots and crashes in mid-turn', async () => {
    const recorder = new TraceRecorder();
    await troubled(recorder);
    const { steps, actors } = traceOf(recorder);
    const faults = steps.flatMap(({ cause }) =>
      cause.kind === 'fault' ? [`${cause.what} ${cause.text}`] : [],
    );
    expect(faults).toEqual([
      'faults 20 % of requests lost, 20 % of replies lost, 30 % of requests doubled, 10 % of replies late',
      'pause server 1',
      'resume server 1',
      'crash in turn server 1 crash in its next turn in which it answers, before its first effect',
      'cut one way server 0 → 2',
      'crash server 2',
    ]);
    const boots = steps.filter(({ cause }) => cause.kind === 'boot');
    expect(boots.map(({ actor }) => actor)).toEqual([0, 1, 2, 2]);
    expect(steps.filter(({ crashed }) => crashed)).toMatchObject([{ actor: 1 }]);
    expect(actors.map(({ name, role, isUp }) => [name, role, isUp])).toEqual([
      ['server 0', 'server', false],
      ['server 1', 'server', false],
      ['server 2', 'server', false],
    ]);
  });

  it('keeps what the tester asked and what came of it', async () => {
    const recorder = new TraceRecorder();
    const world = new EchoWorld(2, { recorder });
    recorder.watch(world.simulation);
    await world.run(100, async () => {
      void world.ask(0, 1, 'never');
      await world.ask(0, 1);
      world.simulation.inflict({ what: 'crash', server: world.server(0) });
    });
    const { operations } = traceOf(recorder);
    expect(operations.map(({ method, isDown }) => [method, isDown])).toEqual([
      ['call', true],
      ['call', undefined],
    ]);
    expect(operations[1]).toMatchObject({ fromMs: 0, result: { value: 1 } });
    expect(operations[1]?.toMs).toBeGreaterThan(1);
  });
});

/** Counts the ticks of a timer, and saves every third. */
const counter: Boot = (_lab, environment) => {
  const box = { ticks: 0, seen: [] as number[] };
  setInterval(() => {
    box.ticks++;
    box.seen.push(box.ticks);
    if (box.seen.length > 100) box.seen.splice(0, 50);
    if (box.ticks % 3 === 0) environment.persister.save(new Uint8Array([255, box.ticks % 256]));
    if (box.ticks === 4) console.log('four', { ticks: 4 });
  }, 10);
  return { state: () => ({ ticks: box.ticks }), inspect: () => ({ box }) };
};

/** `jumpAtMs`: the clock is set forward then. */
async function counted(ms: number, maxBytes?: number, jumpAtMs?: number): Promise<Trace> {
  const recorder = new TraceRecorder(maxBytes);
  const world = new TestWorld(labFactory({ counter }), { recorder });
  recorder.watch(world.simulation);
  const server = world.start('server 0', 'counter');
  await world.run(ms - (jumpAtMs ?? 0), async () => {
    if (jumpAtMs === undefined) return;
    await world.simulation.sleep(jumpAtMs);
    world.simulation.inflict({ what: 'clock jump', server, byMs: 5 });
  });
  return traceOf(recorder);
}

describe('the state in a trace', () => {
  it('is told whole at a boot, then by what changed', async () => {
    const { steps } = await counted(35);
    expect(steps[0]?.changes).toEqual([
      [
        [],
        {
          reports: { ticks: 0 },
          memory: { box: { ticks: 0, seen: [] } },
          disk: { state: null, snapshot: null },
        },
      ],
    ]);
    expect(steps[3]?.changes).toEqual([
      [['disk', 'state'], { $: 'bytes', length: 2, hex: 'ff03' }],
      [['reports', 'ticks'], 3],
      [['memory', 'box', 'ticks'], 3],
      [['memory', 'box', 'seen', 2], 3],
    ]);
    expect(steps[3]?.effects).toContainEqual({ kind: 'save', stateBytes: 2 });
  });

  it('has the lines that were logged', async () => {
    const { steps } = await counted(45);
    expect(steps[4]?.logs).toEqual([{ level: 'log', text: 'four { ticks: 4 }' }]);
  });
});

describe('a trace that grows too big', () => {
  it('loses its middle, says so, and tells the state after it', async () => {
    const whole = await counted(60_000);
    const cut = await counted(60_000, 400_000);
    expect(whole.omitted).toBeUndefined();
    const { omitted, steps } = cut;
    expect(omitted?.steps).toBeGreaterThan(2000);
    const gap = steps.findIndex(({ cause }) => cause.kind === 'gap');
    expect(steps.filter(({ cause }) => cause.kind === 'gap')).toHaveLength(1);
    expect(steps.length - 1 + (omitted?.steps ?? 0)).toBe(whole.steps.length);
    expect(steps.slice(0, gap)).toEqual(whole.steps.slice(0, gap));
    expect(steps.slice(gap + 1)).toEqual(whole.steps.slice(gap + 1 - steps.length));
    expect(omitted?.fromMs).toBeGreaterThan(steps[gap - 1]?.atMs ?? 0);
    expect(omitted?.untilMs).toBe(steps[gap + 1]?.atMs);
    const ticks = (steps[gap + 1]?.n ?? 0) - 1;
    expect(steps[gap]?.changes).toMatchObject([[[], { reports: { ticks }, memory: { box: { ticks } } }]]);
    expect(JSON.stringify(cut).length).toBeLessThan(0.7 * JSON.stringify(whole).length);
  });

  it('keeps what stands out of the middle', async () => {
    const cut = await counted(60_000, 400_000, 30_000);
    const faults = cut.steps.filter(({ cause }) => cause.kind === 'fault');
    expect(faults).toEqual([
      expect.objectContaining({ atMs: 30_000, cause: expect.objectContaining({ what: 'clock jump' }) }),
    ]);
    const numbers = cut.steps.map(({ n }) => n);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
