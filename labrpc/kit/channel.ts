type Received<Value> = IteratorResult<Value, undefined>;

/**
 * An unbounded queue from writers to readers, first in first out. Each value goes to one reader; readers that
 * wait are served in order.
 *
 *     for await (const message of applyCh) apply(message);
 *
 * Leaving such a loop early does not close the channel: whoever reads next gets the next value.
 */
export class Channel<Value> implements AsyncIterable<Value> {
  // At any time one of the two is empty: values pile up, or readers do.
  private readonly values: Value[] = [];
  private readonly readers: ((received: Received<Value>) => void)[] = [];
  private closed = false;

  /** Never waits. Throws once the channel is closed. */
  send(value: Value): void {
    if (this.closed) throw new Error('cannot send: the channel is closed');
    const reader = this.readers.shift();
    if (reader) reader({ done: false, value });
    else this.values.push(value);
  }

  /** The next value; `undefined` once closed and empty. */
  async receive(): Promise<Value | undefined> {
    const received = await this.next();
    return received.value;
  }

  /** Ends every `for await` when what was sent is read. Closing twice is closing once. */
  close(): void {
    this.closed = true;
    for (const reader of this.readers.splice(0)) reader({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): AsyncIterator<Value, undefined> {
    let left = false;
    return {
      next: async () => (left ? { done: true, value: undefined } : this.next()),
      return: async () => {
        left = true;
        return { done: true, value: undefined };
      },
    };
  }

  /** Like `receive`, but tells the end from a value that is `undefined`. */
  private next(): Promise<Received<Value>> {
    if (this.values.length > 0) {
      return Promise.resolve({ done: false, value: this.values.shift() as Value });
    }
    if (this.closed) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.readers.push(resolve));
  }
}
