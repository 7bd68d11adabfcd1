import { describe, expect, it } from 'vitest';
import type { Boot } from '../host/program.ts';
import type { LogEntry } from '../sim/simulation.ts';
import { labFactory, TestWorld } from '../testing/world.ts';

/** What a program reports in its first 1000 ms, by name. The program is compiled from its text. */
async function reports(program: Boot, seed = 1): Promise<Record<string, unknown>> {
  const { world } = await run(program, seed);
  return Object.fromEntries(world.reports.map(({ name, value }) => [name, value]));
}

async function run(program: Boot, seed = 1): Promise<{ world: TestWorld; logs: readonly LogEntry[] }> {
  const world = new TestWorld(labFactory({ program }), { seed });
  world.start('server 0', 'program');
  const failure = await world.run(1000);
  if (failure) throw failure.error;
  return { world, logs: world.simulation.logs };
}

describe('Date', () => {
  it('shows virtual time, and is otherwise a Date', async () => {
    const seen = await reports((_lab, environment) => {
      class Stamp extends Date {
        label(): string {
          return `at ${this.getTime()}`;
        }
      }
      setTimeout(() => {
        const stamp = new Stamp();
        environment.emit('now', Date.now() - Date.UTC(2030, 0, 1));
        environment.emit('new', new Date());
        environment.emit('text', Date().slice(11, 15));
        environment.emit('given', new Date(2020, 1, 2).getFullYear());
        environment.emit('parsed', [
          Date.parse('1970-01-01T00:00:01Z'),
          new Date('1970-01-01T00:00:02Z').getTime(),
        ]);
        environment.emit('instances', [
          new Date() instanceof Date,
          stamp instanceof Date,
          stamp instanceof Stamp,
        ]);
        environment.emit('subclass', stamp.label());
      }, 500.25);
      return {};
    });
    expect(seen).toEqual({
      now: 500,
      new: new Date(Date.UTC(2030, 0, 1) + 500),
      text: '2030',
      given: 2020,
      parsed: [1000, 2000],
      instances: [true, true, true],
      subclass: `at ${Date.UTC(2030, 0, 1) + 500}`,
    });
  });
});

describe('performance and process', () => {
  it('show virtual time', async () => {
    const seen = await reports((_lab, environment) => {
      const [before, beforeBig] = [process.hrtime(), process.hrtime.bigint()];
      setTimeout(() => {
        environment.emit('now', performance.now());
        environment.emit('origin', performance.timeOrigin - Date.UTC(2030, 0, 1));
        environment.emit('hrtime', process.hrtime(before));
        environment.emit('bigint', process.hrtime.bigint() - beforeBig);
        environment.emit('uptime', process.uptime());
        environment.emit('env', process.env);
      }, 123.5);
      return {};
    });
    const hrtime = [0, 123_500_000];
    expect(seen).toEqual({ now: 123.5, origin: 0, hrtime, bigint: 123_500_000n, uptime: 0.1235, env: {} });
  });
});

describe('randomness', () => {
  const program: Boot = (_lab, environment) => {
    const { random, floor, max } = Math;
    environment.emit('random', [random(), Math.random()]);
    environment.emit('pure', [floor(1.5), max(1, 2), Math.PI > 3]);
    environment.emit('uuid', crypto.randomUUID());
    environment.emit('bytes', crypto.getRandomValues(new Uint8Array(4)));
    environment.emit('wide', crypto.getRandomValues(new Uint32Array(2)).length);
    return {};
  };

  it('comes from the seed', async () => {
    const first = await reports(program);
    expect(await reports(program)).toEqual(first);
    const other = await reports(program, 2);
    for (const name of ['random', 'uuid', 'bytes']) expect(other[name]).not.toEqual(first[name]);
    expect(first.uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(first.pure).toEqual([1, 2, true]);
    for (const value of first.random as number[]) expect(value >= 0 && value < 1).toBe(true);
  });

  it('is each incarnation’s own', async () => {
    const world = new TestWorld(labFactory({ program }));
    const server = world.start('server 0', 'program');
    world.start('server 1', 'program');
    await world.run(10, () => {
      world.simulation.kill(server);
      world.simulation.boot(server, 'program', null);
    });
    const drawn = world.values('random').map((pair) => (pair as number[])[0]);
    expect(new Set(drawn).size).toBe(3);
  });
});

describe('AbortSignal', () => {
  it('times out in virtual time, and can be combined', async () => {
    const seen = await reports((_lab, environment) => {
      const controller = new AbortController();
      const timeout = AbortSignal.timeout(250);
      const any = AbortSignal.any([controller.signal, timeout]);
      let calls = 0;
      const count = () => calls++;
      any.addEventListener('abort', count, { once: true });
      any.addEventListener('abort', count);
      controller.signal.addEventListener('abort', count);
      controller.signal.removeEventListener('abort', count);
      any.onabort = () => {
        environment.emit('abort', [performance.now(), (any.reason as Error).name, timeout.aborted, calls]);
        controller.abort();
        controller.abort(new Error('too late'));
      };
      setTimeout(() => {
        environment.emit('later', [calls, (controller.signal.reason as Error).name]);
        environment.emit('instances', [any instanceof AbortSignal, AbortSignal.abort('why').reason]);
      }, 300);
      try {
        AbortSignal.abort().throwIfAborted();
      } catch (error) {
        environment.emit('thrown', (error as Error).name);
      }
      return {};
    });
    expect(seen).toEqual({
      abort: [250, 'TimeoutError', true, 0],
      later: [1, 'AbortError'],
      instances: [true, 'why'],
      thrown: 'AbortError',
    });
  });
});

describe('console', () => {
  it('is kept with virtual time and server, and formatted when it is called', async () => {
    const { logs } = await run(() => {
      const state = { term: 1 };
      console.log('state %o', state.term, state);
      setTimeout(() => {
        state.term = 2;
        console.error(new RangeError('no').message);
        console.assert(state.term === 2, 'fine');
        console.assert(state.term === 3, 'not fine');
        console.time('x');
        console.debug(`%s`, 'debug');
      }, 40);
      return {};
    });
    expect(logs).toEqual([
      { atMs: 0, actor: 'server 0', level: 'log', text: 'state 1 { term: 1 }' },
      { atMs: 40, actor: 'server 0', level: 'error', text: 'no' },
      { atMs: 40, actor: 'server 0', level: 'error', text: 'Assertion failed: not fine' },
      { atMs: 40, actor: 'server 0', level: 'debug', text: 'debug' },
    ]);
  });
});

describe('globalThis', () => {
  it('is private to an incarnation, and leads to its own globals', async () => {
    const program: Boot = (_lab, environment) => {
      const shared = globalThis as unknown as { count?: number };
      shared.count = (shared.count ?? 0) + 1;
      environment.emit('count', shared.count);
      environment.emit('own', [
        globalThis.setTimeout === setTimeout,
        globalThis.Date === Date,
        globalThis.Math === Math,
        globalThis.globalThis === globalThis,
        (globalThis as unknown as { global: unknown }).global === globalThis,
        globalThis.Map === Map,
        globalThis.Promise === Promise,
      ]);
      return {};
    };
    const world = new TestWorld(labFactory({ program }));
    world.start('server 0', 'program');
    const server = world.start('server 1', 'program');
    await world.run(10, () => {
      world.simulation.kill(server);
      world.simulation.boot(server, 'program', null);
    });
    expect(world.values('count')).toEqual([1, 1, 1]);
    expect((world.values('own')[0] as boolean[]).every(Boolean)).toBe(true);
    expect('count' in globalThis).toBe(false);
  });

  it('has nothing that leads out of the simulated world', async () => {
    const seen = await reports((_lab, environment) => {
      const kinds = [
        [typeof fetch, 'fetch'],
        [typeof require, 'require'],
        [typeof module, 'module'],
        [typeof WebSocket, 'WebSocket'],
        [typeof MessageChannel, 'MessageChannel'],
        [typeof BroadcastChannel, 'BroadcastChannel'],
        [typeof Atomics, 'Atomics'],
        [typeof SharedArrayBuffer, 'SharedArrayBuffer'],
        [typeof WeakRef, 'WeakRef'],
        [typeof FinalizationRegistry, 'FinalizationRegistry'],
        [typeof Blob, 'Blob'],
        [typeof ReadableStream, 'ReadableStream'],
        [typeof PerformanceObserver, 'PerformanceObserver'],
      ];
      const untyped = ['WebAssembly', 'navigator'].filter((name) => name in globalThis);
      const reachable = kinds.filter(([kind, name]) => kind !== 'undefined' || (name ?? '') in globalThis);
      environment.emit('reachable', [...reachable, ...untyped]);
      environment.emit('subtle', typeof crypto.subtle);
      environment.emit('builtin', typeof process.getBuiltinModule);
      const pure = [structuredClone, TextEncoder, URL, Buffer, Intl, WeakMap, BigInt, queueMicrotask];
      environment.emit(
        'pure',
        pure.every((value) => value !== undefined),
      );
      return {};
    });
    expect(seen).toEqual({ reachable: [], subtle: 'undefined', builtin: 'undefined', pure: true });
  });
});

describe('nextTick and queueMicrotask', () => {
  it('run within the turn, with their arguments', async () => {
    const seen = await reports((_lab, environment) => {
      const order: string[] = [];
      process.nextTick((name: string) => order.push(name), 'tick');
      queueMicrotask(() => order.push('microtask'));
      void Promise.resolve().then(() => order.push('promise'));
      setImmediate(() => environment.emit('order', [...order, performance.now()]));
      order.push('now');
      return {};
    });
    expect(seen.order).toEqual(['now', 'tick', 'microtask', 'promise', 0]);
  });
});
