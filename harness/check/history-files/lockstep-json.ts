import { JSON_FORMS, type JsonForm, MODEL_NAMES } from './json-forms.ts';

import { parseObject } from './json-value.ts';
import { type Line, MalformedHistory, malformed } from './malformed.ts';
import type { RecordedHistory } from './recorded-history.ts';
import { type RecordedOperation, RecordedOperations } from './recorded-operations.ts';
import { orderByMoments, type TimedOperation } from './timed-operations.ts';

/**
 * Our own format, for programs in any language: JSON Lines, a header and then either operations with moments
 * or events in order. `docs/histories.md` describes it.
 */
export function readLockstepJson(lines: Iterable<Line>): RecordedHistory {
  const all = lines[Symbol.iterator]();
  const first = all.next();
  if (first.done) throw new MalformedHistory(undefined, `the header ${HEADER}`, 'an empty file');
  const form = readHeader(first.value);
  const second = all.next();
  const rest = second.done ? [] : chain(second.value, all);
  const isOfEvents = !second.done && parseObject(second.value).field('event').isThere;
  const operations = isOfEvents ? readEvents(rest, form) : readOperations(rest, form);
  return { model: form.model, operations };
}

const FORMAT = 'lockstep-history';
const VERSION = 1;
const HEADER = `{"format":"${FORMAT}","version":${VERSION},"model":"…"}`;
const OPERATION = ['client', 'input', 'output', 'call', 'return'] as const;
const CALL = ['client', 'event', 'input'] as const;
const RETURN = ['client', 'event', 'output'] as const;
const END = ['client', 'event'] as const;
const EVENTS = ['call', 'return', 'unknown', 'failed'] as const;

function* chain(first: Line, rest: Iterator<Line>): Generator<Line> {
  yield first;
  for (let next = rest.next(); !next.done; next = rest.next()) yield next.value;
}

function readHeader(line: Line): JsonForm<unknown, unknown> {
  if (!line.text.includes(FORMAT)) throw malformed(line, `the header ${HEADER} on a line of its own`);
  const header = parseObject(line).fields(['format', 'version', 'model']);
  header.format.oneOf([FORMAT]);
  if (header.version.integer() !== VERSION) throw malformed(line, `version ${VERSION}`);
  return JSON_FORMS[header.model.oneOf(MODEL_NAMES)];
}

function readOperations<Input, Output>(
  lines: Iterable<Line>,
  form: JsonForm<Input, Output>,
): readonly RecordedOperation<Input, Output>[] {
  const timed: TimedOperation<Input, Output>[] = [];
  for (const line of lines) timed.push(readOperation(line, form));
  return orderByMoments(timed);
}

function readOperation<Input, Output>(
  line: Line,
  form: JsonForm<Input, Output>,
): TimedOperation<Input, Output> {
  const fields = parseObject(line).fields(OPERATION);
  const client = fields.client.integer();
  const input = form.readInput(fields.input, client);
  const call = fields.call.moment();
  const common = { line: line.number, client, input, call };
  if (!fields.return.isThere || fields.return.isNull) {
    if (fields.output.isThere && !fields.output.isNull) {
      throw malformed(line, 'a "return" where there is an "output"');
    }
    return { ...common, output: undefined, return: undefined };
  }
  const returned = fields.return.moment();
  if (returned < call) throw malformed(line, 'a "return" that is not before the "call"');
  return { ...common, output: form.readOutput(input, fields.output), return: returned };
}

function readEvents<Input, Output>(
  lines: Iterable<Line>,
  form: JsonForm<Input, Output>,
): readonly RecordedOperation<Input, Output>[] {
  const operations = new RecordedOperations<Input, Output>('client');
  for (const line of lines) readEvent(line, form, operations);
  return operations.all;
}

function readEvent<Input, Output>(
  line: Line,
  form: JsonForm<Input, Output>,
  operations: RecordedOperations<Input, Output>,
): void {
  const object = parseObject(line);
  const client = object.field('client').integer();
  const event = object.field('event').oneOf(EVENTS);
  if (event === 'call') {
    operations.call(client, form.readInput(object.fields(CALL).input, client), line);
    return;
  }
  const call = operations.openCall(client, line);
  if (event === 'return') {
    operations.return(call, form.readOutput(call.input, object.fields(RETURN).output), line);
    return;
  }
  object.fields(END);
  if (event === 'failed') operations.drop(call, line);
  else operations.leaveOpen(call, line, { isLast: false });
}
