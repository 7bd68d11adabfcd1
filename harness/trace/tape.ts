import type { Captured, Change } from './captured.ts';
import type { RawMessage, RawStep } from './tape-records.ts';
import { TapeWriter } from './tape-writer.ts';
import type { Fate, Omitted, Operation, Step, Trace } from './trace.ts';

/** About how much JSON a trace may be. The cause is often at the beginning, the failure at the end. */
const MOST_BYTES = 12_000_000;
/** What the beginning may take of it. */
const SHARE_OF_BEGINNING = 1 / 4;
const STEPS_A_CHUNK = 1000;
/** Steps of the middle that stand out. */
const MOST_LANDMARKS = 2000;

/** What a step or message takes in JSON besides its values. */
const STEP_BYTES = 130;
const MESSAGE_BYTES = 240;
const PART_BYTES = 45;

/** Steps in a row. */
interface Chunk {
  /** The state of each actor before the first of them. */
  readonly states: readonly Captured[];
  readonly steps: RawStep[];
  readonly messages: RawMessage[];
  readonly operations: number[];
  readonly isBeginning: boolean;
  bytes: number;
}

type Content = Pick<Trace, 'steps' | 'messages' | 'operations' | 'omitted'>;

/** What was recorded: all of it, or its beginning and its end. */
export class Tape {
  private readonly chunks: Chunk[] = [];
  private readonly messages = new Map<number, RawMessage>();
  private readonly operations = new Map<number, Operation>();
  private readonly takeStates: () => readonly Captured[];
  private readonly mostBytes: number;
  private bytes = 0;
  private omittedSteps = 0;
  private omittedFromMs = 0;
  /** Steps of the middle that stand out. */
  private readonly landmarks: RawStep[] = [];

  /** `takeStates` gives the state of each actor before the step that comes next. */
  constructor(takeStates: () => readonly Captured[], mostBytes: number = MOST_BYTES) {
    this.takeStates = takeStates;
    this.mostBytes = mostBytes;
  }

  get lastStep(): RawStep | undefined {
    return this.chunks.at(-1)?.steps.at(-1);
  }

  /** The chunk of the step that comes next. To be called before anything of it is recorded. */
  prepare(): void {
    const last = this.chunks.at(-1);
    if (last && last.steps.length < STEPS_A_CHUNK) return;
    this.chunks.push({
      states: this.takeStates(),
      steps: [],
      messages: [],
      operations: [],
      isBeginning: this.omittedSteps === 0 && this.bytes < this.mostBytes * SHARE_OF_BEGINNING,
      bytes: 0,
    });
    while (this.bytes > this.mostBytes && this.end.length > 2) this.dropOldest();
  }

  private get beginning(): readonly Chunk[] {
    return this.chunks.filter(({ isBeginning }) => isBeginning);
  }

  private get end(): readonly Chunk[] {
    return this.chunks.filter(({ isBeginning }) => !isBeginning);
  }

  addStep(step: RawStep): void {
    const { effects, changes, logs, marks } = step;
    const parts = (effects?.length ?? 0) + (logs?.length ?? 0) + (marks?.length ?? 0);
    let bytes = STEP_BYTES + parts * PART_BYTES;
    if (changes) for (const change of changes) bytes += sizeOf(change);
    this.chunks.at(-1)?.steps.push(step);
    this.weigh(bytes);
  }

  addMessage(message: RawMessage): void {
    this.messages.set(message.id, message);
    this.chunks.at(-1)?.messages.push(message);
    this.weigh(MESSAGE_BYTES + 2 * Math.min(message.bytes.length, 2000));
  }

  settleMessage(id: number, fate: Fate): void {
    const message = this.messages.get(id);
    if (message) message.fate = fate;
  }

  addOperation(operation: Operation): void {
    this.operations.set(operation.id, operation);
    this.chunks.at(-1)?.operations.push(operation.id);
    this.weigh(MESSAGE_BYTES);
  }

  endOperation(id: number, end: Partial<Operation>): void {
    const operation = this.operations.get(id);
    if (operation) this.operations.set(id, { ...operation, ...end });
  }

  read(mapStack: (stack: string) => string): Content {
    const writer = new TapeWriter(mapStack);
    const stepsOf = (chunks: readonly Chunk[]): Step[] =>
      chunks.flatMap((chunk) => chunk.steps.map((step) => writer.step(step)));
    return {
      steps: [
        ...stepsOf(this.beginning),
        ...this.landmarks.map((step) => writer.step(step)),
        ...this.gapSteps(),
        ...stepsOf(this.end),
      ],
      messages: [...this.messages.values()].map((message) => writer.message(message)),
      operations: [...this.operations.values()],
      ...(this.omittedSteps > 0 ? { omitted: this.omitted() } : {}),
    };
  }

  private omitted(): Omitted {
    return { steps: this.omittedSteps, fromMs: this.omittedFromMs, untilMs: this.endBeginsMs };
  }

  private get endBeginsMs(): number {
    return this.end[0]?.steps[0]?.atMs ?? 0;
  }

  /** The states after the gap. They take the numbers of steps that were left out. */
  private gapSteps(): Step[] {
    const [first] = this.end;
    const next = first?.steps[0];
    if (this.omittedSteps === 0 || !first || !next) return [];
    const { states } = first;
    return states.map((state, actor) => ({
      n: next.n - states.length + actor,
      atMs: next.atMs,
      actor,
      cause: { kind: 'gap', steps: this.omittedSteps },
      changes: [[[], state]],
    }));
  }

  private weigh(bytes: number): void {
    this.bytes += bytes;
    const chunk = this.chunks.at(-1);
    if (chunk) chunk.bytes += bytes;
  }

  /** Of the oldest chunk of the end, only the steps that stand out stay. */
  private dropOldest(): void {
    const index = this.chunks.findIndex(({ isBeginning }) => !isBeginning);
    const [chunk] = this.chunks.splice(index, 1);
    if (!chunk) return;
    const rest = this.chunks[index];
    if (this.omittedSteps === 0) this.omittedFromMs = chunk.steps[0]?.atMs ?? 0;
    this.bytes -= chunk.bytes;
    const outstanding = chunk.steps.filter(standsOut);
    this.omittedSteps += chunk.steps.length - outstanding.length;
    this.landmarks.push(...outstanding.map(withoutState));
    const tooMany = Math.max(0, this.landmarks.length - MOST_LANDMARKS);
    this.omittedSteps += tooMany;
    this.landmarks.splice(0, tooMany);
    const firstKept = rest?.steps[0]?.n ?? 0;
    const told = new Set(outstanding.map(({ cause }) => ('message' in cause ? cause.message : -1)));
    for (const message of chunk.messages) {
      const { id, fate } = message;
      // What is still under way is met again in the part that stays.
      if (fate.kind === 'under-way' || (fate.kind === 'delivered' && fate.step >= firstKept)) {
        rest?.messages.push(message);
      } else if (!told.has(id)) this.messages.delete(id);
    }
    for (const id of chunk.operations) this.dropOperation(id, rest);
  }

  private dropOperation(id: number, rest: Chunk | undefined): void {
    if (this.operations.get(id)?.toMs === undefined) rest?.operations.push(id);
    else this.operations.delete(id);
  }
}

/** About what a change takes in JSON. */
function sizeOf([path, value]: Change): number {
  return 10 + 12 * path.length + (typeof value === 'object' && value !== null ? sizeOfValue(value) : 8);
}

function sizeOfValue(value: Captured): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null) return 6;
  let bytes = 2;
  for (const [key, member] of Object.entries(value))
    bytes += key.length + 4 + sizeOfValue(member as Captured);
  return bytes;
}

const OUTSTANDING_MARKS: ReadonlySet<string> = new Set(['leader', 'follower', 'done', 'left']);

function standsOut({ cause, marks, crashed }: RawStep): boolean {
  if (cause.kind === 'fault' || cause.kind === 'boot' || crashed) return true;
  return marks?.some(({ kind }) => OUTSTANDING_MARKS.has(kind)) ?? false;
}

/** Changes would lead nowhere without those of the steps that are missing. */
function withoutState({ changes: _, effects: __, ...rest }: RawStep): RawStep {
  return rest;
}
