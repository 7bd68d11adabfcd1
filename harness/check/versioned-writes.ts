import { Violation } from '../../labrpc/sim/violation.ts';
import type { VersionedKvInput, VersionedValue } from './linearizability/models/versioned-kv.ts';
import { describeStoreAnswer, describeStoreInput, type StoreAnswer } from './store-answers.ts';

/** An operation on a versioned store that somebody has asked for. */
export interface AskedOfStore {
  readonly who: string;
  readonly input: VersionedKvInput;
  /** The newest version of its key that anybody had been told of when it was asked. */
  readonly known: number;
  /** Undefined as long as it has none. */
  answer: StoreAnswer | undefined;
}

type PutInput = Extract<VersionedKvInput, { readonly kind: 'put' }>;
type Put = AskedOfStore & { readonly input: PutInput };

interface KeyHistory {
  readonly puts: Put[];
  readonly reads: Map<number, { readonly by: AskedOfStore; readonly value: string }>;
  known: number;
}

/**
 * What is wrong with a versioned store as far as it shows at once, in plain words: each version follows from
 * one put over the version before it. The model finds the same, and what else there may be, by a search.
 */
export class VersionedWrites {
  private readonly byKey = new Map<string, KeyHistory>();

  asks(who: string, input: VersionedKvInput): AskedOfStore {
    const history = this.historyOf(input.key);
    const asked: AskedOfStore = { who, input, known: history.known, answer: undefined };
    if (isPut(asked)) history.puts.push(asked);
    return asked;
  }

  /** Throws if that answer cannot be right. */
  answered(asked: AskedOfStore, answer: StoreAnswer): void {
    asked.answer = answer;
    const history = this.historyOf(asked.input.key);
    if (!isPut(asked)) {
      const told = typeof answer === 'object' && answer !== null ? answer : undefined;
      if (told) this.checkKey(asked, told);
      checkRead(history, asked, told?.version ?? 0, told?.value);
      if (told) history.reads.set(told.version, { by: asked, value: told.value });
      history.known = Math.max(history.known, told?.version ?? 0);
    } else if (answer === 'ok') {
      checkAccepted(history, asked);
      history.known = Math.max(history.known, asked.input.version + 1);
    } else if (answer !== 'maybe') checkRefused(history, asked);
  }

  /** A value that was put for another key only: keys are taken for one another. */
  private checkKey(asked: AskedOfStore, { value, version }: VersionedValue): void {
    const putFor = (key: string) => this.historyOf(key).puts.some(({ input }) => input.value === value);
    if (version < 1 || putFor(asked.input.key)) return;
    const other = [...this.byKey.keys()].find(putFor);
    if (other === undefined) return;
    throw broken('store/version', asked, `but that value was put for the key ${JSON.stringify(other)} only`);
  }

  private historyOf(key: string): KeyHistory {
    const history = this.byKey.get(key) ?? { puts: [], reads: new Map(), known: 0 };
    this.byKey.set(key, history);
    return history;
  }
}

/** A `value` of undefined: nothing is there. */
function checkRead(history: KeyHistory, asked: AskedOfStore, version: number, value?: string): void {
  if (value !== undefined && version < 1) {
    throw broken('store/version', asked, 'but a key that was written has version 1 at least');
  }
  if (version < asked.known) {
    throw broken('store/stale', asked, `though version ${asked.known} was known before it was asked`);
  }
  if (value === undefined) return;
  const makers = history.puts.filter(({ input }) => input.version === version - 1 && input.value === value);
  const notRefused = makers.filter(({ answer }) => !isRefusal(answer));
  if (notRefused.length === 0) {
    const [refused] = makers;
    if (refused) throw broken('store/refused', asked, `though ${told(refused)}`);
    throw broken('store/version', asked, `but nobody has put that value over version ${version - 1}`);
  }
  const other = winnerOver(history, version - 1);
  if (other && other.input.value !== value) throw broken('store/one-winner', asked, `though ${told(other)}`);
  const read = history.reads.get(version);
  if (read && read.value !== value) throw broken('store/one-winner', asked, `though ${told(read.by)}`);
}

function checkAccepted(history: KeyHistory, asked: Put): void {
  const { version, value } = asked.input;
  const other = winnerOver(history, version, asked);
  if (other)
    throw broken('store/one-winner', asked, `though ${told(other)}: only one put can replace a version`);
  const read = history.reads.get(version + 1);
  if (read && read.value !== value) throw broken('store/one-winner', asked, `though ${told(read.by)}`);
  if (asked.known > version) {
    throw broken('store/version', asked, `though version ${asked.known} was known before it was asked`);
  }
  const isMade = version === 0 || history.puts.some(({ input }) => input.version === version - 1);
  if (!isMade) throw broken('store/version', asked, `but the key has never had version ${version}`);
}

function checkRefused(history: KeyHistory, asked: Put): void {
  const { version } = asked.input;
  if (asked.answer === 'no key') {
    if (version === 0) throw broken('store/refused', asked, 'but a put at version 0 creates the key');
    if (asked.known > 0) {
      throw broken('store/stale', asked, `though version ${asked.known} was known before it was asked`);
    }
  } else if (asked.known === version) {
    const mayHaveWon = ({ input, answer }: Put) => input.version === version && !isRefusal(answer);
    if (history.puts.some((put) => put !== asked && mayHaveWon(put))) return;
    const why = `though nobody else has replaced version ${version}: it must have taken effect, or should have`;
    throw broken(
      'store/refused',
      asked,
      version === 0 ? why.replace('replaced version 0', 'created the key') : why,
    );
  }
}

/** The put that was told that it has replaced this version. */
function winnerOver({ puts }: KeyHistory, version: number, but?: Put): Put | undefined {
  return puts.find((put) => put !== but && put.answer === 'ok' && put.input.version === version);
}

function isPut(asked: AskedOfStore): asked is Put {
  return asked.input.kind === 'put';
}

function isRefusal(answer: StoreAnswer | undefined): boolean {
  return answer === 'wrong version' || answer === 'no key';
}

/** `client 0's get("x") gave no-key`. */
function told({ who, input, answer }: AskedOfStore): string {
  const gave = answer === undefined ? '' : ` gave ${describeStoreAnswer(input, answer)}`;
  return `${who}'s ${describeStoreInput(input)}${gave}`;
}

function broken(rule: string, asked: AskedOfStore, why: string): Violation {
  const more = { paper: 'the contract', actor: asked.who };
  return new Violation(rule, `${told(asked)}, ${why}`, more);
}
