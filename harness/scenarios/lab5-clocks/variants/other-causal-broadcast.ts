import type { Links } from '../../../../labrpc/index.ts';

/** A broadcast by its name: `process:number`. */
type Name = string;

interface Said {
  readonly name: Name;
  /** The last broadcast of each process that its sender had delivered. */
  readonly after: ReadonlySet<Name>;
  readonly payload: unknown;
}

interface Held {
  readonly from: number;
  readonly said: Said;
  readonly missing: Set<Name>;
}

/** A second design: messages name what they come after, and what is missing knows who waits for it. */
export class CausalBroadcast {
  readonly #links: Links<Said>;
  readonly #deliver: (from: number, payload: unknown) => void;
  /** All that has come, delivered or not. */
  readonly #known = new Set<Name>();
  readonly #delivered = new Set<Name>();
  readonly #waiting = new Map<Name, Held[]>();
  /** By process: the last broadcast of it that was delivered here. */
  readonly #last = new Map<number, Name>();
  #count = 0;

  constructor(config: { links: Links<Said>; deliver: (from: number, payload: unknown) => void }) {
    this.#links = config.links;
    this.#deliver = config.deliver;
  }

  broadcast(payload: unknown): void {
    const { me, size } = this.#links;
    const said: Said = { name: `${me}:${this.#count++}`, after: new Set(this.#last.values()), payload };
    this.#known.add(said.name);
    // Others first hear of it when the application here knows it already, which makes no difference.
    this.#last.set(me, said.name);
    this.#delivered.add(said.name);
    for (let step = 1; step < size; step++) this.#links.send((me + step) % size, said);
    this.#deliver(me, payload);
  }

  receive(from: number, said: Said): void {
    if (this.#known.has(said.name)) return;
    this.#known.add(said.name);
    const missing = new Set([...said.after].filter((name) => !this.#delivered.has(name)));
    const held = { from, said, missing };
    if (missing.size === 0) this.#release(held);
    for (const name of missing) this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), held]);
  }

  #release({ from, said }: Held): void {
    this.#last.set(from, said.name);
    this.#delivered.add(said.name);
    this.#deliver(from, said.payload);
    const freed = this.#waiting.get(said.name) ?? [];
    this.#waiting.delete(said.name);
    for (const held of freed) {
      held.missing.delete(said.name);
      if (held.missing.size === 0) this.#release(held);
    }
  }
}
