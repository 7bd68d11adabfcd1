import type { Captured, Change } from './captured.ts';
import type { RawMessage, RawStep } from './tape-records.ts';
import { TapeWriter } from './tape-writer.ts';
import type { Fate, Landmark, Omitted, Operation, Trace } from './trace.ts';

/** About how much JSON a trace may be. The failure is at the end, so it is the beginning that goes. */
const MOST_BYTES = 12_000_000;
const STEPS_A_CHUNK = 1000;
const MOST_LANDMARKS = 1000;

/** What a step or message takes in JSON besides its values. */
const STEP_BYTES = 130;
const MESSAGE_BYTES = 240;
const PART_BYTES = 45;

/** Steps in a row, with all that is needed to begin with the first of them. */
interface Chunk {
  readonly keyframe: Pick<Trace, 'actors' | 'network'>;
  readonly steps: RawStep[];
  readonly messages: RawMessage[];
  readonly operations: number[];
  bytes: number;
}

type Content = Pick<Trace, 'actors' | 'network' | 'steps' | 'messages' | 'operations' | 'omitted'>;

/** What was recorded, newest first to be kept. */
export class Tape {
  private readonly chunks: Chunk[] = [];
  private readonly messages = new Map<number, RawMessage>();
  private readonly operations = new Map<number, Operation>();
  private readonly takeKeyframe: () => Chunk['keyframe'];
  private readonly mostBytes: number;
  private bytes = 0;
  private omittedSteps = 0;
  private readonly landmarks: Landmark[] = [];

  /** `takeKeyframe` gives the state of the world before the step that comes next. */
  constructor(takeKeyframe: () => Chunk['keyframe'], mostBytes: number = MOST_BYTES) {
    this.takeKeyframe = takeKeyframe;
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
      keyframe: this.takeKeyframe(),
      steps: [],
      messages: [],
      operations: [],
      bytes: 0,
    });
    while (this.bytes > this.mostBytes && this.chunks.length > 2) this.dropOldest();
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
    const steps = this.chunks.flatMap((chunk) => chunk.steps.map((step) => writer.step(step)));
    const [first] = this.chunks;
    const omitted: Omitted | undefined =
      this.omittedSteps > 0
        ? { steps: this.omittedSteps, untilMs: steps[0]?.atMs ?? 0, landmarks: this.landmarks }
        : undefined;
    return {
      ...(first?.keyframe ?? { actors: [], network: { partition: [], cut: [], held: [] } }),
      steps,
      messages: [...this.messages.values()].map((message) => writer.message(message)),
      operations: [...this.operations.values()],
      ...(omitted ? { omitted } : {}),
    };
  }

  private weigh(bytes: number): void {
    this.bytes += bytes;
    const chunk = this.chunks.at(-1);
    if (chunk) chunk.bytes += bytes;
  }

  private dropOldest(): void {
    const chunk = this.chunks.shift();
    if (!chunk) return;
    this.bytes -= chunk.bytes;
    this.omittedSteps += chunk.steps.length;
    for (const step of chunk.steps) this.landmarks.push(...landmarksOf(step));
    this.landmarks.splice(0, Math.max(0, this.landmarks.length - MOST_LANDMARKS));
    const firstKept = this.chunks[0]?.steps[0]?.n ?? 0;
    const inherited = this.chunks[0]?.messages;
    for (const message of chunk.messages) {
      // What is still under way is met again in the part that stays.
      const { fate } = message;
      if (fate.kind === 'under-way' || (fate.kind === 'delivered' && fate.step >= firstKept)) {
        inherited?.push(message);
      } else this.messages.delete(message.id);
    }
    for (const id of chunk.operations) this.dropOperation(id);
  }

  private dropOperation(id: number): void {
    if (this.operations.get(id)?.toMs === undefined) this.chunks[0]?.operations.push(id);
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

function landmarksOf({ atMs, cause, marks }: RawStep): Landmark[] {
  const leaders = (marks ?? []).filter(({ kind }) => kind === 'leader').map(({ text }) => ({ atMs, text }));
  return cause.kind === 'fault' ? [{ atMs, text: `${cause.what} ${cause.text}` }, ...leaders] : leaders;
}
