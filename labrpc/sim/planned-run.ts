import { type Fault, faultText } from './faults.ts';
import { type LinkFaults, RELIABLE } from './link-faults.ts';
import { isAnomaly, type MessageFate } from './message-fate.ts';
import type { RunPlan, Selection } from './run-plan.ts';
import type { SimServer } from './server.ts';

/** What could have been different in a run that was made by a plan: plain data. */
export interface RunChoices {
  /** Messages that reached somebody. */
  readonly delivered: number;
  /** Servers of the largest cluster. */
  readonly clusterSize: number;
  /** Those that have been started. */
  readonly servers: readonly string[];
  /** Faults, operations and waits that happened. */
  readonly steps: number;
  /** Whatever happened of what a plan can leave out, in order. */
  readonly faults: readonly Choice[];
  readonly operations: readonly Choice[];
  readonly rounds: readonly Choice[];
  /** Lost, doubled and late messages. */
  readonly anomalies: readonly (Choice & { readonly fate: MessageFate })[];
  /** Waits of the scenario that a plan can shorten, each with its length as it was asked for. */
  readonly waits: readonly (Choice & { readonly ms: number })[];
}

/** The world that a planned run is in. */
export interface PlannedWorld {
  readonly nowMs: number;
  /** No further event begins. */
  stop(): void;
}

export interface Choice {
  /** By which a plan names it. */
  readonly key: string;
  readonly atMs: number;
}

/** Waits of a few ms are for a message under way: there is nothing to be gained. */
const SHORTEST_WAIT_MS = 20;

/** A plan at work in one run: says what happens otherwise, and keeps what there was to choose. */
export class PlannedRun {
  readonly plan: RunPlan;
  delivered = 0;
  private largestSize = 0;
  private readonly servers = new Set<string>();
  private steps = 0;
  private readonly world: PlannedWorld;
  private readonly counts = new Map<string, number>();
  private readonly faults: Choice[] = [];
  private readonly operations: Choice[] = [];
  private readonly rounds: Choice[] = [];
  private readonly anomalies: (Choice & { fate: MessageFate })[] = [];
  private readonly waits: (Choice & { ms: number })[] = [];
  private readonly faultsHappen: (key: string) => boolean;
  private readonly operationsHappen: (key: string) => boolean;
  private readonly roundsHappen: (key: string) => boolean;

  constructor(plan: RunPlan, world: PlannedWorld) {
    this.plan = plan;
    this.world = world;
    this.faultsHappen = memberTest(plan.faults);
    this.operationsHappen = memberTest(plan.operations);
    this.roundsHappen = memberTest(plan.rounds);
  }

  choices(): RunChoices {
    const { delivered, largestSize: clusterSize, steps, faults, operations, rounds, anomalies, waits } = this;
    const servers = [...this.servers];
    return { delivered, clusterSize, servers, steps, faults, operations, rounds, anomalies, waits };
  }

  /** What happens in place of this fault; undefined if nothing does. */
  fault(fault: Fault): Fault | undefined {
    if (!beginsTrouble(fault)) return fault;
    const key = this.keyOf(`${fault.what} ${faultText(fault).who}`);
    if (!this.faultsHappen(key)) return withoutTrouble(fault);
    if (hasEffect(fault)) this.faults.push(this.step(key));
    return fault;
  }

  /** Whether a client asks for this: `agree`, `offer server 2`. */
  operation(what: string): boolean {
    const key = this.keyOf(what);
    if (!this.operationsHappen(key)) return false;
    this.operations.push(this.step(key));
    return true;
  }

  /** Whether this actor is there at all, and does this: `increment` is the operation `increment client 0`. */
  operationOf(actor: SimServer, what: string): boolean {
    return !this.isAbsent(actor) && this.operation(`${what} ${actor.name}`);
  }

  /** Whether the scenario goes through its next round. */
  round(): boolean {
    const key = this.keyOf('round');
    if (!this.roundsHappen(key)) return false;
    this.rounds.push(this.step(key));
    return true;
  }

  /** How long the scenario waits when it wants to wait this long. */
  waitMs(ms: number): number {
    if (ms < SHORTEST_WAIT_MS) return ms;
    const key = this.keyOf(`wait ${Math.round(ms)} ms`);
    const { waits } = this.plan;
    const share = waits ? (waits.shares[key] ?? waits.others) : 1;
    this.waits.push({ ...this.step(key), ms });
    return share === 1 ? ms : Math.max(1, ms * share);
  }

  /**
   * What becomes of a message. `isStaged`: the scenario has left nothing to chance about it, so it is not the
   * network's doing.
   */
  fate(
    what: 'request' | 'reply' | 'message',
    link: readonly [from: SimServer, to: SimServer],
    drawn: MessageFate,
    isStaged: boolean,
  ): MessageFate {
    if (isStaged) return drawn;
    const [from, to] = link;
    const key = this.keyOf(`${what} ${from.name} → ${to.name}`);
    const { fates, delayMs } = this.plan.network ?? {};
    const named = fates ? fates[key] : isAnomaly(drawn) ? drawn : undefined;
    if (named) {
      this.anomalies.push({ ...this.choice(key), fate: named });
      return named;
    }
    if (delayMs !== undefined) return { kind: 'delivered', delaysMs: [delayMs] };
    return isAnomaly(drawn) ? { kind: 'delivered', delaysMs: [PLAIN_DELAY_MS] } : drawn;
  }

  /** The size of a cluster for which the scenario asks. */
  clusterSize(asked: number): number {
    const size = Math.min(asked, this.plan.servers ?? asked);
    this.largestSize = Math.max(this.largestSize, size);
    return size;
  }

  /** Whether this server is never started. */
  isAbsent({ name }: SimServer): boolean {
    return this.plan.absent?.includes(name) ?? false;
  }

  /** Whether a server begins a life. It is up already if its crash has been left out. */
  starts(server: SimServer): boolean {
    if (server.isUp || this.isAbsent(server)) return false;
    this.servers.add(server.name);
    return true;
  }

  /** How long the scenario waits at most for something that it expects, where `limitMs` is due. */
  patienceMs(limitMs: number): number {
    return limitMs * (this.plan.patience ?? 1);
  }

  private keyOf(what: string): string {
    const count = (this.counts.get(what) ?? 0) + 1;
    this.counts.set(what, count);
    return `${what} #${count}`;
  }

  private step(key: string): Choice {
    this.steps++;
    const { end } = this.plan;
    if (end && this.steps > end.afterSteps && this.world.nowMs > end.afterMs) this.world.stop();
    return this.choice(key);
  }

  private choice(key: string): Choice {
    return { key, atMs: Math.round(this.world.nowMs * 10) / 10 };
  }
}

/** In the middle of what a calm network needs. */
const PLAIN_DELAY_MS = 2;

function memberTest(selection: Selection | undefined): (key: string) => boolean {
  if (!selection) return () => true;
  const keys = new Set('only' in selection ? selection.only : selection.without);
  const isWanted = 'only' in selection;
  return (key) => keys.has(key) === isWanted;
}

/** Whether something gets worse: only that can be left out, as cures alone make no sense. */
function beginsTrouble(fault: Fault): boolean {
  switch (fault.what) {
    case 'crash':
    case 'crash in turn':
    case 'pause':
    case 'disconnect':
    case 'clock jump':
    case 'partition':
    case 'cut one way':
    case 'hold':
      return true;
    case 'clock rate':
      return fault.rate !== 1;
    case 'faults':
      return fault.faults !== undefined && Object.keys(calmPart(fault.faults)).length > 0;
    default:
      return false;
  }
}

/** Whether it changes anything just now. */
function hasEffect(fault: Fault): boolean {
  if (fault.what === 'crash') return fault.server.isUp;
  if (fault.what === 'pause') return fault.server.isUp && !fault.server.deferred;
  return true;
}

/** A bad network is made calm, not left as it was: what was bad before must come to its end all the same. */
function withoutTrouble(fault: Fault): Fault | undefined {
  if (fault.what !== 'faults' || !fault.faults) return undefined;
  return {
    ...fault,
    faults: fault.of.length > 0 ? undefined : { ...fault.faults, ...calmPart(fault.faults) },
  };
}

/** Calm values for those fields that are worse than those of a calm network. */
function calmPart(faults: Partial<LinkFaults>): Partial<LinkFaults> {
  const { delayMs, lostAfterMs, unreachableAfterMs } = faults;
  const ratios = [
    'dropRequestRatio',
    'dropReplyRatio',
    'duplicateRatio',
    'holdRequestRatio',
    'holdReplyRatio',
  ] as const;
  return {
    ...(delayMs && delayMs[1] > RELIABLE.delayMs[1] ? { delayMs: RELIABLE.delayMs } : {}),
    ...(lostAfterMs && lostAfterMs[1] > RELIABLE.lostAfterMs[1] ? { lostAfterMs: RELIABLE.lostAfterMs } : {}),
    ...(unreachableAfterMs && unreachableAfterMs[1] > RELIABLE.unreachableAfterMs[1]
      ? { unreachableAfterMs: RELIABLE.unreachableAfterMs }
      : {}),
    ...Object.fromEntries(ratios.filter((name) => (faults[name] ?? 0) > 0).map((name) => [name, 0])),
  };
}
