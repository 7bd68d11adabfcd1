import { inspect } from 'node:util';
import type { KeyValue } from '../scenarios/lab1-mapreduce/contract.ts';
import type { PieceText } from './split-texts.ts';

/** What `map` has returned for a part of a split. */
export interface PartPairs {
  readonly part: PieceText;
  readonly pairs: Iterable<KeyValue>;
}

/**
 * The pairs of all parts of a split, one after the other. Not a generator: `yield*` costs as much for each
 * pair as finding a word does.
 */
export class SplitPairs implements IterableIterator<KeyValue> {
  private readonly parts: Iterator<PartPairs>;
  private readonly failed: (error: unknown, part: PieceText) => void;
  private readonly ended: () => void;
  private part: PieceText | undefined;
  private pairs: Iterator<KeyValue> | undefined;

  /** `failed` is told what the application throws meanwhile, `ended` that the last pair has been taken. */
  constructor(
    parts: readonly PartPairs[],
    failed: (error: unknown, part: PieceText) => void,
    ended: () => void,
  ) {
    this.parts = parts.values();
    this.failed = failed;
    this.ended = ended;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<KeyValue> {
    try {
      while (this.pairs || this.nextPart()) {
        const result = this.pairs?.next();
        if (result && !result.done) return checkPair(result);
        this.pairs = undefined;
      }
    } catch (error) {
      if (this.part) this.failed(error, this.part);
      throw error;
    }
    return { done: true, value: undefined };
  }

  private nextPart(): boolean {
    const { value, done } = this.parts.next();
    if (done) {
      this.ended();
      return false;
    }
    this.part = value.part;
    this.pairs = value.pairs[Symbol.iterator]();
    return true;
  }
}

function checkPair(result: IteratorYieldResult<KeyValue>): IteratorYieldResult<KeyValue> {
  const { key, value } = result.value;
  if (typeof key === 'string' && typeof value === 'string') return result;
  throw new TypeError(`it must give pairs of two strings, and gave ${inspect(result.value)}`);
}
