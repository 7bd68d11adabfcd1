import { sleep } from '../../../labrpc/index.ts';
import type { Application, KeyValue } from './contract.ts';

/** How long calls of a worker take, in virtual ms; drawn for each call. */
export interface Pace {
  readonly ms: readonly [min: number, max: number];
  /** Names of inputs, or keys, that take this long; without it all do. */
  readonly only?: readonly string[];
}

export interface Paces {
  readonly map?: Pace;
  readonly reduce?: Pace;
}

/** What the judge is told of a worker's calls of the application. */
export interface Work {
  readonly phase: 'map' | 'reduce';
  /** Name of the input, or the key. */
  readonly of: string;
  readonly stage: 'begins' | 'ends';
}

/**
 * An application that takes its time and says what it is asked. Of `reduce` calls that take no time only the
 * first is told, as there may be thousands.
 */
export function watchApplication(app: Application, paces: Paces, tell: (work: Work) => void): Application {
  let hasReduced = false;
  return {
    map(name, contents) {
      tell({ phase: 'map', of: name, stage: 'begins' });
      const ended = (): void => tell({ phase: 'map', of: name, stage: 'ends' });
      const ms = durationMs(paces.map, name);
      if (ms === 0) return tellEnd(app.map(name, contents) as Iterable<KeyValue>, ended);
      return sleep(ms).then(() => tellEnd(app.map(name, contents) as Iterable<KeyValue>, ended));
    },
    reduce(key, values) {
      const ms = durationMs(paces.reduce, key);
      if (ms > 0 || !hasReduced) tell({ phase: 'reduce', of: key, stage: 'begins' });
      const ended = (): void => tell({ phase: 'reduce', of: key, stage: 'ends' });
      if (ms === 0 && !hasReduced) ended();
      hasReduced = true;
      if (ms === 0) return app.reduce(key, values);
      return sleep(ms).then(() => {
        ended();
        return app.reduce(key, values);
      });
    },
    ...(app.combine ? { combine: app.combine } : {}),
  };
}

/** A map call ends when the last of its pairs has been taken. */
function* tellEnd(pairs: Iterable<KeyValue>, ended: () => void): Generator<KeyValue> {
  yield* pairs;
  ended();
}

function durationMs(pace: Pace | undefined, of: string): number {
  if (!pace || (pace.only && !pace.only.includes(of))) return 0;
  const [min, max] = pace.ms;
  return min + Math.floor((max - min) * Math.random());
}
