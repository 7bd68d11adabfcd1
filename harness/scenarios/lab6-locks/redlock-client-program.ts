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

/** What clients write. */
const NAMES = 'names';

interface TryName {
  /** Counts the tries of one client, from 1. */
  readonly nth: number;
  readonly resource: string;
}

interface TryRequest extends TryName {
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
      release: (name: TryName) => tries.release(name),
      append: ({ thinkMs }: { readonly thinkMs: number }) => append(environment, setup, thinkMs),
      read: () => storageOf(environment, setup).call('read', { key: NAMES }),
    },
    inspect: () => ({ redlock }),
  };
};

/** A try that was granted, until it is released or over. */
interface HeldTry {
  readonly result: { readonly release: () => Promise<void> };
  readonly timer: ReturnType<typeof setTimeout>;
}

/** The tries of one client, and what the judge is told of them. */
class Tries {
  private readonly environment: Environment;
  private readonly held = new Map<number, HeldTry>();
  private readonly values = new Set<string>();
  private current: TryName = { nth: 0, resource: '' };

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
          this.environment.emit('asks', { ...this.current, value });
        }
        return store.call(method, args);
      },
    };
  }

  async begin(redlock: RedlockContract, { nth, resource, ttlMs }: TryRequest): Promise<unknown> {
    const name = { nth, resource };
    this.current = name;
    this.environment.emit('tries', { ...name, ttlMs });
    const result = checked(await redlock.tryAcquire(resource, ttlMs));
    if (result.kind === 'not-held') {
      this.environment.emit('not held', name);
      return { isHeld: false };
    }
    const { validForMs } = result;
    const timer = setTimeout(() => this.environment.emit('expires', name), validForMs);
    this.held.set(nth, { result, timer });
    this.environment.emit('held', { ...name, validForMs });
    return { isHeld: true };
  }

  async release({ nth, resource }: TryName): Promise<null> {
    this.environment.emit('releases', { nth, resource });
    const held = this.held.get(nth);
    clearTimeout(held?.timer);
    // It may say that there was nothing left to release: what it did is judged by what the stores keep.
    await held?.result.release().catch(() => undefined);
    return null;
  }
}

function checked(result: RedlockResult): RedlockResult {
  if (result?.kind === 'not-held') return result;
  if (result?.kind === 'held' && typeof result.release === 'function') return result;
  throw new Error(
    `Redlock.tryAcquire must resolve to { kind: 'held', validForMs, release } or { kind: 'not-held' }, and gave ${JSON.stringify(result)}`,
  );
}

function storageOf(environment: Environment, setup: RedlockClientSetup): Peer<FencedStorageContract> {
  const { name, storage } = setup;
  if (!storage) throw new Error(`${name} was given no storage to write to`);
  return environment.peer<FencedStorageContract>(storage, 'storage');
}

/** Reads names from storage, thinks for so long, and writes them back with its own at the end. */
async function append(environment: Environment, setup: RedlockClientSetup, thinkMs: number): Promise<null> {
  const { name, tokens } = setup;
  const counter = tokens && environment.peer<TokenRpc>(tokens, 'tokens');
  const token = (await counter?.call('next', {}))?.token ?? 0;
  const peer = storageOf(environment, setup);
  const read = await peer.call('read', { key: NAMES });
  await sleep(thinkMs);
  const value = read?.value ? `${read.value}, ${name}` : name;
  await peer.call('write', { key: NAMES, value, token });
  return null;
}
