import { AS_WITHOUT, type Attack, failsBy, type Outcome, quietly } from '../attack.ts';

const theme = 'shared objects of JavaScript';

/** It breaks the code of its own servers, and of nobody else. */
const BREAKS = failsBy('lab/exception', 'lab/exit');

/** No change of its state is noticed any more, and so not reported. */
const REPORTS_NOTHING = failsBy('raft/leader-elected', 'raft/leader-recognized');

function patch(name: string, tries: string, code: string, outcome: Outcome = AS_WITHOUT): Attack {
  return { name, theme, tries, before: quietly(code), outcome };
}

/** What all code in one realm shares can be replaced for all of it. */
export const REALM: readonly Attack[] = [
  patch('object-is', '`Object.is` says that all is equal', 'Object.is = () => true;', REPORTS_NOTHING),
  patch(
    'promise-then',
    '`Promise.prototype.then` swallows rejections',
    `const then = Promise.prototype.then;
    Promise.prototype.then = function (done) { return then.call(this, done, () => undefined); };`,
  ),
  patch(
    'json',
    '`JSON.stringify` writes points for all',
    `JSON.stringify = () => '{"passed":true,"points":100}';
    JSON.parse = () => ({ passed: true, failure: undefined });`,
  ),
  patch(
    'array-push',
    '`Array.prototype.push` loses failures',
    `const push = Array.prototype.push;
    Array.prototype.push = function (...values) {
      return push.apply(this, values.filter((value) => value?.kind !== 'failed'));
    };`,
  ),
  patch(
    'error-class',
    '`instanceof` finds no violations',
    `Object.defineProperty(Error, Symbol.hasInstance, { value: () => false });`,
  ),
  patch(
    'object-prototype',
    'every object says that it passed',
    `for (const name of ['passed', 'points', 'success']) {
      Object.defineProperty(Object.prototype, name, { get: () => true, set() {}, configurable: true });
    }`,
  ),
  patch(
    'math',
    'the real `Math.random` and `Math.max` are replaced',
    `const math = Object.getPrototypeOf(Math);
    math.random = () => 0.5;
    math.round = () => 0;`,
  ),
  patch(
    'map-get',
    '`Map.prototype.get` hides failures',
    `const get = Map.prototype.get;
    Map.prototype.get = function (key) {
      const value = get.call(this, key);
      return value?.failure ? undefined : value;
    };`,
  ),
  patch(
    'error-text',
    '`Error.prepareStackTrace` hands out the frames of the host',
    `Error.prepareStackTrace = (_, frames) => {
      for (const frame of frames) { const self = frame.getThis?.(); if (self) self.failure = undefined; }
      return '';
    };`,
  ),
  patch(
    'date',
    'the real clock stands still',
    `const RealDate = Object.getPrototypeOf(new Date()).constructor;
    RealDate.now = () => 0;
    Object.getPrototypeOf(performance).now = () => 0;`,
  ),
  patch(
    'species',
    '`Symbol.species` of `Promise` and `Array` is another class',
    `Object.defineProperty(Promise, Symbol.species, { get: () => Object });
    Object.defineProperty(Array, Symbol.species, { get: () => Object });`,
    BREAKS,
  ),
];
