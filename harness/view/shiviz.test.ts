import { describe, expect, it } from 'vitest';
import { exampleTrace } from './example-trace.ts';
import { shivizLog } from './shiviz.ts';

interface Event {
  readonly host: string;
  readonly clock: Readonly<Record<string, number>>;
  readonly event: string;
}

/** As ShiViz reads it: the expression of the first line, applied to all that follows the second. */
function parse(log: string): readonly Event[] {
  const [expression = '', delimiter, ...rest] = log.split('\n');
  expect(delimiter).toBe('');
  const found = rest.join('\n').matchAll(new RegExp(expression, 'g'));
  return [...found].map(({ groups }) => ({
    host: groups?.host ?? '',
    clock: JSON.parse(groups?.clock ?? ''),
    event: groups?.event ?? '',
  }));
}

describe('shivizLog', () => {
  const trace = exampleTrace(4);
  const events = parse(shivizLog(trace));

  it('has an event for each turn of an actor', () => {
    expect(events.length).toBe(trace.steps.filter(({ actor }) => actor !== undefined).length);
  });

  it('counts every host by ones', () => {
    for (const host of ['server-0', 'server-1', 'server-2']) {
      const counts = events.filter((event) => event.host === host).map(({ clock }) => clock[host]);
      expect(counts).toEqual(counts.map((_, index) => index + 1));
    }
  });

  it('tells a delivery by the clock of its send', () => {
    const turns = trace.steps.filter(({ actor }) => actor !== undefined);
    const eventOf = (n: number) => events[turns.findIndex((step) => step.n === n)];
    const delivered = trace.messages.filter(({ fate }) => fate.kind === 'delivered');
    expect(delivered.length).toBeGreaterThan(20);
    for (const { sent, fate } of delivered) {
      const before = eventOf(sent)?.clock ?? {};
      const after = eventOf(fate.kind === 'delivered' ? fate.step : -1)?.clock ?? {};
      for (const [host, count] of Object.entries(before)) expect(after[host]).toBeGreaterThanOrEqual(count);
    }
  });
});
