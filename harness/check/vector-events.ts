import { Violation } from '../../labrpc/sim/violation.ts';
import type { VectorTime } from '../scenarios/lab5-clocks/contract.ts';
import { type CausalEvent, chainText, HappensBefore, happenedBefore } from './happens-before.ts';
import { vectorOrder, vectorText } from './vector-order.ts';

/** An event of a run, with the vector that lab code gave it. */
export interface VectorEvent {
  readonly process: number;
  /** Of its process, from 1. */
  readonly nth: number;
  readonly vector: VectorTime;
  /** `sends to process 2`. */
  readonly what: string;
}

interface PlacedEvent extends VectorEvent {
  readonly causal: CausalEvent;
}

/** How many pairs of events were compared, by what they truly are. */
export interface PairCounts {
  ordered: number;
  concurrent: number;
}

/**
 * All events of a run with their vectors. Each new one is compared with all before it: the vectors must be
 * ordered if and only if the events are, and as these are.
 */
export class VectorEvents {
  readonly pairs: PairCounts = { ordered: 0, concurrent: 0 };
  private readonly order: HappensBefore;
  private readonly events: PlacedEvent[] = [];
  /** By process. */
  private readonly latest = new Map<number, PlacedEvent>();

  constructor(size: number) {
    this.order = new HappensBefore(size);
  }

  /** In the order in which they came. */
  get all(): readonly VectorEvent[] {
    return this.events;
  }

  latestOf(process: number): VectorEvent | undefined {
    return this.latest.get(process);
  }

  /** A local event, or the one after which messages leave. */
  happens(process: number, what: string, vector: VectorTime): void {
    this.add({ process, what, vector, causal: this.order.event(process) });
  }

  /** A message leaves, after the process's latest event. */
  sends(process: number, message: number): void {
    this.order.sends(process, message);
  }

  /** A message has come, or a copy of one. */
  receives(process: number, message: number, what: string, vector: VectorTime): void {
    this.add({ process, what, vector, causal: this.order.receives(process, message) });
  }

  private add(event: Omit<PlacedEvent, 'nth'>): void {
    const previous = this.latest.get(event.process);
    const placed = { ...event, nth: (previous?.nth ?? 0) + 1 };
    for (const other of this.events) this.judge(other, placed);
    this.events.push(placed);
    this.latest.set(event.process, placed);
  }

  private judge(earlier: PlacedEvent, later: PlacedEvent): void {
    const isBefore = happenedBefore(earlier.causal, later.causal);
    const told = vectorOrder(earlier.vector, later.vector);
    if (isBefore) this.pairs.ordered++;
    else this.pairs.concurrent++;
    if (isBefore === (told === 'before') && (isBefore || told === 'concurrent')) return;
    const paper = 'Mattern 1988, The Structure of Vector Time';
    const actor = `process ${later.process}`;
    if (isBefore) {
      const message = `${eventText(earlier)}, happened before ${eventText(later)}: ${chainText(earlier.causal, later.causal)}. But these vectors are ${toldText(told)}`;
      throw new Violation('vector/before', message, { paper, actor });
    }
    const message = `${eventText(earlier)}, and ${eventText(later)}, are concurrent: no message, and no chain of messages, leads from one to the other. But these vectors are ${toldText(told)}`;
    throw new Violation('vector/concurrent', message, { paper, actor });
  }
}

/** `process 1's event 3 (receives from process 0), with [1,3]` */
function eventText({ process, nth, what, vector }: VectorEvent): string {
  return `process ${process}'s event ${nth} (${what}), with ${vectorText(vector)}`;
}

function toldText(told: ReturnType<typeof vectorOrder>): string {
  switch (told) {
    case 'before':
      return 'ordered, the first before the second';
    case 'after':
      return 'ordered, the second before the first';
    default:
      return told;
  }
}
