import { inspect } from 'node:util';
import { encode } from '../../labrpc/encoding.ts';
import { Violation } from '../../labrpc/sim/violation.ts';

/** A payload that a process has told all. */
export interface Broadcast {
  readonly from: number;
  /** Of its process, from 1. */
  readonly nth: number;
  readonly payload: unknown;
  /** Encoded; equal for equal payloads. */
  readonly key: string;
  /** By process: how many of its broadcasts causally precede this one. */
  readonly past: readonly number[];
}

const PAPER = 'Birman, Schiper and Stephenson 1991, §5.1';

/**
 * Who has broadcast and delivered what, judged step by step. As long as nothing was wrong, a process has
 * delivered the first so many broadcasts of each other one, so that counts say it all.
 */
export class CausalDeliveries {
  /** By process: its broadcasts in order. */
  private readonly broadcasts: Broadcast[][];
  /** By process: how many broadcasts of each process it has delivered. */
  private readonly delivered: number[][];

  constructor(size: number) {
    const processes = Array.from({ length: size }, (_, process) => process);
    this.broadcasts = processes.map(() => []);
    this.delivered = processes.map(() => processes.map(() => 0));
  }

  /** A process begins to tell all. */
  broadcast(from: number, payload: unknown): Broadcast {
    const own = this.broadcastsOf(from);
    const past = this.deliveredAt(from).with(from, own.length);
    const broadcast = { from, nth: own.length + 1, payload, key: keyOf(payload), past };
    own.push(broadcast);
    return broadcast;
  }

  /** That call has returned. */
  returned(broadcast: Broadcast): void {
    if (this.has(broadcast.from, broadcast)) return;
    const message = `process ${broadcast.from}: its broadcast of ${payloadText(broadcast.payload)} has returned, and it has not delivered that to itself`;
    throw new Violation('broadcast/own', message, { actor: `process ${broadcast.from}` });
  }

  /** Lab code handed a payload to the application. */
  delivers(process: number, from: unknown, payload: unknown): Broadcast {
    const key = keyOf(payload);
    const sent = this.broadcasts[from as number] ?? [];
    const next = this.deliveredAt(process)[from as number] ?? 0;
    const broadcast = sent.find((one) => one.nth > next && one.key === key);
    if (!broadcast) throw this.unexpected(process, from, payload, key);
    const missing = this.missingBefore(broadcast, process);
    if (missing) throw tooEarly(process, broadcast, missing);
    this.deliveredAt(process)[broadcast.from] = broadcast.nth;
    return broadcast;
  }

  /** Whether this process has delivered it. */
  has(process: number, broadcast: Broadcast): boolean {
    return (this.deliveredAt(process)[broadcast.from] ?? 0) >= broadcast.nth;
  }

  /** Whether this process has delivered a broadcast of this payload. */
  hasPayload(process: number, payload: unknown): boolean {
    const key = keyOf(payload);
    return this.broadcasts.some((sent) => sent.some((one) => one.key === key && this.has(process, one)));
  }

  /** By sender, the next broadcast that this process has to deliver. */
  nextAt(process: number): readonly Broadcast[] {
    const delivered = this.deliveredAt(process);
    return this.broadcasts.flatMap((sent, from) => sent[delivered[from] ?? 0] ?? []);
  }

  /** What causally precedes a broadcast and was not delivered by this process, if anything is missing. */
  missingBefore({ past }: Broadcast, process: number): Broadcast | undefined {
    return this.nextAt(process).find(({ from, nth }) => nth <= (past[from] ?? 0));
  }

  private unexpected(process: number, from: unknown, payload: unknown, key: string): Violation {
    const delivery = `process ${process} delivers ${payloadText(payload)} from process ${from}`;
    const details = { actor: `process ${process}` };
    if (this.broadcasts[from as number]?.some((one) => one.key === key)) {
      return new Violation(
        'broadcast/twice',
        `${delivery}, more often than process ${from} has broadcast it`,
        details,
      );
    }
    const other = this.broadcasts.flat().find((one) => one.key === key);
    if (!other) {
      return new Violation('broadcast/invented', `${delivery}, and nobody has broadcast that`, details);
    }
    return new Violation(
      'broadcast/from',
      `${delivery}, but it was process ${other.from} that broadcast it`,
      {
        ...details,
      },
    );
  }

  private broadcastsOf(process: number): Broadcast[] {
    return this.broadcasts[process] ?? [];
  }

  private deliveredAt(process: number): number[] {
    const counts = this.delivered[process];
    if (!counts) throw new RangeError(`there is no process ${process}`);
    return counts;
  }
}

function tooEarly(process: number, broadcast: Broadcast, missing: Broadcast): Violation {
  const known =
    missing.from === broadcast.from
      ? `which process ${missing.from} broadcast before it`
      : `which process ${broadcast.from} had delivered when it broadcast that`;
  const message = `process ${process} delivers ${broadcastText(broadcast)}, and has not delivered ${broadcastText(missing)}, ${known}`;
  return new Violation('broadcast/causal', message, { paper: PAPER, actor: `process ${process}` });
}

/** `'hello' (broadcast 2 of process 1)`. */
export function broadcastText({ from, nth, payload }: Broadcast): string {
  return `${payloadText(payload)} (broadcast ${nth} of process ${from})`;
}

/** In a few words, however large it is. */
export function payloadText(payload: unknown): string {
  const text = inspect(payload, {
    depth: 2,
    breakLength: Number.POSITIVE_INFINITY,
    maxStringLength: 40,
    maxArrayLength: 8,
  });
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

/** A character for each byte. */
function keyOf(payload: unknown): string {
  return Buffer.from(encode(payload)).toString('latin1');
}
