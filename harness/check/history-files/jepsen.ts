import type { RegisterInput, RegisterOutput } from '../linearizability/models/register.ts';
import { type Line, malformed } from './malformed.ts';
import { type OpenCall, type RecordedOperation, RecordedOperations } from './recorded-operations.ts';

/**
 * Logs of Jepsen's runs against etcd: one register, whose lines are in the order of real time.
 *
 *     INFO  jepsen.util - 3  :invoke  :cas  [1 4]
 *     INFO  jepsen.util - 3  :ok      :cas  [1 4]
 *
 * `:ok` has taken effect and `:fail` has not, but for a cas that failed: it found another value. After
 * `:info` nobody knows, and the process never comes again; so it is with calls that are open at the end.
 */
export function readJepsen(
  lines: Iterable<Line>,
): readonly RecordedOperation<RegisterInput, RegisterOutput>[] {
  const operations: Operations = new RecordedOperations('process');
  for (const line of lines) {
    if (!NEMESIS.test(line.text)) readEvent(line, operations);
  }
  return operations.all;
}

type Operations = RecordedOperations<RegisterInput, RegisterOutput>;
type Call = OpenCall<RegisterInput, RegisterOutput>;

const EVENT = /^INFO\s+jepsen\.util\s+-\s+(\d{1,15})\s+:(\S+)\s+:(\S+)\s+(\S.*)$/;
/** What was done to the cluster: no operation. */
const NEMESIS = /^INFO\s+jepsen\.util\s+-\s+:nemesis\s/;
const INTEGER = /^-?\d+$/;
const PAIR = /^\[\s*(-?\d+)[\s,]+(-?\d+)\s*\]$/;

function readEvent(line: Line, operations: Operations): void {
  const [, process = '', type = '', name = '', value = ''] = EVENT.exec(line.text) ?? [];
  if (process === '') throw malformed(line, 'INFO jepsen.util - PROCESS :TYPE :FUNCTION VALUE');
  const client = Number(process);
  if (type === 'invoke') {
    operations.call(client, readInput(name, value, line), line);
    return;
  }
  if (!['ok', 'fail', 'info'].includes(type)) throw malformed(line, ':invoke, :ok, :fail or :info');
  const call = operations.openCall(client, line);
  if (call.input.kind !== name) {
    throw malformed(line, `the end of the :${call.input.kind} of line ${call.calledOnLine}`);
  }
  if (type === 'ok') operations.return(call, readOutput(call, value, line), line);
  else if (type === 'fail') readFailure(call, value, line, operations);
  else operations.leaveOpen(call, line, { isLast: true });
}

function readInput(name: string, value: string, line: Line): RegisterInput {
  if (name === 'read') {
    if (value !== 'nil') throw malformed(line, 'nil as the value of a :read that begins');
    return { kind: 'read' };
  }
  if (name === 'write') return { kind: 'write', value: readInteger(value, line) };
  if (name !== 'cas') throw malformed(line, ':read, :write or :cas');
  const [, from, to] = PAIR.exec(value) ?? [];
  if (from === undefined || to === undefined) throw malformed(line, 'the value of a :cas as [FROM TO]');
  return { kind: 'cas', from: readInteger(from, line), to: readInteger(to, line) };
}

function readOutput(call: Call, value: string, line: Line): RegisterOutput {
  if (call.input.kind === 'read') return value === 'nil' ? null : readInteger(value, line);
  expectSameValue(call, value, line);
  return call.input.kind === 'cas' ? true : null;
}

function readFailure(call: Call, value: string, line: Line, operations: Operations): void {
  if (call.input.kind === 'read') {
    if (!/^(nil|:\S+)$/.test(value)) throw malformed(line, 'nil or a reason such as :timed-out');
  } else {
    expectSameValue(call, value, line);
  }
  if (call.input.kind === 'cas') operations.return(call, false, line);
  else operations.drop(call, line);
}

/** Writes and cas say twice what they are about. */
function expectSameValue({ input, calledOnLine }: Call, value: string, line: Line): void {
  const again = readInput(input.kind, value, line);
  const isSame =
    (input.kind === 'write' && again.kind === 'write' && input.value === again.value) ||
    (input.kind === 'cas' && again.kind === 'cas' && input.from === again.from && input.to === again.to);
  if (!isSame) throw malformed(line, `the value of the call on line ${calledOnLine}`);
}

function readInteger(text: string, line: Line): number {
  const value = Number(text);
  if (!INTEGER.test(text)) throw malformed(line, 'an integer as value');
  if (!Number.isSafeInteger(value)) throw malformed(line, 'an integer between -2^53 and 2^53');
  // Zero has a sign in JavaScript, and none in a log.
  return value + 0;
}
