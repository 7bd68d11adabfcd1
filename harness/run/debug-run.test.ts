import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { findPart, findScenario } from '../scenarios/find.ts';
import type { DebugOptions } from './debug-options.ts';
import { debugReport, debugRun } from './debug-run.ts';
import type { RunResult } from './result.ts';

const OPTIONS: DebugOptions = {
  ...findPart('lab2a'),
  scenario: findScenario('lab2a', 'initial-election'),
  seed: 3,
  tree: 'solutions',
  withReference: [],
  verbose: false,
};

const PASSED: RunResult = {
  part: 'lab2a',
  slug: 'initial-election',
  seed: 3,
  failure: undefined,
  fingerprint: '0123456789abcdef',
  events: 42,
  rpcs: 6,
  bytes: 100,
  virtualMs: 20_400,
  cpuMs: 7,
  exercised: {},
  logs: [{ atMs: 1230.1, actor: 'server 2', level: 'log', text: 'won with 2 votes' }],
};

function report(result: RunResult, verbose = false) {
  return debugReport({ ...OPTIONS, verbose }, result, { paint: pc.createColors(false), verbose });
}

describe('the report of a run in a debugger', () => {
  it('says that it passed, and its fingerprint', () => {
    const last =
      'PASSED  lab2a · initial election · seed 3: 42 events in 20.4 s of virtual time, fingerprint 0123456789abcdef';
    expect(report(PASSED)).toEqual({ passed: true, text: last });
    expect(report(PASSED, true).text).toBe(`1230.1 ms  server 2  won with 2 votes\n\n${last}`);
  });

  it('shows a failure as npm test does', () => {
    const failure = {
      kind: 'exception',
      rule: 'lab/exception',
      message: 'RangeError: no',
      before: [],
    } as const;
    const { passed, text } = report({ ...PASSED, failure });
    expect(passed).toBe(false);
    expect(text).toContain(
      '✗ lab2a initial-election · initial election · seed 3\n  lab/exception\n  RangeError: no\n',
    );
    expect(text).toContain('1230.1 ms  server 2  won with 2 votes');
    expect(text).toContain('npm test lab2a seed=3 only=initial-election solution');
    expect(text).toMatch(/^FAILED {2}lab2a .* fingerprint 0123456789abcdef$/m);
  });
});

describe('lab code that cannot be bundled', () => {
  it('is a failure at once: nobody is asked to attach a debugger', async () => {
    const lab = { ...OPTIONS.lab, files: { 'gone.ts': ['Gone'] } };
    const result = await debugRun({ ...OPTIONS, lab }, () => {
      throw new Error('asked for a debugger');
    });
    expect(result.failure).toMatchObject({ kind: 'compile', message: expect.stringContaining('gone.ts') });
    expect(report(result).text).toMatch(/^FAILED {2}[^:]*: 0 events in 0 ms of virtual time$/m);
  });
});
