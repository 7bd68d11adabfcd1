import type { Effect } from '../sim/port.ts';
import { EFFECT_KINDS, ERROR_KINDS, FRAME, LOG_LEVELS, SAVED } from './turn-format.ts';

const KIND_CODES = Object.fromEntries(EFFECT_KINDS.map((kind, code) => [kind, code])) as Readonly<
  Record<Effect['kind'], number>
>;

/** A frame is sent when it has grown to this: pipes hold 64 kB. */
const FRAME_BYTES = 60_000;
const HEADER_BYTES = 5;
/** Shorter than this, a loop copies faster than the built-in `set`. */
const LOOP_BELOW_BYTES = 128;
const LARGEST_SHIFTED = 2 ** 31 - 1;
/** Room that is made for the numbers of one effect before it is written. */
const NUMBERS_BYTES = 64;

/**
 * Writes what servers do, turn by turn, in the form that `turn-format.ts` describes. Lives in the process of
 * the lab code.
 */
export class TurnWriter {
  /** What servers save is written in full; else how long it is. */
  writesStates = true;
  private readonly send: (frame: Uint8Array) => void;
  private buffer = Buffer.allocUnsafe(2 * FRAME_BYTES);
  private used = HEADER_BYTES;
  private readonly names = new Map<string, number>();

  /** `send` has to be done with the bytes when it returns. */
  constructor(send: (frame: Uint8Array) => void) {
    this.send = send;
  }

  /** The process is there, and has no lab code in it yet. */
  ready(): void {
    this.sendFrame(FRAME.ready);
  }

  /** One turn of the server at this address. Sent with others, when there are enough. */
  turn(address: number, effects: readonly Effect[]): void {
    this.room(NUMBERS_BYTES);
    this.number(address);
    this.number(effects.length);
    for (const effect of effects) this.effect(effect);
    if (this.used >= FRAME_BYTES) this.flush();
  }

  /** Sends what is not sent yet. */
  flush(): void {
    if (this.used > HEADER_BYTES) this.sendFrame(FRAME.turns);
  }

  /**
   * No more turns come. Says what the run cost, and the hash of the states that were saved in it. Names are
   * forgotten, as the reader forgets them.
   */
  end(cpuMs: number, statesHash: string): void {
    this.flush();
    this.used = this.buffer.writeDoubleLE(cpuMs, this.used);
    this.used += this.buffer.write(statesHash, this.used, 'latin1');
    this.sendFrame(FRAME.end);
    this.forget();
  }

  /** Another reader will read what follows: it knows no names. */
  forget(): void {
    this.names.clear();
  }

  /** Asks for random numbers: the answer comes on the other pipe. */
  wantRandom(): void {
    this.flush();
    this.sendFrame(FRAME.random);
  }

  private sendFrame(kind: number): void {
    this.buffer.writeUInt32LE(this.used - HEADER_BYTES, 0);
    this.buffer[4] = kind;
    this.send(this.buffer.subarray(0, this.used));
    this.used = HEADER_BYTES;
  }

  private effect(effect: Effect): void {
    this.room(NUMBERS_BYTES);
    this.buffer[this.used++] = KIND_CODES[effect.kind];
    switch (effect.kind) {
      case 'set-timer':
        this.number(effect.id);
        this.used = this.buffer.writeDoubleLE(effect.delayMs, this.used);
        break;
      case 'clear-timer':
        this.number(effect.id);
        break;
      case 'request':
        this.number(effect.id);
        this.number(effect.to);
        this.name(effect.service);
        this.name(effect.method);
        this.bytes(effect.bytes);
        break;
      case 'reply':
      case 'return':
        this.number(effect.id);
        this.bytes(effect.bytes);
        break;
      case 'message':
        this.number(effect.to);
        this.bytes(effect.bytes);
        break;
      case 'save':
        this.save(effect.state, effect.snapshot);
        break;
      case 'emit':
        this.name(effect.name);
        this.bytes(effect.bytes);
        break;
      case 'state':
        this.bytes(effect.bytes);
        break;
      case 'log':
        this.buffer[this.used++] = LOG_LEVELS.indexOf(effect.level);
        this.text(effect.text);
        this.text(effect.stack ?? '');
        break;
      case 'failed':
        this.buffer[this.used++] = ERROR_KINDS.indexOf(effect.error.kind);
        this.text(effect.error.name);
        this.text(effect.error.message);
        this.text(effect.error.stack);
        break;
    }
  }

  private save(state: Uint8Array, snapshot: Uint8Array | undefined): void {
    const { writesStates } = this;
    this.buffer[this.used++] = (writesStates ? SAVED.state : 0) | (snapshot ? SAVED.snapshot : 0);
    if (writesStates) this.bytes(state);
    else this.number(state.length);
    if (snapshot) this.bytes(snapshot);
  }

  private number(value: number): void {
    const { buffer } = this;
    let rest = value;
    // Rarely: beyond 32 bits, where shifts do not reach.
    while (rest > LARGEST_SHIFTED) {
      buffer[this.used++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    while (rest > 127) {
      buffer[this.used++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    buffer[this.used++] = rest;
  }

  /** Names come again and again: the first time in full, then by their number. */
  private name(name: string): void {
    const known = this.names.get(name);
    if (known !== undefined) {
      this.room(NUMBERS_BYTES);
      this.number(known);
      return;
    }
    this.names.set(name, this.names.size + 1);
    this.number(0);
    this.text(name);
  }

  private text(text: string): void {
    this.bytes(Buffer.from(text));
  }

  private bytes(bytes: Uint8Array): void {
    const { length } = bytes;
    this.room(length + NUMBERS_BYTES);
    this.number(length);
    const { buffer, used } = this;
    if (length < LOOP_BELOW_BYTES) {
      for (let index = 0; index < length; index++) buffer[used + index] = bytes[index] as number;
    } else {
      buffer.set(bytes, used);
    }
    this.used = used + length;
  }

  private room(bytes: number): void {
    if (this.used + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.used + bytes));
    larger.set(this.buffer.subarray(0, this.used));
    this.buffer = larger;
  }
}
