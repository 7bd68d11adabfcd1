import type { Effect, Host } from '../sim/port.ts';
import type { StatesHash } from '../sim/saved-states.ts';
import type { SimServer } from '../sim/server.ts';
import type { FrameSource } from './frame-source.ts';
import { FRAME, STATES_HASH_DIGITS } from './turn-format.ts';
import { MalformedTurn, TurnReader } from './turn-reader.ts';

/** No run takes an hour: who says so does not say the truth. */
const LONGEST_CPU_MS = 3_600_000;
const END_BYTES = 8 + STATES_HASH_DIGITS;

/**
 * The turns of a whole run, as another process has logged them. A world that begins like that run takes the
 * same course on it, without any lab code: its servers live in `LoggedHost`s.
 */
export class TurnStream {
  private readonly source: FrameSource;
  private readonly reader = new TurnReader();
  private ended = false;
  private broken: unknown;
  /** What the run cost its own process, if that says the truth; for statistics only. */
  cpuMs = 0;
  /** The hash of the states that it saved, as its own process says; empty before the end of the log. */
  statesHash = '';

  constructor(source: FrameSource) {
    this.source = source;
  }

  /** The next turn of the run. Throws `MalformedTurn` if it is not one of the server at this address. */
  turn(address: number): readonly Effect[] {
    while (this.reader.isAtEnd) {
      const turns = this.frame();
      if (!turns) throw new MalformedTurn('the log ends before the run does');
      this.reader.feed(turns);
    }
    return this.reader.turn(address);
  }

  /** Reads what is left of the log. Throws `MalformedTurn` if there is more than turns in it. */
  readToEnd(): void {
    if (this.broken) throw this.broken;
    try {
      while (!this.ended) this.frame();
    } catch (error) {
      this.broken = error;
      throw error;
    }
  }

  /** The next frame, if it is one of turns. */
  private frame(): Buffer | undefined {
    const { kind, content } = this.source.next();
    if (kind === FRAME.turns) return content;
    if (kind !== FRAME.end || content.length !== END_BYTES)
      throw new MalformedTurn('there is something in the log that is neither turns nor its end');
    this.ended = true;
    const cpuMs = content.readDoubleLE();
    if (cpuMs >= 0 && cpuMs < LONGEST_CPU_MS) this.cpuMs = cpuMs;
    this.statesHash = content.toString('latin1', END_BYTES - STATES_HASH_DIGITS);
    return undefined;
  }
}

/** A server whose turns have been logged. It need not be told what happens: that is in the log. */
export class LoggedHost implements Host {
  private readonly turns: TurnStream;
  private readonly address: number;

  constructor(turns: TurnStream, { address }: SimServer) {
    this.turns = turns;
    this.address = address;
  }

  begin(): void {}

  settle(): readonly Effect[] {
    return this.turns.turn(this.address);
  }
}

/**
 * What the servers of a logged run saved: only their process knows, and says the hash of it. If that is a
 * lie, the run is not what it is where a judge hashes them itself.
 */
export class LoggedStates implements StatesHash {
  private readonly turns: TurnStream;

  constructor(turns: TurnStream) {
    this.turns = turns;
  }

  addState(): void {}

  /** To be called at the end of the run. Empty if the log has none. */
  digest(): string {
    try {
      this.turns.readToEnd();
    } catch {
      // What is wrong with it, whoever reads it next finds out.
    }
    return this.turns.statesHash;
  }
}
