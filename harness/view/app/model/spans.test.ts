import { describe, expect, it } from 'vitest';
import type { Mark, Step, Trace } from '../../../trace/trace.ts';
import { jobTrace } from '../../example-job.ts';
import { openRun } from './run.ts';

const mark = (span: Mark['span'], of: string, kind = 'lock', actor = 0): Mark => ({
  kind,
  actor,
  of,
  text: `${span} ${of}`,
  ...(span && { span }),
});

/** A run in which the judge noticed these, one step each, 10 ms apart; a text is a fault of server 0. */
function spansOf(noticed: readonly (Mark | 'crash' | 'gap' | 'nothing')[], omitted?: Trace['omitted']) {
  const steps = noticed.map((what, n): Step => {
    const at = { n, atMs: 10 * n };
    if (what === 'crash') return { ...at, cause: { kind: 'fault', what, actors: [0], text: 'server 0' } };
    if (what === 'gap') return { ...at, actor: 0, cause: { kind: 'gap', steps: 5 }, changes: [[[], null]] };
    const cause = { kind: 'timer', id: 1, set: 0, delayMs: 10 } as const;
    if (what === 'nothing') return { ...at, actor: 0, cause };
    return { ...at, actor: what.actor, cause, marks: [what] };
  });
  const { failure: _, ...trace } = jobTrace();
  const run = openRun({ ...trace, steps, messages: [], ...(omitted && { omitted }) });
  return run.spans.map(({ of, fromMs, toMs, end, row }) => `${of} ${fromMs}-${toMs} ${end} ${row}`);
}

describe('what lasts', () => {
  it('goes from its beginning to its end', () => {
    expect(spansOf([mark('begins', 'a'), 'nothing', mark('ends', 'a')])).toEqual(['a 0-20 ended 0']);
  });

  it('is told apart by server, kind and name', () => {
    const begun = [mark('begins', 'a'), mark('begins', 'b')];
    const others = [mark('ends', 'a', 'lock', 1), mark('ends', 'a', 'map'), mark('ends', 'c')];
    expect(spansOf([...begun, ...others])).toEqual(['a 0-40 open 0', 'b 10-40 open 1']);
  });

  it('gets the next free row, and the one that began first ends first', () => {
    const twice = [mark('begins', 'a'), mark('begins', 'a'), mark('ends', 'a'), mark('begins', 'b')];
    expect(spansOf([...twice, 'nothing'])).toEqual(['a 0-20 ended 0', 'a 10-40 open 1', 'b 30-40 open 0']);
  });

  it('gives way to what becomes of it', () => {
    const values = [mark('becomes', '1', 'count'), mark('begins', 'a'), mark('becomes', '2', 'count')];
    expect(spansOf([...values, 'nothing'])).toEqual(['1 0-20 ended 0', 'a 10-30 open 1', '2 20-30 open 0']);
  });

  it('ends with its server', () => {
    expect(spansOf([mark('begins', 'a'), 'crash', mark('begins', 'a'), mark('ends', 'a')])).toEqual([
      'a 0-10 died 0',
      'a 20-30 ended 0',
    ]);
  });

  it('ends nobody knows when if the middle of the run is left out, unless it is said after it', () => {
    const noticed = [mark('begins', 'a'), mark('begins', 'b'), 'gap', mark('ends', 'b')] as const;
    expect(spansOf(noticed, { steps: 5, fromMs: 15, untilMs: 20 })).toEqual([
      'a 0-15 unknown 0',
      'b 10-30 ended 1',
    ]);
  });
});

describe('bands', () => {
  it('show that a program has come to its end, until it starts again', () => {
    const trace = jobTrace();
    const left: Step = { n: 0, atMs: 5, actor: 0, cause: { kind: 'boot', incarnation: 1 } };
    const steps = [
      { ...left, marks: [{ kind: 'left', actor: 0, text: 'run has resolved' }] },
      { ...left, n: 1, atMs: 9, cause: { kind: 'boot', incarnation: 2 } } as const,
    ];
    expect(openRun({ ...trace, steps, messages: [] }).bands[0]).toMatchObject([
      { kind: 'gone', fromMs: 5, toMs: 9 },
    ]);
  });
});
