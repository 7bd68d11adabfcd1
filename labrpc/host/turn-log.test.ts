import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Effect } from '../sim/port.ts';
import type { Frame } from './frame-source.ts';
import { EFFECT_KINDS } from './turn-format.ts';
import { MalformedTurn, TurnReader } from './turn-reader.ts';
import { LoggedStates, TurnStream } from './turn-stream.ts';
import { TurnWriter } from './turn-writer.ts';

const id = fc.nat(2 ** 40);
const text = fc.string({ unit: 'binary', maxLength: 30 }).map((value) => Buffer.from(value).toString());
const bytes = fc.uint8Array({ maxLength: 300 });
const effect: fc.Arbitrary<Effect> = fc.oneof(
  fc.record({
    kind: fc.constant('set-timer' as const),
    id,
    delayMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
  }),
  fc.record({ kind: fc.constant('clear-timer' as const), id }),
  fc.record({ kind: fc.constant('request' as const), id, to: id, service: text, method: text, bytes }),
  fc.record({ kind: fc.constant('reply' as const), id, bytes }),
  fc.record({ kind: fc.constant('message' as const), to: id, bytes }),
  fc.record({
    kind: fc.constant('save' as const),
    state: bytes,
    snapshot: fc.option(bytes, { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('emit' as const), name: text, bytes }),
  fc.record({ kind: fc.constant('return' as const), id, bytes }),
  fc.record({ kind: fc.constant('state' as const), bytes }),
  fc.record({ kind: fc.constant('log' as const), level: fc.constantFrom('log', 'warn'), text }),
  fc.record({
    kind: fc.constant('failed' as const),
    error: fc.record({ kind: fc.constantFrom('exit', 'exception'), name: text, message: text, stack: text }),
  }),
);
const turns = fc.array(fc.record({ address: fc.nat(300), effects: fc.array(effect, { maxLength: 6 }) }));

const HASH = 'a1'.repeat(32);

/** What a writer sends, as a reader gets it. */
function frames(log: readonly { address: number; effects: readonly Effect[] }[]): Frame[] {
  const sent: Frame[] = [];
  const writer = new TurnWriter((frame) => {
    const copy = Buffer.from(frame);
    expect(copy.readUInt32LE()).toBe(copy.length - 5);
    sent.push({ kind: copy[4] as number, content: copy.subarray(5) });
  });
  for (const { address, effects } of log) writer.turn(address, effects);
  writer.end(12.5, HASH);
  return sent;
}

/** Bytes as lists, and objects as such: a view of a buffer and an array of its own count as equal. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]));
}

describe('a log of turns', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(turns, (log) => {
        const sent = frames(log);
        const stream = new TurnStream({ next: () => sent.shift() as Frame });
        for (const { address, effects } of log) expect(plain(stream.turn(address))).toEqual(plain(effects));
        stream.readToEnd();
        expect(stream.cpuMs).toBe(12.5);
        expect(stream.statesHash).toBe(HASH);
        expect(sent).toHaveLength(0);
      }),
    );
  });

  it('may leave out what is in a state: then that has its length', () => {
    const sent: Frame[] = [];
    const writer = new TurnWriter((frame) => {
      sent.push({ kind: frame[4] as number, content: Buffer.from(frame.subarray(5)) });
    });
    writer.writesStates = false;
    const snapshot = Uint8Array.of(7, 8);
    for (const length of [0, 5, 100_000]) {
      writer.turn(1, [{ kind: 'save', state: new Uint8Array(length).fill(9), snapshot }]);
    }
    writer.end(0, HASH);
    expect(sent.every(({ content }) => content.length < 100)).toBe(true);
    const stream = new TurnStream({ next: () => sent.shift() as Frame });
    for (const length of [0, 5, 100_000]) {
      expect(plain(stream.turn(1))).toEqual([
        { kind: 'save', state: new Array<number>(length).fill(0), snapshot: [7, 8] },
      ]);
    }
    expect(new LoggedStates(stream).digest()).toBe(HASH);
  });

  it('refuses a state that no memory could hold', () => {
    const reader = new TurnReader();
    // Server 0, one effect, a save of which only the length comes: 2^28 + 1.
    reader.feed(Buffer.from([0, 1, EFFECT_KINDS.indexOf('save'), 0, 0x81, 0x80, 0x80, 0x80, 0x01]));
    expect(() => reader.turn(0)).toThrow('a state is said to have 268435457 bytes');
  });

  it('says that it ends early, or is of another server', () => {
    const log = [{ address: 1, effects: [] }];
    const early = frames(log);
    const stream = new TurnStream({ next: () => early.shift() as Frame });
    stream.turn(1);
    expect(() => stream.turn(1)).toThrow('the log ends before the run does');
    const other = frames(log);
    expect(() => new TurnStream({ next: () => other.shift() as Frame }).turn(2)).toThrow(MalformedTurn);
  });

  it('that somebody made up is either read or refused, never anything else', () => {
    fc.assert(
      fc.property(turns, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1 }), (log, edits) => {
        const [first] = frames(log);
        if (!first || first.content.length === 0) return;
        for (const [place, byte] of edits) first.content[place % first.content.length] = byte;
        const reader = new TurnReader();
        reader.feed(first.content);
        try {
          while (!reader.isAtEnd) for (const { kind } of reader.turn(0)) expect(kind).toBeTypeOf('string');
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedTurn);
        }
      }),
      { numRuns: 500 },
    );
  });
});
