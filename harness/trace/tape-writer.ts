import { decode } from '../../labrpc/encoding.ts';
import { Mirror } from './mirror.ts';
import type { RawEffect, RawLog, RawMessage, RawStep } from './tape-records.ts';
import type { Step, TraceEffect, TraceLog, TraceMessage } from './trace.ts';

const LONGEST_LOG = 2000;
const LOGS_A_STEP = 100;

/** Writes out what is kept of a recording: decodes its values, finds the sources of its log lines. */
export class TapeWriter {
  private readonly values = new Mirror(true);
  private readonly mapStack: (stack: string) => string;

  /** `mapStack` gives the frames of lab code, one a line. */
  constructor(mapStack: (stack: string) => string) {
    this.mapStack = mapStack;
  }

  step(raw: RawStep): Step {
    const { effects, logs, ...rest } = raw;
    return {
      ...rest,
      ...(effects ? { effects: effects.map((effect) => this.effect(effect)) } : {}),
      ...(logs ? { logs: logs.slice(0, LOGS_A_STEP).map((log) => this.log(log)) } : {}),
    };
  }

  message({ id, kind, from, to, method, bytes, sentAtMs, sent, re, copyOf, fate }: RawMessage): TraceMessage {
    const payload = this.values.capture(decode(bytes));
    const message = { id, kind, from, to, method, payload, bytes: bytes.length, sentAtMs, sent, fate };
    if (re !== undefined) return { ...message, re };
    return copyOf === undefined ? message : { ...message, copyOf };
  }

  private effect(effect: RawEffect): TraceEffect {
    if (effect.kind !== 'raw-emit') return effect;
    return { kind: 'emit', name: effect.name, value: this.values.capture(decode(effect.bytes)) };
  }

  private log({ level, text, stack }: RawLog): TraceLog {
    const [frame] = stack ? this.mapStack(stack).split('\n') : [];
    const source = frame && /([^\s(]+:\d+:\d+)\)?$/.exec(frame)?.[1];
    const shown = text.length > LONGEST_LOG ? `${text.slice(0, LONGEST_LOG)}…` : text;
    return { level, text: shown, ...(source ? { source } : {}) };
  }
}
