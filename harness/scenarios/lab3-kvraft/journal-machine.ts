import { decode, encode } from '../../../labrpc/index.ts';
import type { StateMachine } from './contract.ts';

/** A command of the scenarios that judge `Rsm` alone. */
export interface JournalCommand {
  /** From 1. Two of a run with the same are equal commands. */
  readonly id: number;
  /** Makes it larger. */
  readonly padding: string;
}

/** What the machine says of a command. */
export interface JournalResult {
  /** Which one it was on this machine, from 1. */
  readonly position: number;
  readonly id: number;
}

/** All that a machine knows: how many commands it has applied, and a digest of which ones. */
export interface JournalState {
  readonly position: number;
  readonly digest: number;
}

export const EMPTY_JOURNAL: JournalState = { position: 0, digest: 0 };

/** The digest of all commands up to this one, in order. */
export function nextDigest(digest: number, id: number): number {
  return (Math.imul(digest ^ id, 0x9e3779b1) ^ (digest >>> 15)) >>> 0;
}

/** The machine that scenarios give to `Rsm`: it reports all that is done to it, and its snapshot is small. */
export class JournalMachine implements StateMachine<JournalCommand, JournalResult> {
  private state = EMPTY_JOURNAL;
  private readonly report: (name: 'apply' | 'snapshot' | 'restore', value: unknown) => void;

  constructor(report: (name: 'apply' | 'snapshot' | 'restore', value: unknown) => void) {
    this.report = report;
  }

  apply(command: JournalCommand): JournalResult {
    const id = idOf(command);
    const position = this.state.position + 1;
    this.state = { position, digest: nextDigest(this.state.digest, id) };
    const result = { position, id };
    this.report('apply', result);
    return result;
  }

  snapshot(): Uint8Array {
    this.report('snapshot', this.state);
    return encode(this.state);
  }

  restore(snapshot: Uint8Array): void {
    this.state = readJournal(snapshot) ?? this.state;
    this.report('restore', readJournal(snapshot) ?? null);
  }
}

/** 0 for something that is no command, such as what a no-op of Raft has in place of one. */
function idOf(command: Partial<JournalCommand> | null | undefined): number {
  return command?.id ?? 0;
}

/** Undefined for bytes that no journal has made. */
function readJournal(bytes: Uint8Array): JournalState | undefined {
  try {
    const { position, digest } = decode<JournalState>(bytes);
    return Number.isInteger(position) && Number.isInteger(digest) ? { position, digest } : undefined;
  } catch {
    return undefined;
  }
}
