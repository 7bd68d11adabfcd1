import { inspect } from 'node:util';
import type { KeyValue } from '../scenarios/lab1-mapreduce/contract.ts';
import type { PieceText } from './split-texts.ts';

/** What `map` has returned for a part of a split. */
export interface PartPairs {
  readonly part: PieceText;
  readonly pairs: Iterable<KeyValue>;
}

export interface PairsListener {
  /** The pairs of this part are taken now. */
  began(part: PieceText): void;
  /** What the application threw meanwhile, or what is wrong with a pair. */
  failed(error: unknown, part: PieceText): void;
  /** The last pair has been taken. */
  ended(): void;
}

/**
 * The pairs of all parts of a split, one after the other. Not a generator: `yield*` costs as much for each
 * pair as finding a word does.
 */
export class SplitPairs implements IterableIterator<KeyValue> {
  private readonly parts: Iterator<PartPairs>;
  private readonly listener: PairsListener;
  private part: PieceText | undefined;
  private pairs: Iterator<KeyValue> | undefined;

  constructor(parts: readonly PartPairs[], listener: PairsListener) {
    this.parts = parts.values();
    this.listener = listener;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<KeyValue> {
    try {
      while (this.pairs || this.nextPart()) {
        const result = this.pairs?.next();
        if (result && !result.done) {
          checkPair(result.value);
          return result;
        }
        this.pairs = undefined;
      }
    } catch (error) {
      if (this.part) this.listener.failed(error, this.part);
      throw error;
    }
    return { done: true, value: undefined };
  }

  private nextPart(): boolean {
    const { value, done } = this.parts.next();
    if (done) {
      this.listener.ended();
      return false;
    }
    this.part = value.part;
    this.listener.began(value.part);
    this.pairs = iteratorOf(value.pairs);
    return true;
  }
}

function iteratorOf(pairs: Partial<Iterable<KeyValue>> | undefined): Iterator<KeyValue> {
  const iterator = pairs?.[Symbol.iterator]?.();
  if (iterator) return iterator;
  throw new TypeError(`it must give pairs, as an array or a generator, and gave ${inspect(pairs)}`);
}

/** Throws a `TypeError` where `map` gave what is no pair: nobody checks applications in JavaScript. */
export function checkPair(pair: KeyValue): void {
  const { key, value }: Partial<KeyValue> = pair ?? {};
  if (typeof key !== 'string' || typeof value !== 'string') {
    throw new TypeError(`it must give pairs of two strings, and gave ${inspect(pair)}`);
  }
  if (key.includes('\n'))
    throw new TypeError(`it must give keys without line breaks, and gave ${inspect(key)}`);
}
