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
    const { n, atMs, actor, cause, effects, changes, logs, marks } = raw;
    return {
      n,
      atMs,
      ...(actor === undefined ? {} : { actor }),
      cause,
      ...(effects.length > 0 ? { effects: effects.map((effect) => this.effect(effect)) } : {}),
      ...(changes.length > 0 ? { changes } : {}),
      ...(logs.length > 0 ? { logs: logs.slice(0, LOGS_A_STEP).map((log) => this.log(log)) } : {}),
      ...(marks.length > 0 ? { marks } : {}),
      ...(raw.crashed ? { crashed: true } : {}),
      ...(raw.unfinished ? { unfinished: true } : {}),
    };
  }

  message({ bytes, re, copyOf, ...rest }: RawMessage): TraceMessage {
    const { id, kind, from, to, method, sentAtMs, sent, fate } = rest;
    return {
      ...{ id, kind, from, to, method },
      payload: this.values.capture(decode(bytes)),
      bytes: bytes.length,
      ...{ sentAtMs, sent },
      ...(re === undefined ? {} : { re }),
      ...(copyOf === undefined ? {} : { copyOf }),
      fate,
    };
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
