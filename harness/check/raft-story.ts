import { RaftSafety } from './raft-safety.ts';

/** A history, as a scenario would tell it. Server 0 leads term 1 unless said otherwise. */
export class Story {
  readonly safety: RaftSafety = new RaftSafety();

  leads(server: number, term: number, atMs: number = term): this {
    this.safety.stateChanged(server, term, true, atMs);
    return this;
  }

  follows(server: number, term: number): this {
    this.safety.stateChanged(server, term, false, term);
    return this;
  }

  crashes(server: number, atMs: number): this {
    this.safety.crashed(server, atMs);
    return this;
  }

  /** `start` accepts a command. */
  starts(server: number, index: number, term: number, command: unknown): this {
    this.safety.offering(command);
    this.safety.acceptedAt(server, index, term, command);
    return this;
  }

  applies(server: number, index: number, term: number, command: unknown): this {
    this.safety.applied(server, { kind: 'command', index, term, command, atMs: index });
    return this;
  }

  noOp(server: number, index: number, term: number): this {
    this.safety.applied(server, { kind: 'no-op', index, term, command: null, atMs: index });
    return this;
  }

  installs(server: number, index: number, ...commands: readonly unknown[]): this {
    this.safety.appliedSnapshot(server, index, commands);
    return this;
  }

  boots(server: number, ...commands: readonly unknown[]): this {
    this.safety.booted(server, commands.length, commands);
    return this;
  }
}

/** Server 0 leads term 1 and has committed `a` and `b`; all have applied them. */
export function twoCommitted(): Story {
  const story = new Story().leads(0, 1).starts(0, 1, 1, 'a').starts(0, 2, 1, 'b');
  for (const server of [0, 1, 2]) story.applies(server, 1, 1, 'a').applies(server, 2, 1, 'b');
  return story;
}
