import type { Step, Trace, TraceFault } from '../../../trace/trace.ts';

/** A stretch of time in which an actor was down, paused, off the network, or had nothing to do any more. */
export interface LaneBand {
  readonly kind: 'down' | 'paused' | 'offline' | 'gone';
  readonly fromMs: number;
  readonly toMs: number;
  /** Numbers of the steps with which it began and ended. */
  readonly fromStep: number;
  readonly toStep: number;
}

export type LaneBands = readonly LaneBand[];

/** A stretch of time in which some could not talk to others. */
export interface NetworkSpan {
  readonly kind: 'partition' | 'cut' | 'held';
  readonly fromMs: number;
  readonly toMs: number;
  readonly text: string;
  /** Of a partition: who can reach whom. */
  readonly groups: readonly (readonly number[])[];
}

interface Begun {
  readonly atMs: number;
  readonly step: number;
}

/** Bands of each actor, in the order in which they ended. */
export function laneBands(trace: Trace, endMs: number): readonly LaneBands[] {
  return trace.actors.map((actor, index) => {
    const bands: LaneBand[] = [];
    const begun = new Map<LaneBand['kind'], Begun>();
    const start = { atMs: 0, step: -1 };
    if (actor.isPaused) begun.set('paused', start);
    if (!actor.isOnline) begun.set('offline', start);
    const end = (kind: LaneBand['kind'], { atMs, step }: Begun) => {
      const from = begun.get(kind);
      begun.delete(kind);
      if (from) bands.push({ kind, fromMs: from.atMs, toMs: atMs, fromStep: from.step, toStep: step });
    };
    for (const step of trace.steps) {
      const at = { atMs: step.atMs, step: step.n };
      const turn = turnOf(step, index);
      if (turn?.ends) end(turn.kind, at);
      else if (turn && !begun.has(turn.kind)) begun.set(turn.kind, at);
      if (turn?.kind === 'down') {
        // A dead server is neither paused nor gone, and comes back as a new process.
        end('gone', at);
        if (!turn.ends) end('paused', at);
      }
      // Last, since a program may come to its end in the very step in which it starts.
      if (hasLeft(step, index)) begun.set('gone', at);
    }
    for (const kind of [...begun.keys()]) end(kind, { atMs: endMs, step: Number.POSITIVE_INFINITY });
    return bands;
  });
}

function hasLeft({ marks }: Step, actor: number): boolean {
  return marks?.some((mark) => mark.kind === 'left' && mark.actor === actor) === true;
}

interface Turn {
  readonly kind: LaneBand['kind'];
  readonly ends: boolean;
}

const TURNS: Readonly<Record<string, Turn>> = {
  crash: { kind: 'down', ends: false },
  pause: { kind: 'paused', ends: false },
  resume: { kind: 'paused', ends: true },
  disconnect: { kind: 'offline', ends: false },
  connect: { kind: 'offline', ends: true },
};

/** What a step begins or ends for an actor. */
function turnOf(step: Step, actor: number): Turn | undefined {
  const { cause } = step;
  if (step.actor === actor && step.crashed) return TURNS.crash;
  if (step.actor === actor && cause.kind === 'boot') return { kind: 'down', ends: true };
  if (cause.kind === 'fault' && cause.actors[0] === actor) return TURNS[cause.what];
  return undefined;
}

/** Partitions, one-way cuts and held links over time. */
export function networkSpans(trace: Trace, endMs: number): readonly NetworkSpan[] {
  const spans: NetworkSpan[] = [];
  const begun = new Map<string, Omit<NetworkSpan, 'toMs'>>();
  const end = (key: string, toMs: number) => {
    const span = begun.get(key);
    begun.delete(key);
    if (span) spans.push({ ...span, toMs });
  };
  const begin = (key: string, span: Omit<NetworkSpan, 'toMs'>) => {
    end(key, span.fromMs);
    begun.set(key, span);
  };
  const fromMs = 0;
  const name = (actor: number) => trace.actors[actor]?.name ?? String(actor);
  if (trace.network.partition.length > 0) {
    const groups = trace.network.partition;
    begin('partition', { kind: 'partition', fromMs, groups, text: groupsText(groups) });
  }
  for (const kind of ['cut', 'held'] as const) {
    for (const [from, to] of trace.network[kind]) {
      begin(`${kind} ${from} ${to}`, { kind, fromMs, groups: [], text: `${name(from)} → ${name(to)}` });
    }
  }
  for (const { cause, atMs } of trace.steps) {
    if (cause.kind === 'fault') spanOf(cause, atMs, begin, end);
  }
  for (const key of [...begun.keys()]) end(key, endMs);
  return spans.sort((a, b) => a.fromMs - b.fromMs);
}

function spanOf(
  { what, actors, groups = [], text }: TraceFault,
  atMs: number,
  begin: (key: string, span: Omit<NetworkSpan, 'toMs'>) => void,
  end: (key: string, toMs: number) => void,
): void {
  const pair = `${actors[0]} ${actors[1]}`;
  if (what === 'partition') begin('partition', { kind: 'partition', fromMs: atMs, groups, text });
  else if (what === 'heal') end('partition', atMs);
  else if (what === 'cut one way') begin(`cut ${pair}`, { kind: 'cut', fromMs: atMs, groups: [], text });
  else if (what === 'mend') end(`cut ${pair}`, atMs);
  else if (what === 'hold') begin(`held ${pair}`, { kind: 'held', fromMs: atMs, groups: [], text });
  else if (what === 'release') end(`held ${pair}`, atMs);
}

function groupsText(groups: readonly (readonly number[])[]): string {
  return groups.map((group) => group.join(' ')).join(' | ');
}
