import type { Step, Trace, TraceMessage } from '../trace/trace.ts';

/**
 * The run as a log for ShiViz, with vector clocks: an event is a line with the host and its clock, and a line
 * that says what happened. ShiViz takes the expression by which it reads them from the first line of a file,
 * and from the second, empty here, what separates several runs.
 */
export function shivizLog(trace: Trace): string {
  const hosts = trace.actors.map(({ name }) => name.replace(/\s+/g, '-'));
  const clocks = hosts.map(() => new Map<string, number>());
  const sentWith = new Map<number, ReadonlyMap<string, number>>();
  const messages = new Map(trace.messages.map((message) => [message.id, message]));
  const lines: string[] = [];
  for (const step of trace.steps) {
    const { actor } = step;
    const clock = actor === undefined ? undefined : clocks[actor];
    const host = actor === undefined ? undefined : hosts[actor];
    if (!clock || host === undefined || step.cause.kind === 'gap') continue;
    const received = receivedIn(step);
    for (const [name, count] of sentWith.get(received ?? -1) ?? []) {
      clock.set(name, Math.max(clock.get(name) ?? 0, count));
    }
    clock.set(host, (clock.get(host) ?? 0) + 1);
    const now = new Map(clock);
    for (const id of sentIn(step)) sentWith.set(id, now);
    lines.push(`${host} ${JSON.stringify(Object.fromEntries(now))}`, eventText(step, messages));
  }
  return `${PARSER}\n\n${lines.join('\n')}\n`;
}

const PARSER = '(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)';

function receivedIn({ cause }: Step): number | undefined {
  return cause.kind === 'message' || cause.kind === 'reply' ? cause.message : undefined;
}

function sentIn({ effects = [] }: Step): readonly number[] {
  return effects.flatMap((effect) => (effect.kind === 'send' ? [effect.message] : []));
}

/** One line: ShiViz reads an event a line. */
function eventText(step: Step, messages: ReadonlyMap<number, TraceMessage>): string {
  const received = messages.get(receivedIn(step) ?? -1);
  const words = [
    `${step.atMs} ms`,
    received ? `receives ${nameOf(received)}` : step.cause.kind,
    ...sentIn(step).map((id) => `sends ${nameOf(messages.get(id))}`),
    ...(step.marks ?? []).map(({ text }) => text),
  ];
  return words.join('; ').replace(/\s+/g, ' ');
}

function nameOf(message: TraceMessage | undefined): string {
  if (!message) return 'a message';
  return message.kind === 'reply' ? `reply to ${message.method}` : message.method;
}
