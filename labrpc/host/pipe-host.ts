import type { ClockReading, Effect, Host, Input } from '../sim/port.ts';
import { Random } from '../sim/random.ts';
import type { Bundle } from './bundle.ts';
import type { FrameSource } from './frame-source.ts';
import { FRAME } from './turn-format.ts';
import { MalformedTurn, TurnReader } from './turn-reader.ts';

/** What a process that is home to one incarnation at a time is told. */
export type PipeOrder =
  /** The code that it runs from now on. */
  | { readonly kind: 'lab'; readonly bundle: Bundle }
  /** The incarnation that it had is gone; the next turn is the first of another. */
  | { readonly kind: 'fresh' }
  /** A turn, answered by its effects. */
  | { readonly kind: 'turn'; readonly input: Input; readonly clock: ClockReading };

/** In [0, 1), of its own stream. */
export type RandomNumbers = readonly number[];

/** Random numbers that are sent at a time. Most incarnations draw few. */
const NUMBERS_SENT = 16;

/**
 * An incarnation in a process of its own: the same port, behind two pipes. The judge writes a turn's input,
 * then blocks until the effects come back, so a run stays one sequence of turns. The process never learns the
 * seed: random numbers come from here, some at a time.
 */
export class PipeHost implements Host {
  private readonly tell: (message: PipeOrder | RandomNumbers) => void;
  private readonly fromChild: FrameSource;
  private readonly reader = new TurnReader();
  private random: Random | undefined;

  /** `tell` writes to the process, which has been told which lab it runs. */
  constructor(tell: (message: PipeOrder | RandomNumbers) => void, fromChild: FrameSource) {
    this.tell = tell;
    this.fromChild = fromChild;
    tell({ kind: 'fresh' });
  }

  begin(input: Input, clock: ClockReading): void {
    if (input.kind === 'boot') this.random = new Random(input.randomKey);
    const told = input.kind === 'boot' ? { ...input, randomKey: '' } : input;
    this.tell({ kind: 'turn', input: told, clock });
  }

  settle(): readonly Effect[] {
    for (;;) {
      const { kind, content } = this.fromChild.next();
      if (kind === FRAME.turns) {
        this.reader.feed(content);
        const effects = this.reader.turn(0);
        if (!this.reader.isAtEnd) throw new MalformedTurn('more than one turn came');
        return effects;
      }
      if (kind !== FRAME.random) throw new MalformedTurn('something came that is no turn');
      this.tell(this.draw());
    }
  }

  private draw(): RandomNumbers {
    const { random } = this;
    if (!random) throw new MalformedTurn('random numbers were asked for before the first turn');
    return Array.from({ length: NUMBERS_SENT }, () => random.real());
  }
}
