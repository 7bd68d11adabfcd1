import type { Peer } from '../../../labrpc/index.ts';

/** What `map` produces and `reduce` gets: any two strings, with spaces, line breaks or nothing in them. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/**
 * A program for MapReduce (§2). Both functions may be asynchronous (`await` them), may take minutes, and must
 * be pure.
 */
export interface Application {
  map(name: string, contents: string): Iterable<KeyValue> | Promise<Iterable<KeyValue>>;
  reduce(key: string, values: readonly string[]): string | Promise<string>;
  /**
   * Optional (§4.3): folds values of one key on the map side; same rules as `reduce`, any number of times, in
   * any grouping.
   */
  combine?(key: string, values: readonly string[]): string;
}

/**
 * The shared file system (§3.1). A worker that dies inside `write` leaves a prefix of `text` for all to see.
 * Every call may take a while.
 */
export interface FileSystem {
  /** `undefined` if there is none. */
  read(name: string): Promise<string | undefined>;
  /** Replaces what was there. */
  write(name: string, text: string): Promise<void>;
  /** Atomic; replaces `to`. Rejects if `from` does not exist. */
  rename(from: string, to: string): Promise<void>;
  /** Names that begin with `prefix`, sorted by code unit. */
  list(prefix: string): Promise<string[]>;
  /** Not an error if there is none. */
  remove(name: string): Promise<void>;
}

export interface CoordinatorConfig {
  /** One map task each; read them with the worker's file system. */
  readonly inputs: readonly string[];
  /**
   * Number of reduce tasks; task r writes `mr-out-r`, one line `key value` a key, in any order, also when it
   * is empty.
   */
  readonly reduces: number;
}

/** Plus the RPC handlers that your workers need. */
export interface CoordinatorContract {
  /**
   * True once every output file is complete and final. Then the job is read, and the coordinator goes away.
   */
  done(): boolean;
}

export type CoordinatorClass = new (config: CoordinatorConfig) => CoordinatorContract;

export interface WorkerConfig<CoordinatorRpc> {
  /** Unique among all workers there ever are, also after a restart. For names of temporary files. */
  readonly id: string;
  readonly coordinator: Peer<CoordinatorRpc>;
  readonly files: FileSystem;
  readonly app: Application;
}

export interface WorkerContract {
  /** Works until the job is done or the coordinator has not answered for 10 s; then resolves. */
  run(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: the RPCs are the student's
export type WorkerClass = new (config: WorkerConfig<any>) => WorkerContract;
