import type { Operation } from '../linearizability/history.ts';
import { type Line, malformed } from './malformed.ts';

/** An operation, and where its file says so. */
export interface RecordedOperation<Input, Output> extends Operation<Input, Output> {
  readonly calledOnLine: number;
  /** Undefined: nothing says that it returned. */
  readonly returnedOnLine: number | undefined;
}

/** An operation while its file is read. */
export interface OpenCall<Input, Output> {
  readonly client: number;
  readonly input: Input;
  output: Output | undefined;
  calledAt: number;
  returnedAt: number | undefined;
  readonly calledOnLine: number;
  returnedOnLine: number | undefined;
}

interface Caller<Input, Output> {
  open: OpenCall<Input, Output> | undefined;
  /** Where it returned, or gave up, at last. */
  endedOnLine: number | undefined;
  isGone: boolean;
}

/**
 * Makes operations of calls and returns, in the order in which they stand in a file. A client calls one thing
 * at a time. Every method throws `MalformedHistory` if the line cannot follow those before it.
 */
export class RecordedOperations<Input, Output> {
  /** Those that had no effect. */
  private readonly dropped = new Set<OpenCall<Input, Output>>();
  private readonly calls: OpenCall<Input, Output>[] = [];
  private readonly callers = new Map<number, Caller<Input, Output>>();
  /** `process` or `client`, as the format calls them. */
  private readonly word: string;
  private moment = 0;

  constructor(word: string) {
    this.word = word;
  }

  call(client: number, input: Input, line: Line): void {
    const caller = this.callerOf(client, line);
    if (caller.open) {
      const expected = `${this.word} ${client} to end its call of line ${caller.open.calledOnLine} first`;
      throw malformed(line, expected);
    }
    const calledAt = this.nextMoment();
    caller.open = {
      client,
      input,
      output: undefined,
      calledAt,
      returnedAt: undefined,
      calledOnLine: line.number,
      returnedOnLine: undefined,
    };
    this.calls.push(caller.open);
  }

  /** The call that this line tells the end of. */
  openCall(client: number, line: Line): OpenCall<Input, Output> {
    const { open, endedOnLine } = this.callerOf(client, line);
    if (open) return open;
    const last = endedOnLine === undefined ? '' : ` (its last one ended on line ${endedOnLine})`;
    throw malformed(line, `a call of ${this.word} ${client} before its end${last}`);
  }

  return(call: OpenCall<Input, Output>, output: Output | undefined, line: Line): void {
    call.output = output;
    call.returnedAt = this.nextMoment();
    call.returnedOnLine = line.number;
    this.end(call, line);
  }

  /** Nobody knows what became of it. With `isLast` the client may not call again. */
  leaveOpen(call: OpenCall<Input, Output>, line: Line, { isLast }: { readonly isLast: boolean }): void {
    this.end(call, line);
    this.callerOf(call.client, line).isGone = isLast;
  }

  /** It surely had no effect, and told nothing: it is no part of the history. */
  drop(call: OpenCall<Input, Output>, line: Line): void {
    this.dropped.add(call);
    this.end(call, line);
  }

  /** In the order of their calls. */
  get all(): readonly RecordedOperation<Input, Output>[] {
    return this.dropped.size === 0 ? this.calls : this.calls.filter((call) => !this.dropped.has(call));
  }

  private callerOf(client: number, line: Line): Caller<Input, Output> {
    let caller = this.callers.get(client);
    if (!caller) {
      caller = { open: undefined, endedOnLine: undefined, isGone: false };
      this.callers.set(client, caller);
    }
    if (caller.isGone) {
      const since = `which was given up on line ${caller.endedOnLine}`;
      throw malformed(line, `nothing more of ${this.word} ${client}, ${since}`);
    }
    return caller;
  }

  private end(call: OpenCall<Input, Output>, line: Line): void {
    const caller = this.callerOf(call.client, line);
    caller.open = undefined;
    caller.endedOnLine = line.number;
  }

  private nextMoment(): number {
    this.moment += 1;
    return this.moment;
  }
}
