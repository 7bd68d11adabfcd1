import type { Links } from '../links.ts';
import type { Peer } from '../peer.ts';
import type { Persister } from '../persister.ts';

/** What a program gets from the world it runs in: the only way out is through these. */
export interface Environment {
  /** What the scenario says to this incarnation, decoded. */
  readonly setup: unknown;
  readonly persister: Persister;
  /** A server by its address in the network; calls go to the object that it offers as `service`. */
  peer<Rpcs>(address: PeerAddress, service: string): Peer<Rpcs>;
  links<Message>(me: number, addresses: readonly PeerAddress[]): Links<Message>;
  /** Tells the judge that something happened here, with a value that is encoded. */
  emit(name: string, value: unknown): void;
}

export interface PeerAddress {
  readonly address: number;
  readonly name: string;
}

/**
 * A server or client as its host sees it: a thin layer of the harness around the lab code. It lives in the
 * same actor and the same bundle, so it may use the kit; what it reports goes through `emit`.
 */
export interface Program {
  /** Objects whose methods peers may call, by service. */
  readonly services?: Readonly<Record<string, object>>;
  /** What the scenario may call. Results may be promises. */
  readonly calls?: Readonly<Record<string, (args: never) => unknown>>;
  /** A one-way message has come. */
  receive?(from: number, message: unknown): void;
  /** Read after every turn, reported when a field changed. Must have no side effect. */
  state?(): Readonly<Record<string, unknown>>;
  /**
   * The lab's objects, as a recorded run shows them after every turn. Only data is read: no getter runs, and
   * `#private` fields and closures stay unseen.
   */
  inspect?(): Readonly<Record<string, unknown>>;
}

/** Builds a program from the lab's exports. */
export type Boot = (lab: Readonly<Record<string, unknown>>, environment: Environment) => Program;
