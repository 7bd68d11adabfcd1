import { inspect } from 'node:util';
import type { Application, KeyValue } from '../scenarios/lab1-mapreduce/contract.ts';
import { type PartPairs, SplitPairs } from './split-pairs.ts';
import type { PieceText, SplitTexts } from './split-texts.ts';

/** A call of the application that threw: of `map` with a piece of a file, of the others with a key. */
export type ApplicationFailure =
  | { readonly call: 'map'; readonly error: unknown; readonly part: PieceText }
  | { readonly call: 'reduce' | 'combine'; readonly error: unknown; readonly key: string };

export interface ApplicationListener {
  /** It is now in this call: `map of a.txt`, or `reduce`. May be told again while it is. */
  began(call: string): void;
  /** All pairs of a split have been taken. */
  mapped(split: string): void;
  /** What was thrown goes on to the caller after that. */
  failed(failure: ApplicationFailure): void;
}

type Pairs = Iterable<KeyValue>;

/**
 * The application as lab code gets it: `map` takes a split, and the application is called for each of its
 * pieces with the true name of the file. Tells what is done and what was thrown, and throws where a result is
 * of the wrong type, as nobody checks applications in JavaScript.
 */
export function splitApplication(
  app: Application,
  texts: SplitTexts,
  listener: ApplicationListener,
): Application {
  const failing = (call: 'reduce' | 'combine', key: string) => (error: unknown) =>
    listener.failed({ call, error, key });
  const { combine } = app;
  return {
    map: (name, contents) => mapParts(app, name, texts.take(name, contents), listener),
    reduce: (key, values) => {
      listener.began('reduce');
      const reduce = () => {
        const result = app.reduce(key, values);
        return isPromise(result) ? result.then(checkText) : checkText(result);
      };
      return attempt(reduce, failing('reduce', key));
    },
    ...(combine && {
      combine: (key, values) =>
        attempt(() => checkText(combine(key, values)), failing('combine', key)) as string,
    }),
  };
}

/**
 * A `map` that is a generator has not begun when it returns, so only one piece at a time has its pairs in
 * memory. One that is asynchronous gets the next piece when it is done with the one before.
 */
function mapParts(
  app: Application,
  split: string,
  parts: readonly PieceText[],
  listener: ApplicationListener,
): Pairs | Promise<Pairs> {
  const failed = (error: unknown, part: PieceText) => listener.failed({ call: 'map', error, part });
  const began = ({ piece }: PieceText) => listener.began(`map of ${piece.name}`);
  const call = (part: PieceText) => {
    began(part);
    return attempt(
      () => app.map(part.piece.name, part.text),
      (error) => failed(error, part),
    );
  };
  const whole = (called: readonly PartPairs[]) =>
    new SplitPairs(called, { began, failed, ended: () => listener.mapped(split) });

  const called: PartPairs[] = [];
  for (const part of parts) {
    const pairs = call(part);
    if (isPromise(pairs)) return mapLater([...called, { part, pairs }], parts, call).then(whole);
    called.push({ part, pairs });
  }
  return whole(called);
}

/** The last of `called` is pending; the other parts are called one after the other. */
async function mapLater(
  called: readonly { readonly part: PieceText; readonly pairs: Pairs | Promise<Pairs> }[],
  parts: readonly PieceText[],
  call: (part: PieceText) => Pairs | Promise<Pairs>,
): Promise<PartPairs[]> {
  const done: PartPairs[] = [];
  for (const { part, pairs } of called) done.push({ part, pairs: await pairs });
  for (const part of parts.slice(called.length)) done.push({ part, pairs: await call(part) });
  return done;
}

/** What `run` returns or resolves to; `failed` is told what it throws or rejects with. */
function attempt<Result>(
  run: () => Result | Promise<Result>,
  failed: (error: unknown) => void,
): Result | Promise<Result> {
  const fail = (error: unknown): never => {
    failed(error);
    throw error;
  };
  try {
    const result = run();
    return isPromise(result) ? result.catch(fail) : result;
  } catch (error) {
    return fail(error);
  }
}

function isPromise<Result>(result: Result | Promise<Result>): result is Promise<Result> {
  return typeof (result as Partial<Promise<Result>> | undefined)?.then === 'function';
}

function checkText(result: unknown): string {
  if (typeof result === 'string') return result;
  throw new TypeError(`it must give a string, and gave ${inspect(result)}`);
}
