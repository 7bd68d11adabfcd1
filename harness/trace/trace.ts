import type { HistoryPicture } from '../check/linearizability/picture.ts';
import type { Captured, Change } from './captured.ts';

/**
 * The trace of one run, version 1: what happened, step by step, as JSON. Written for runs that fail (and with
 * `record`), read by the timeline, the comparison and the ShiViz export. Times are virtual ms since the run
 * began. Actors are named by their position in `actors`, steps by their number in the run, from 0.
 *
 * A step is one turn of one actor, or one thing that the scenario did to the world. States are not repeated:
 * `actors[].state` is that of the moment before the first step, and each step says what it changed.
 */
export interface Trace {
  readonly format: 'lockstep-trace';
  readonly version: 1;
  readonly run: TraceRun;
  /** Undefined if the run passed. */
  readonly failure?: TraceFailure;
  readonly actors: readonly TraceActor[];
  readonly network: NetworkState;
  readonly steps: readonly Step[];
  /** Whatever was sent or delivered in a step kept, by id. */
  readonly messages: readonly TraceMessage[];
  readonly operations: readonly Operation[];
  /** Why what clients saw has no explanation, if that is what the run failed for. */
  readonly history?: HistoryPicture;
  /** Undefined if the trace is complete. */
  readonly omitted?: Omitted;
}

export interface TraceRun {
  /** `lab2a` */
  readonly part: string;
  readonly slug: string;
  readonly scenario: string;
  /** What the scenario does and what must hold. */
  readonly about: string;
  readonly seed: number;
  /** `labs`, `solutions`, or the folder of a submission. */
  readonly implementation: string;
  /** The command that makes this run again. */
  readonly replay: string;
  readonly fingerprint: string;
  /** Counts of the whole run. */
  readonly events: number;
  readonly steps: number;
  readonly delivered: number;
  readonly virtualMs: number;
}

export interface TraceFailure {
  readonly kind: string;
  /** `raft/election-safety` */
  readonly rule: string;
  readonly message: string;
  readonly paper?: string;
  readonly atMs: number;
  /** Name of the server or client it is about. */
  readonly actor?: string;
  /** Frames of lab code, one a line. */
  readonly stack?: string;
  /** The last step. */
  readonly step: number;
  /** The rule was broken in that step. Otherwise the scenario found it broken after it: a time was up. */
  readonly isInStep: boolean;
}

export interface TraceActor {
  /** `server 2`, `client 0`. */
  readonly name: string;
  /** Clients use a service, servers are it. On `storage` others keep their files: talk with it is folded. */
  readonly role: 'server' | 'client' | 'storage';
  /** Servers of one name elect a leader among themselves: `group 1`. Those without are one cluster. */
  readonly cluster?: string;
  /** Just before the first step. */
  readonly isUp: boolean;
  readonly isPaused: boolean;
  readonly isOnline: boolean;
  readonly clockRate: number;
  /**
   * Its state just before the first step, or null before its first boot; while it is down, that in which
   * it died. An object: `reports` (what the judge is told after each turn), `memory` (the lab's objects) and
   * `disk` (`state` and `snapshot`: what its persister holds, decoded where it was made with `encode`).
   */
  readonly state: Captured;
}

/** What kept actors from talking just before the first step. */
export interface NetworkState {
  /** Groups of actors that cannot reach each other; who is in none reaches everybody. */
  readonly partition: readonly (readonly number[])[];
  /** Directions that are cut: from, to. */
  readonly cut: readonly (readonly [from: number, to: number])[];
  /** Directions on which messages are held back. */
  readonly held: readonly (readonly [from: number, to: number])[];
}

export interface Step {
  readonly n: number;
  readonly atMs: number;
  /** The actor whose turn it is; undefined for what the scenario did to the world. */
  readonly actor?: number;
  readonly cause: Cause;
  /** What the actor did in this turn, in order. */
  readonly effects?: readonly TraceEffect[];
  /**
   * How the actor's state differs from that before the step. A boot that succeeds changes the whole, so a
   * crash has no need to say that the memory is gone.
   */
  readonly changes?: readonly Change[];
  readonly logs?: readonly TraceLog[];
  /** What the judge noticed. */
  readonly marks?: readonly Mark[];
  /** Of the turn's effects only those listed happened, because the server crashed here. */
  readonly crashed?: true;
  /** The turn began and never ended: a loop without end, or the memory was full. */
  readonly unfinished?: true;
}

/** Why a step happened. */
export type Cause =
  | { readonly kind: 'boot'; readonly incarnation: number }
  /** A timer ran out that was set in step `set`, to last `delayMs` on the server's clock. */
  | { readonly kind: 'timer'; readonly id: number; readonly set: number; readonly delayMs: number }
  /** A request or a one-way message arrived. */
  | { readonly kind: 'message'; readonly message: number }
  /** The answer to a call arrived: a message of kind `reply`. */
  | { readonly kind: 'reply'; readonly message: number }
  /** The caller was told that there will be no answer to its request: `call` gave null. */
  | { readonly kind: 'no-answer'; readonly request: number }
  /** The scenario called into the server's program. */
  | { readonly kind: 'call'; readonly operation: number }
  /** No turn: so many steps are left out before this one, and this is the state after them. */
  | { readonly kind: 'gap'; readonly steps: number }
  | TraceFault;

/** Something the scenario did to the world. */
export interface TraceFault {
  readonly kind: 'fault';
  /**
   * `crash`, `pause`, `resume`, `disconnect`, `connect`, `clock rate`, `clock jump` (of `actors[0]`);
   * `partition` (with `groups`), `heal`; `cut one way`, `mend`, `hold`, `release`, `release one` (from
   * `actors[0]` to `actors[1]`); `faults` (of the network, or of the one or two actors named).
   */
  readonly what: string;
  readonly actors: readonly number[];
  readonly groups?: readonly (readonly number[])[];
  /** In words, to be shown after `what`: `server 2`, `servers 0, 1 | server 2`. */
  readonly text: string;
}

export type TraceEffect =
  /** A request, reply or one-way message was sent: see `messages`. A doubled one is sent twice. */
  | { readonly kind: 'send'; readonly message: number }
  | { readonly kind: 'set-timer'; readonly id: number; readonly delayMs: number }
  | { readonly kind: 'clear-timer'; readonly id: number }
  /** Sizes in bytes; without `snapshotBytes` the saved snapshot stays what it was. */
  | { readonly kind: 'save'; readonly stateBytes: number; readonly snapshotBytes?: number }
  /** The program told the judge something: `apply`, with the message that Raft sent up. */
  | { readonly kind: 'emit'; readonly name: string; readonly value: Captured }
  /** The scenario's call was answered. */
  | { readonly kind: 'return'; readonly operation: number }
  /** The code threw. */
  | { readonly kind: 'failed'; readonly error: string };

export interface TraceLog {
  readonly level: 'log' | 'info' | 'warn' | 'error' | 'debug';
  readonly text: string;
  /** `labs/lab2-raft/raft.ts:120:7`; undefined where it is not known. */
  readonly source?: string;
}

/** Something worth a mark on an actor's lane. */
export interface Mark {
  /**
   * Of Raft: `leader` (begins to lead a term), `follower` (leads no more), `term`, `commit` (an index is
   * applied for the first time by anyone), `apply`, `snapshot`, `install`, `restore`. Of MapReduce: `map-task`
   * and `reduce-task` (there is this one), `map`, `reduce`, `output` (changed), `done`. Of clocks: `event`
   * (its text is its time), `broadcast`, `deliver`, `value` and `siblings` (what a replica gives). Of locks:
   * `holds`, `lease` and `key`, which last, `expired`, `refused`, `written`, `accepted`, `notified`. Of all:
   * `left` (does nothing any more, until it starts again).
   */
  readonly kind: string;
  readonly actor: number;
  /** In words: `leads term 4`, `index 7: command 3 (term 4)`. */
  readonly text: string;
  /** Log index, where it is about one. */
  readonly index?: number;
  readonly term?: number;
  /** Which one of its kind it is about: the name of a task, a file, a lock; the value of a counter. */
  readonly of?: string;
  /**
   * With `begins` something begins that lasts until a mark of the same actor, kind and `of` that `ends` it.
   * With
   * `becomes` it does too, and ends what else of its kind lasts on this actor. A crash ends all.
   */
  readonly span?: 'begins' | 'ends' | 'becomes';
}

export interface TraceMessage {
  readonly id: number;
  readonly kind: 'request' | 'reply' | 'message';
  readonly from: number;
  readonly to: number;
  /** The RPC's method, also of a reply; `message` for one-way messages. */
  readonly method: string;
  /** What it carries, decoded. */
  readonly payload: Captured;
  readonly bytes: number;
  readonly sentAtMs: number;
  /** Step in which it was sent. */
  readonly sent: number;
  /** Of a reply: the request's id. */
  readonly re?: number;
  /** The id of the message that the network doubled. */
  readonly copyOf?: number;
  readonly fate: Fate;
}

export type Fate =
  | { readonly kind: 'delivered'; readonly atMs: number; readonly step: number }
  /** `why`: `request lost`, `reply lost`, `cut off`, `down`, `died`, … */
  | { readonly kind: 'lost'; readonly atMs: number; readonly why: string }
  /** It arrived, and nobody waited: the caller had its answer, or its life was over. */
  | { readonly kind: 'ignored'; readonly atMs: number; readonly why: string }
  /** On its way, or held back, when the run ended. */
  | { readonly kind: 'under-way' };

/** A call of the scenario into a server or client: what a user of the service would see. */
export interface Operation {
  readonly id: number;
  readonly actor: number;
  readonly method: string;
  readonly args: Captured;
  readonly fromMs: number;
  /** The part of the service that it is about, if it has parts: `shard 3`. */
  readonly of?: string;
  /** Undefined if it was never answered. */
  readonly toMs?: number;
  readonly result?: Captured;
  /** The server was down, or died before it answered. */
  readonly isDown?: true;
}

/**
 * The middle of a run that was too big to be kept. Of its steps only those that stand out are here
 * (faults, boots, crashes, changes of leaders), and of those neither effects nor changes. Then comes, for
 * each actor, a step whose cause is a `gap`, with its whole state.
 */
export interface Omitted {
  /** Steps that are missing. */
  readonly steps: number;
  readonly fromMs: number;
  readonly untilMs: number;
}
