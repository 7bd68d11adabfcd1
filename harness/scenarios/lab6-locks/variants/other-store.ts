/** One request for everything. */
export interface OtherStoreRpc {
  ask(question: OtherQuestion): Promise<OtherAnswer>;
}

export interface OtherQuestion {
  readonly about: string;
  /** Left out by those who only look. */
  readonly write?: { readonly text: string; readonly over: number };
}

/** What is there afterwards; version 0 if nothing. */
export interface OtherAnswer {
  readonly done: boolean;
  readonly text: string;
  readonly version: number;
}

/** A correct store in another style than the solution's: see README.md. */
export class VersionedStore implements OtherStoreRpc {
  /** By key: all texts that it ever had, the first at version 1. */
  readonly #texts = new Map<string, string[]>();

  async ask({ about, write }: OtherQuestion): Promise<OtherAnswer> {
    await Promise.resolve();
    const texts = this.#texts.get(about) ?? [];
    const done = write === undefined || write.over === texts.length;
    if (write && done) this.#texts.set(about, texts.concat(write.text));
    const now = this.#texts.get(about) ?? [];
    return { done, text: now.at(-1) ?? '', version: now.length };
  }
}
