import { Violation } from '../../labrpc/sim/violation.ts';

/** An operation of a client that has begun: what had been answered by then. */
export interface BegunOperation {
  readonly client: string;
  readonly answeredBefore: number;
}

/**
 * Keeps count of the increments that clients ask for, and knows what the counter may be meanwhile. Exactly
 * once means, at every moment: no more than were asked for, and no less than were answered. Pure: it is told
 * what happened, and throws a `Violation` as soon as that does not hold.
 */
export class CounterTally {
  /** Increments that clients have asked for, and those of them that have been answered. */
  asked = 0;
  answered = 0;
  /** The server's counter as it was reported last; undefined while it is down. */
  private value: number | undefined;
  /** By answer: who got it. */
  private readonly answers = new Map<number, string>();

  /** A client asks for one more. */
  askIncrement(client: string): BegunOperation {
    this.asked++;
    return this.askRead(client);
  }

  askRead(client: string): BegunOperation {
    return { client, answeredBefore: this.answered };
  }

  /** The server reports its counter. */
  counterIs(value: unknown): void {
    if (!isCount(value)) {
      throw new Violation(
        'counter/value',
        `the server's value must be a whole number, and is ${show(value)}`,
      );
    }
    this.value = value;
    if (value > this.asked) {
      const surplus = value - this.asked;
      const twice = surplus === 1 ? 'one was counted twice' : `${surplus} too many were counted`;
      const asked = this.asked === 1 ? '1 increment was' : `${this.asked} increments were`;
      const message = `the counter is at ${value}, but only ${asked} asked for: ${twice}`;
      throw new Violation('counter/counted-twice', message);
    }
    this.checkNothingLost();
  }

  serverCrashed(): void {
    this.value = undefined;
  }

  /** A client's `increment` has resolved. */
  incremented({ client, answeredBefore }: BegunOperation, answer: unknown): void {
    const who = `${client}'s increment`;
    if (!isCount(answer)) {
      throw wrongAnswer(client, `${who} must resolve to a whole number, and gave ${show(answer)}`);
    }
    const other = this.answers.get(answer);
    if (other !== undefined) {
      const whose = other === client ? 'an earlier one of its own' : `one of ${other}`;
      throw wrongAnswer(client, `${who} gave ${answer}, and so did ${whose}: each makes another value`);
    }
    if (answer <= answeredBefore || answer > this.asked) {
      const range = rangeText(answeredBefore + 1, this.asked);
      throw wrongAnswer(client, `${who} gave ${answer}, and can only have made the counter ${range}`);
    }
    this.answers.set(answer, client);
    this.answered++;
    this.checkNothingLost();
  }

  /** A client's `read` has resolved. */
  wasRead({ client, answeredBefore }: BegunOperation, answer: unknown): void {
    if (isCount(answer) && answer >= answeredBefore && answer <= this.asked) return;
    const range = rangeText(answeredBefore, this.asked);
    const message = `${client}'s read gave ${show(answer)}, and the counter can only have been ${range}`;
    throw new Violation('counter/read', message, { actor: client });
  }

  private checkNothingLost(): void {
    if (this.value === undefined || this.value >= this.answered) return;
    const message = `the counter is at ${this.value}, but ${this.answered} increments have been answered`;
    throw new Violation('counter/lost', message);
  }
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

function show(value: unknown): string {
  return typeof value === 'object' ? (JSON.stringify(value) ?? 'an object') : String(value);
}

function rangeText(least: number, most: number): string {
  return least === most ? String(least) : `${least} to ${most}`;
}

function wrongAnswer(client: string, message: string): Violation {
  return new Violation('counter/answer', message, { actor: client });
}
