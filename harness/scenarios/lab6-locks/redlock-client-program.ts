import type { Boot, Environment, PeerAddress } from '../../../labrpc/host/program.ts';
import { type Peer, sleep } from '../../../labrpc/index.ts';
import type {
  ExpiringStoreRpc,
  FencedStorageContract,
  RedlockClass,
  RedlockContract,
  RedlockResult,
} from './contract.ts';

export interface RedlockClientSetup {
  readonly name: string;
  readonly stores: readonly PeerAddress[];
  readonly maxDriftRatio: number;
  /** Where there is something to write. */
  readonly storage?: PeerAddress | undefined;
  /** Where writes carry a token. */
  readonly tokens?: PeerAddress | undefined;
}

/** `nth` counts the tries of one client, from 1. */
interface TryRequest {
  readonly nth: number;
  readonly resource: string;
  readonly ttlMs: number;
}

interface TokenRpc {
  next(args: object): { readonly token: number };
}

/** A client with the student's Redlock. What it does with the lock is the harness's. */
export const boot: Boot = (lab, environment) => {
  const setup = environment.setup as RedlockClientSetup;
  const tries = new Tries(environment);
  const Redlock = lab.Redlock as RedlockClass | undefined;
  if (typeof Redlock !== 'function') throw new Error('redlock.ts must export a class named Redlock');
  const stores = setup.stores.map((store) => tries.watch(environment.peer(store, 'store')));
  const redlock = new Redlock({ stores, maxDriftRatio: setup.maxDriftRatio });
  return {
    calls: {
      tryAcquire: (request: TryRequest) => tries.begin(redlock, request),
      release: ({ nth }: { readonly nth: number }) => tries.release(nth),
      append: ({ thinkMs }: { readonly thinkMs: number }) => append(environment, setup, thinkMs),
    },
    inspect: () => ({ redlock }),
  };
};

/** The tries of one client, and what the judge is told of them. */
class Tries {
  private readonly environment: Environment;
  private readonly held = new Map<number, { readonly release: () => Promise<void> }>();
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();
  private readonly values = new Set<string>();
  private current = 0;

  constructor(environment: Environment) {
    this.environment = environment;
  }

  /** A store that is seen to be asked: whose a value is tells the first request that has it. */
  watch(store: Peer<ExpiringStoreRpc>): Peer<ExpiringStoreRpc> {
    return {
      name: store.name,
      call: (method, args) => {
        const { value } = args as { readonly value: string };
        if (method === 'setIfAbsent' && !this.values.has(value)) {
          this.values.add(value);
          this.environment.emit('asks', { nth: this.current, value });
        }
        return store.call(method, args);
      },
    };
  }

  async begin(redlock: RedlockContract, { nth, resource, ttlMs }: TryRequest): Promise<unknown> {
    this.current = nth;
    this.environment.emit('tries', { nth, resource, ttlMs });
    const result: RedlockResult = await redlock.tryAcquire(resource, ttlMs);
    if (result?.kind !== 'held') {
      this.environment.emit('not held', { nth });
      return { isHeld: false };
    }
    const { validForMs } = result;
    this.held.set(nth, result);
    this.timers.set(
      nth,
      setTimeout(() => this.environment.emit('expires', { nth }), validForMs),
    );
    this.environment.emit('held', { nth, validForMs });
    return { isHeld: true };
  }

  async release(nth: number): Promise<null> {
    this.environment.emit('releases', { nth });
    clearTimeout(this.timers.get(nth));
    await this.held.get(nth)?.release();
    return null;
  }
}

/** Reads names from storage, thinks for so long, and writes them back with its own at the end. */
async function append(environment: Environment, setup: RedlockClientSetup, thinkMs: number): Promise<null> {
  const { name, storage, tokens } = setup;
  if (!storage) throw new Error(`${name} was given no storage to write to`);
  const counter = tokens && environment.peer<TokenRpc>(tokens, 'tokens');
  const token = (await counter?.call('next', {}))?.token ?? 0;
  const peer = environment.peer<FencedStorageContract>(storage, 'storage');
  const read = await peer.call('read', { key: 'names' });
  await sleep(thinkMs);
  const value = read?.value ? `${read.value}, ${name}` : name;
  await peer.call('write', { key: 'names', value, token });
  return null;
}
