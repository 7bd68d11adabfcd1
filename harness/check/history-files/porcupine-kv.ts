import type { KvInput, KvOutput } from '../linearizability/models/kv.ts';
import { type Line, malformed } from './malformed.ts';
import { type OpenCall, type RecordedOperation, RecordedOperations } from './recorded-operations.ts';

/**
 * Logs of a key/value service as Porcupine's tests have them, in the order of real time.
 *
 *     {:process 4, :type :invoke, :f :get, :key "7", :value nil}
 *     {:process 4, :type :ok, :f :get, :key "7", :value "x 1 12 y"}
 *
 * `:ok` has taken effect and `:fail` has not. After `:info` nobody knows, and the process never comes again;
 * so it is with calls that are open at the end.
 */
export function readPorcupineKv(lines: Iterable<Line>): readonly RecordedOperation<KvInput, KvOutput>[] {
  const operations: Operations = new RecordedOperations('process');
  for (const line of lines) readEvent(line, operations);
  return operations.all;
}

type Operations = RecordedOperations<KvInput, KvOutput>;
type Call = OpenCall<KvInput, KvOutput>;

/** Without a choice at each character: a text may be huge. */
const QUOTED = String.raw`"[^"\\]*(?:\\.[^"\\]*)*"`;
const TEXT = new RegExp(`^${QUOTED}$`);
/** A comma is a blank in EDN. */
const EVENT = new RegExp(
  [
    String.raw`^\{\s*:process\s+(\d{1,15})`,
    String.raw`:type\s+:(\w+)`,
    String.raw`:f\s+:(\w+)`,
    String.raw`:key\s+(${QUOTED})`,
    String.raw`:value\s+(\S.*)\}$`,
  ].join(String.raw`[\s,]+`),
);
const EXAMPLE = '{:process 0, :type :invoke, :f :put, :key "x", :value "1"}';

function readEvent(line: Line, operations: Operations): void {
  const [, process = '', type = '', name = '', key = '', rest = ''] = EVENT.exec(line.text) ?? [];
  if (process === '') throw malformed(line, `a line such as ${EXAMPLE}`);
  const client = Number(process);
  const value = rest.trimEnd();
  if (type === 'invoke') {
    operations.call(client, readInput(name, key, value, line), line);
    return;
  }
  if (!['ok', 'fail', 'info'].includes(type)) {
    throw malformed(line, 'the :type :invoke, :ok, :fail or :info');
  }
  const call = operations.openCall(client, line);
  expectSameCall(call, name, key, line);
  if (type === 'info') operations.leaveOpen(call, line, { isLast: true });
  else if (type === 'fail') operations.drop(call, line);
  else operations.return(call, readOutput(call, value, line), line);
}

function readInput(name: string, key: string, value: string, line: Line): KvInput {
  if (name === 'get') {
    if (value !== 'nil') throw malformed(line, ':value nil where a :get begins', value);
    return { kind: 'get', key: readText(key, line) };
  }
  if (name !== 'put' && name !== 'append') throw malformed(line, 'the :f :get, :put or :append');
  return { kind: name, key: readText(key, line), value: readText(value, line) };
}

function readOutput({ input, calledOnLine }: Call, value: string, line: Line): KvOutput {
  const text = readText(value, line);
  if (input.kind === 'get') return text;
  if (text !== input.value) throw malformed(line, `the :value of the call on line ${calledOnLine}`, text);
  return null;
}

function expectSameCall({ input, calledOnLine }: Call, name: string, key: string, line: Line): void {
  if (input.kind !== name) throw malformed(line, `the end of the :${input.kind} of line ${calledOnLine}`);
  if (readText(key, line) !== input.key)
    throw malformed(line, `the :key of the call on line ${calledOnLine}`);
}

function readText(quoted: string, line: Line): string {
  if (!TEXT.test(quoted)) throw malformed(line, 'a text in quotes', quoted);
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    throw malformed(line, 'a text in quotes with escapes such as \\n, \\" or \\u0041');
  }
}
