/**
 * How well student code is kept in. Every tier runs it in processes of its own, judged from outside, under
 * Node's permission model and with limits; they differ in what the operating system adds.
 *
 * - `bwrap`: namespaces of its own for files, network, processes and users. It sees the program that runs it
 *   and the libraries of Node, and nothing else.
 * - `unshare`: network and processes of its own; files are closed by Node only.
 * - `limits`: limits of memory and files by `prlimit`; network and files by Node only.
 * - `node`: nothing but Node and the grader that watches.
 *
 * By Node: by its permission model, and by what `giveUpPowers` takes away.
 */
export type TierName = 'bwrap' | 'unshare' | 'limits' | 'node';

export const TIER_NAMES: readonly TierName[] = ['bwrap', 'unshare', 'limits', 'node'];

/** A command that is to run in a sandbox. */
export interface SandboxedCommand {
  /** Absolute path of the script that Node runs: the only file that it may read. */
  readonly program: string;
  /** What all memory of the process may come to, in MB. */
  readonly memoryMb: number;
}

export interface CommandLine {
  readonly file: string;
  readonly args: readonly string[];
}

/** What this machine offers for a tier. */
export interface Tier {
  readonly name: TierName;
  /** What is missing for a better one, and how to get it; empty at the best. */
  readonly lacks: string;
  commandLine(command: SandboxedCommand): CommandLine;
}
