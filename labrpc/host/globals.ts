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

/** Globals that lab code gets in a version of its own. Each becomes a parameter of the bundle's function. */
const VIRTUAL_NAMES = [
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'queueMicrotask',
  'Date',
  'performance',
  'Math',
  'crypto',
  'AbortController',
  'AbortSignal',
  'Event',
  'EventTarget',
  'console',
  'process',
  'globalThis',
  'global',
] as const;

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
].filter((name) => !PURE_NAMES.has(name) && !VIRTUAL_NAMES.some((virtual) => virtual === name));

/** Parameter names of a bundle's function, in order. */
export const GLOBAL_NAMES: readonly string[] = [...VIRTUAL_NAMES, ...new Set(HIDDEN_NAMES)];

const PURE_GLOBALS = Object.freeze(
  Object.fromEntries([...PURE_NAMES].map((name) => [name, Reflect.get(globalThis, name)])),
);

/** Values for `GLOBAL_NAMES`, made afresh for one incarnation. */
export function createGlobals(sources: GlobalSources): readonly unknown[] {
  const { timers } = sources;
  const performance = { now: sources.monotonicMs, timeOrigin: sources.wallMs() - sources.monotonicMs() };
  const virtual: Record<(typeof VIRTUAL_NAMES)[number], unknown> = {
    setTimeout: timers.setTimeout,
    setInterval: timers.setInterval,
    setImmediate: timers.setImmediate,
    clearTimeout: timers.clear,
    clearInterval: timers.clear,
    clearImmediate: timers.clear,
    queueMicrotask: runSoon,
    Date: virtualDate(sources.wallMs),
    performance,
    Math: Object.create(Math, { random: { value: sources.random } }),
    crypto: virtualCrypto(sources.random),
    ...virtualEvents(timers),
    console: virtualConsole(sources.log),
    process: virtualProcess(sources, runSoon),
    globalThis: undefined,
    global: undefined,
  };
  const globalObject = Object.assign(Object.create(PURE_GLOBALS), virtual);
  globalObject.globalThis = globalObject;
  globalObject.global = globalObject;
  return VIRTUAL_NAMES.map((name) => globalObject[name]);
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
