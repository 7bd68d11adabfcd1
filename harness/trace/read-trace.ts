import type { Trace } from './trace.ts';

/** A trace that cannot be read: the message says what is wrong and where, for whoever gave the file. */
export class TraceError extends Error {
  override readonly name = 'TraceError';
}

const VERSION = 1;

/**
 * Reads a trace and checks its shape, so that whoever shows it need not. Throws a `TraceError` for what is no
 * trace, is one of another version, or is damaged.
 */
export function readTrace(text: string): Trace {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new TraceError(`it is not JSON, or was cut off: ${(error as Error).message}`);
  }
  const trace = record(value, 'it');
  if (trace.format !== 'lockstep-trace') throw new TraceError('it is JSON, but no trace of a Lockstep run');
  if (trace.version !== VERSION) {
    const version = JSON.stringify(trace.version);
    throw new TraceError(`it is a trace of version ${version}, and this program reads version ${VERSION}`);
  }
  checkRun(trace);
  const actors = list(trace, 'actors', 'it');
  for (const [index, actor] of actors.entries()) checkActor(actor, `actors[${index}]`);
  checkNetwork(record(trace.network, 'network'));
  const steps = list(trace, 'steps', 'it');
  for (const [index, step] of steps.entries()) checkStep(step, `steps[${index}]`, actors.length);
  checkNumbers(steps as { n: number }[], trace.omitted === undefined);
  for (const [index, message] of list(trace, 'messages', 'it').entries()) {
    checkMessage(message, `messages[${index}]`, actors.length);
  }
  for (const [index, operation] of list(trace, 'operations', 'it').entries()) {
    checkFields(operation, `operations[${index}]`, {
      id: 'number',
      actor: 'number',
      method: 'string',
      fromMs: 'number',
    });
  }
  if (trace.history !== undefined) checkHistory(trace.history);
  if (trace.omitted !== undefined) checkOmitted(trace.omitted);
  return value as Trace;
}

type Fields = Readonly<Record<string, unknown>>;
type TypeName = 'number' | 'string' | 'boolean';

function wrong(where: string, expected: string): TraceError {
  return new TraceError(`${where} must be ${expected}`);
}

function record(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(where, 'an object');
  return value as Fields;
}

function list(fields: Fields, name: string, where: string): readonly unknown[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw wrong(where === 'it' ? name : `${where}.${name}`, 'a list');
  return value as readonly unknown[];
}

function checkFields(value: unknown, where: string, types: Readonly<Record<string, TypeName>>): Fields {
  const fields = record(value, where);
  for (const [name, type] of Object.entries(types)) {
    if (typeof fields[name] !== type) throw wrong(`${where}.${name}`, `a ${type}`);
  }
  return fields;
}

function checkRun(trace: Fields): void {
  checkFields(trace.run, 'run', {
    part: 'string',
    slug: 'string',
    scenario: 'string',
    about: 'string',
    seed: 'number',
    implementation: 'string',
    replay: 'string',
    events: 'number',
    virtualMs: 'number',
  });
  if (trace.failure === undefined) return;
  checkFields(trace.failure, 'failure', {
    rule: 'string',
    message: 'string',
    atMs: 'number',
    step: 'number',
  });
}

function checkActor(value: unknown, where: string): void {
  const actor = checkFields(value, where, {
    name: 'string',
    role: 'string',
    isUp: 'boolean',
    isPaused: 'boolean',
    isOnline: 'boolean',
    clockRate: 'number',
  });
  if (actor.state === undefined) throw wrong(`${where}.state`, 'a captured value');
}

function checkNetwork(network: Fields): void {
  for (const name of ['partition', 'cut', 'held']) {
    for (const [index, group] of list(network, name, 'network').entries()) {
      if (!Array.isArray(group)) throw wrong(`network.${name}[${index}]`, 'a list');
    }
  }
}

const STEP_LISTS = ['effects', 'changes', 'logs', 'marks'] as const;

function checkStep(value: unknown, where: string, actors: number): void {
  const step = checkFields(value, where, { n: 'number', atMs: 'number' });
  if (step.actor !== undefined) checkActorNumber(step.actor, `${where}.actor`, actors);
  const cause = checkFields(step.cause, `${where}.cause`, { kind: 'string' });
  if (cause.kind === 'fault') list(cause, 'actors', `${where}.cause`);
  for (const name of STEP_LISTS) {
    if (step[name] === undefined) continue;
    for (const [index, item] of list(step, name, where).entries()) {
      const place = `${where}.${name}[${index}]`;
      if (name === 'logs') checkFields(item, place, { text: 'string' });
      else if (name !== 'changes') checkFields(item, place, { kind: 'string' });
      else if (!Array.isArray(item) || !Array.isArray(item[0])) throw wrong(place, 'a path, and a value');
    }
  }
}

/** Steps are found by their number. Some are missing only where the trace says that it lacks some. */
function checkNumbers(steps: readonly { readonly n: number }[], isComplete: boolean): void {
  const index = steps.findIndex(({ n }, position) => {
    const before = steps[position - 1]?.n;
    return before !== undefined && (isComplete ? n !== before + 1 : n <= before);
  });
  if (index < 0) return;
  const before = steps[index - 1]?.n ?? 0;
  if (isComplete) throw wrong(`steps[${index}].n`, `${before + 1}: steps are numbered without gaps`);
  throw wrong(`steps[${index}].n`, `greater than ${before}: steps are in the order of the run`);
}

function checkMessage(value: unknown, where: string, actors: number): void {
  const message = checkFields(value, where, {
    id: 'number',
    kind: 'string',
    method: 'string',
    bytes: 'number',
    sentAtMs: 'number',
    sent: 'number',
  });
  checkActorNumber(message.from, `${where}.from`, actors);
  checkActorNumber(message.to, `${where}.to`, actors);
  if (message.payload === undefined) throw wrong(`${where}.payload`, 'a captured value');
  const fate = checkFields(message.fate, `${where}.fate`, { kind: 'string' });
  if (fate.kind !== 'under-way') checkFields(fate, `${where}.fate`, { atMs: 'number' });
}

function checkActorNumber(value: unknown, where: string, actors: number): void {
  const isActor = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < actors;
  if (!isActor) throw wrong(where, `the number of one of the ${actors} actors`);
}

function checkOmitted(value: unknown): void {
  checkFields(value, 'omitted', { steps: 'number', fromMs: 'number', untilMs: 'number' });
}

function checkHistory(value: unknown): void {
  const history = checkFields(value, 'history', {
    model: 'string',
    impossible: 'number',
    stateThere: 'string',
  });
  const operations = list(history, 'operations', 'history');
  const isPlace = (place: unknown) => Number.isInteger(place) && operations[place as number] !== undefined;
  for (const [index, operation] of operations.entries()) {
    checkFields(operation, `history.operations[${index}]`, {
      client: 'string',
      text: 'string',
      call: 'number',
    });
  }
  for (const [index, point] of list(history, 'order', 'history').entries()) {
    const where = `history.order[${index}]`;
    const { operation } = checkFields(point, where, { number: 'number', before: 'string', after: 'string' });
    if (!isPlace(operation)) throw wrong(`${where}.operation`, 'the place of an operation');
  }
  for (const [index, place] of list(history, 'alsoTried', 'history').entries()) {
    if (!isPlace(place)) throw wrong(`history.alsoTried[${index}]`, 'the place of an operation');
  }
  if (!isPlace(history.impossible)) throw wrong('history.impossible', 'the place of an operation');
  list(history, 'why', 'history');
  checkFields(history.omitted, 'history.omitted', { operations: 'number', points: 'number' });
}
