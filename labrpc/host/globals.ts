import { virtualCrypto } from './virtual-crypto.ts';
import { virtualDate } from './virtual-date.ts';
import { virtualEvents } from './virtual-events.ts';
import { virtualProcess } from './virtual-process.ts';
import type { VirtualTimers } from './virtual-timers.ts';

/** What the globals of an incarnation draw on. */
export interface GlobalSources {
  readonly timers: VirtualTimers;
  /** Milliseconds since the incarnation began, on its own clock. */
  readonly monotonicMs: () => number;
  /** Milliseconds since 1970, on its own clock. */
  readonly wallMs: () => number;
  /** In [0, 1), from the incarnation's own stream. */
  readonly random: () => number;
  readonly log: (level: 'log' | 'info' | 'warn' | 'error' | 'debug', values: readonly unknown[]) => void;
  /** The code asked the process to end. */
  readonly exit: (code: number) => void;
}

type VirtualEvents = ReturnType<typeof virtualEvents>;

/**
 * Globals that lab code gets in a version of its own, and how each is made. Each becomes a parameter of the
 * bundle's function.
 */
const MAKERS = {
  setTimeout: ({ timers }) => timers.setTimeout,
  setInterval: ({ timers }) => timers.setInterval,
  setImmediate: ({ timers }) => timers.setImmediate,
  clearTimeout: ({ timers }) => timers.clear,
  clearInterval: ({ timers }) => timers.clear,
  clearImmediate: ({ timers }) => timers.clear,
  queueMicrotask: () => runSoon,
  Date: ({ wallMs }) => virtualDate(wallMs),
  performance: ({ monotonicMs, wallMs }) => ({ now: monotonicMs, timeOrigin: wallMs() - monotonicMs() }),
  Math: ({ random }) => Object.create(Math, { random: { value: random } }),
  crypto: ({ random }) => virtualCrypto(random),
  AbortController: (_sources, events) => events().AbortController,
  AbortSignal: (_sources, events) => events().AbortSignal,
  Event: (_sources, events) => events().Event,
  EventTarget: (_sources, events) => events().EventTarget,
  console: ({ log }) => virtualConsole(log),
  process: (sources) => virtualProcess(sources, runSoon),
} satisfies Record<string, (sources: GlobalSources, events: () => VirtualEvents) => unknown>;

type MadeName = keyof typeof MAKERS;
const MADE_NAMES = Object.keys(MAKERS) as MadeName[];
/** Names of the object that holds all globals. */
const HOLDER_NAMES = ['globalThis', 'global'] as const;
const VIRTUAL_NAMES: readonly string[] = [...MADE_NAMES, ...HOLDER_NAMES];

/** Standard objects that are pure: they stay what they are. */
const PURE_NAMES: ReadonlySet<string> = new Set(
  [
    'Object Function Array Number Boolean String Symbol BigInt Promise RegExp Map Set WeakMap WeakSet',
    'Iterator Error AggregateError EvalError RangeError ReferenceError SuppressedError SyntaxError TypeError URIError',
    'ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Float16Array',
    'Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array JSON Intl Proxy Reflect',
    'Infinity NaN undefined eval isFinite isNaN parseFloat parseInt escape unescape',
    'decodeURI decodeURIComponent encodeURI encodeURIComponent atob btoa structuredClone',
    'Buffer DOMException TextDecoder TextEncoder URL URLSearchParams',
  ].flatMap((line) => line.split(' ')),
);

/**
 * Whatever else there is reaches out of the simulated world, completes in real time, or shows when the
 * garbage collector ran. Lab code does not see it. The first three are no globals, but exist in Node's
 * modules.
 */
const HIDDEN_NAMES = [
  ...['require', 'module', 'exports', 'self', 'window'],
  ...Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name)),
].filter((name) => !PURE_NAMES.has(name) && !VIRTUAL_NAMES.includes(name));

/** Parameter names of a bundle's function, in order. */
export const GLOBAL_NAMES: readonly string[] = [...VIRTUAL_NAMES, ...new Set(HIDDEN_NAMES)];

const PURE_GLOBALS = Object.freeze(
  Object.fromEntries([...PURE_NAMES].map((name) => [name, Reflect.get(globalThis, name)])),
);

/**
 * The virtual globals that this code can name. Most code names few, and an incarnation begins quicker without
 * the rest.
 */
export function globalsNamedIn(code: string): ReadonlySet<string> {
  const isNamed = (name: string) => new RegExp(`\\b${name}\\b`).test(code);
  return new Set(HOLDER_NAMES.some(isNamed) ? VIRTUAL_NAMES : VIRTUAL_NAMES.filter(isNamed));
}

/**
 * Values for `GLOBAL_NAMES`, made afresh for one incarnation; undefined for those that are not in `names`.
 */
export function createGlobals(sources: GlobalSources, names: ReadonlySet<string>): readonly unknown[] {
  let events: VirtualEvents | undefined;
  const sharedEvents = () => {
    events ??= virtualEvents(sources.timers);
    return events;
  };
  const made = MADE_NAMES.map((name) => (names.has(name) ? MAKERS[name](sources, sharedEvents) : undefined));
  if (!names.has('globalThis')) return made;
  const holder = Object.create(PURE_GLOBALS);
  for (const [index, name] of MADE_NAMES.entries()) holder[name] = made[index];
  for (const name of HOLDER_NAMES) holder[name] = holder;
  return [...made, holder, holder];
}

/** As a promise reaction, so that what it throws is an unhandled rejection like any other. */
function runSoon(callback: (...args: unknown[]) => void, ...args: unknown[]): void {
  void Promise.resolve().then(() => callback(...args));
}

function virtualConsole(log: GlobalSources['log']): object {
  const at =
    (level: 'log' | 'info' | 'warn' | 'error' | 'debug') =>
    (...values: unknown[]) =>
      log(level, values);
  const nothing = () => undefined;
  return {
    log: at('log'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    debug: at('debug'),
    trace: at('debug'),
    dir: at('log'),
    table: at('log'),
    assert: (condition: unknown, ...values: unknown[]) => {
      if (!condition) log('error', ['Assertion failed:', ...values]);
    },
    group: at('log'),
    groupCollapsed: at('log'),
    groupEnd: nothing,
    time: nothing,
    timeEnd: nothing,
    timeLog: nothing,
    count: nothing,
    countReset: nothing,
    clear: nothing,
  };
}
