import type { Effect, LogLevel, PortError } from '../sim/port.ts';
import { blankState, LONGEST_STATE_BYTES } from './blank-state.ts';
import { EFFECT_KINDS, ERROR_KINDS, LOG_LEVELS, SAVED } from './turn-format.ts';

/** What was read is no turn: the process that wrote it does not follow the format. */
export class MalformedTurn extends Error {}

const MOST_EFFECTS_IN_TURN = 200_000;
const MOST_NAMES = 10_000;
/** Numbers have seven digits at most: they stay below 2^49. */
const LARGEST_SCALE = 128 ** 5;
/** Characters that are read of each text of an error: whoever maps a stack takes longer than it is long. */
const LONGEST_ERROR_TEXT = 10_000;

/**
 * Reads turns from frames, in the form that `turn-format.ts` describes. Nothing gets through but effects with
 * fields of the right kind; throws `MalformedTurn` for anything else.
 */
export class TurnReader {
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;
  private start = 0;
  private memory: ArrayBufferLike = this.bytes.buffer;
  private readonly names: string[] = [];

  /** The content of the next frame of turns; the one before must have been read to its end. */
  feed(content: Buffer): void {
    this.bytes = content;
    this.at = 0;
    this.start = content.byteOffset;
    this.memory = content.buffer;
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  /** The next turn, which must be one of the server at this address. */
  turn(address: number): readonly Effect[] {
    const from = this.number();
    if (from !== address)
      throw new MalformedTurn(`a turn of server ${from} came where one of ${address} was due`);
    const count = this.number();
    if (count > MOST_EFFECTS_IN_TURN) throw new MalformedTurn(`a turn has ${count} effects`);
    const effects: Effect[] = [];
    for (let index = 0; index < count; index++) effects.push(this.effect());
    return effects;
  }

  private effect(): Effect {
    const kind = EFFECT_KINDS[this.byte()];
    switch (kind) {
      case 'set-timer':
        return { kind, id: this.number(), delayMs: this.delay() };
      case 'clear-timer':
        return { kind, id: this.number() };
      case 'request':
        return {
          kind,
          id: this.number(),
          to: this.number(),
          service: this.name(),
          method: this.name(),
          bytes: this.content(),
        };
      case 'reply':
      case 'return':
        return { kind, id: this.number(), bytes: this.content() };
      case 'message':
        return { kind, to: this.number(), bytes: this.content() };
      case 'save':
        return this.save();
      case 'emit':
        return { kind, name: this.name(), bytes: this.content() };
      case 'state':
        return { kind, bytes: this.content() };
      case 'log':
        return this.log();
      case 'failed':
        return { kind, error: this.error() };
      default:
        throw new MalformedTurn('an effect is of no known kind');
    }
  }

  private save(): Effect {
    const what = this.byte();
    const state = what & SAVED.state ? this.content() : this.leftOutState();
    return { kind: 'save', state, snapshot: what & SAVED.snapshot ? this.content() : undefined };
  }

  private leftOutState(): Uint8Array {
    const length = this.number();
    if (length > LONGEST_STATE_BYTES) throw new MalformedTurn(`a state is said to have ${length} bytes`);
    return blankState(length);
  }

  private log(): Effect {
    const level: LogLevel = LOG_LEVELS[this.byte()] ?? 'log';
    const text = this.text();
    const stack = this.text();
    return { kind: 'log', level, text, ...(stack === '' ? {} : { stack }) };
  }

  private error(): PortError {
    const kind = ERROR_KINDS[this.byte()] ?? 'exception';
    return { kind, name: this.errorText(), message: this.errorText(), stack: this.errorText() };
  }

  private errorText(): string {
    return this.text().slice(0, LONGEST_ERROR_TEXT);
  }

  /** Virtual ms. */
  private delay(): number {
    if (this.at + 8 > this.bytes.length) throw new MalformedTurn('a turn ends in the middle of a number');
    const value = this.bytes.readDoubleLE(this.at);
    this.at += 8;
    if (!(value >= 0 && value < 2 ** 31)) throw new MalformedTurn(`a timer has a delay of ${value}`);
    return value;
  }

  private byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new MalformedTurn('a turn ends in the middle of an effect');
    return value;
  }

  private number(): number {
    const first = this.byte();
    if (first < 128) return first;
    let value = first & 127;
    for (let scale = 128; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      if (scale > LARGEST_SCALE) throw new MalformedTurn('a number is too large');
    }
  }

  private name(): string {
    const number = this.number();
    if (number > 0) {
      const known = this.names[number - 1];
      if (known === undefined) throw new MalformedTurn(`no name has number ${number}`);
      return known;
    }
    if (this.names.length >= MOST_NAMES) throw new MalformedTurn('there are too many names');
    const name = this.text();
    this.names.push(name);
    return name;
  }

  private text(): string {
    const from = this.pass();
    return this.bytes.toString('utf8', from, this.at);
  }

  /** A view of the frame, which nobody writes to again. `subarray` takes three times as long. */
  private content(): Uint8Array {
    const from = this.pass();
    return new Uint8Array(this.memory, this.start + from, this.at - from);
  }

  /** Goes on behind the bytes that come next. Returns where they begin. */
  private pass(): number {
    const length = this.number();
    const from = this.at;
    if (from + length > this.bytes.length) throw new MalformedTurn('a turn ends in the middle of its bytes');
    this.at = from + length;
    return from;
  }
}
