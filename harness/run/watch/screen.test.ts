import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { Progress } from '../progress.ts';
import type { ScenarioFailure, ScenarioResult } from '../result.ts';
import { scorePart } from '../score.ts';
import type { ScenarioReport } from '../test-plan.ts';
import { WatchScreen } from './screen.ts';

const ERASE = '\r\x1b[2K';

class FakeStream {
  readonly isTTY: boolean;
  text = '';

  constructor(isTTY: boolean) {
    this.isTTY = isTTY;
  }

  write(text: string): void {
    this.text += text;
  }
}

function screenOn(stream: FakeStream, hasKeys: boolean = stream.isTTY): WatchScreen {
  return new WatchScreen(new Progress(stream), { paint: pc.createColors(false), verbose: false }, hasKeys);
}

describe('the screen of watching', () => {
  it('names failures and what changed, not what passes as before', () => {
    const stream = new FakeStream(false);
    const screen = screenOn(stream);
    screen.begin(['lab2a'], 'changed: labs/lab2-raft/raft.ts, 12:00:00');
    screen.scenario(report('double-vote', [1]), 'failed');
    screen.scenario(report('stale-votes', [2]), 'passed');
    screen.scenario(report('reelection', []), 'failed');
    screen.scenario(report('no-majority', []), 'passed');
    screen.scenario(report('late-votes', [1], 'not-implemented'), 'failed');
    expect(stream.text).toBe(`
lab2a  changed: labs/lab2-raft/raft.ts, 12:00:00
✗ lab2a  double-vote  9/10
✗ lab2a  stale-votes  9/10  passed before
✓ lab2a  reelection  10/10  failed before
`);
  });

  it('shows the failure that came first in full, names the others, and ends with the verdict', () => {
    const stream = new FakeStream(false);
    const reports = [report('stale-votes', [2]), report('double-vote', [1])];
    const parts = [scorePart('lab2a', reports.map(({ result }) => result).reverse())];
    screenOn(stream).end({ reports, parts, broken: [], passed: false, passing: new Map(), wallMs: 100 });
    expect(stream.text).toContain('✗ lab2a stale-votes · stale-votes · seed 2');
    expect(stream.text).toContain(
      '1 more failing scenario (only=NAME runs one):\n  lab2a raft/election-safety: double-vote',
    );
    expect(stream.text).toMatch(/\nFAILED {2}lab2a: 0 of 2 points, 20 runs, 100 ms\n$/);
  });

  it('says once what cannot be put together', () => {
    const stream = new FakeStream(false);
    const broken = [{ lab: 'lab2-raft', message: 'labs/lab2-raft/raft.ts:3:1: Unexpected "}"' }];
    screenOn(stream).end({ reports: [], parts: [], broken, passed: false, passing: new Map(), wallMs: 100 });
    expect(stream.text).toBe(`
✗ lab2-raft cannot be put together, so nothing of it ran
  labs/lab2-raft/raft.ts:3:1: Unexpected "}"
`);
  });

  it('keeps what can be typed below everything else, and only what can be', () => {
    const stream = new FakeStream(true);
    const screen = screenOn(stream);
    screen.prompt(false);
    const prompt = 'Save a file to run again. Enter runs all again, q quits.';
    expect(stream.text).toBe(`${ERASE}${prompt}`);
    screen.note('nothing');
    expect(stream.text).toBe(`${ERASE}${prompt}${ERASE}\nnothing\n${ERASE}${prompt}`);
    const piped = new FakeStream(true);
    screenOn(piped, false).prompt(true);
    expect(piped.text).toBe(`${ERASE}Save a file to run again.`);
  });

  it('gives away a hint step by step', () => {
    const stream = new FakeStream(false);
    const steps = ['Look there.', 'The rule.', 'The answer.'] as const;
    const hint = { word: 'lost', symptom: 'something is lost', of: [], steps };
    screenOn(stream).hint('lab2a', hint, 1);
    expect(stream.text).toContain('1  where to look');
    expect(stream.text).not.toContain('2  what must hold there');
    screenOn(stream).hint('lab2a', hint, 2);
    expect(stream.text).toContain('2  what must hold there');
  });
});

function report(
  slug: string,
  failing: readonly number[],
  kind: ScenarioFailure['kind'] = 'assertion',
): ScenarioReport {
  const counts = { events: 0, rpcs: 0, bytes: 0, virtualMs: 0, cpuMs: 0, exercised: {}, fingerprints: {} };
  const rule = kind === 'assertion' ? 'raft/election-safety' : 'lab/not-implemented';
  const failures = failing.map((seed): ScenarioFailure => {
    return { kind, rule, seed, message: 'no', before: [], replay: '', logs: [] };
  });
  const score = { runs: 10, passed: 10 - failures.length, points: 0, max: 1 };
  const result: ScenarioResult = { name: slug, slug, ...score, ...counts, failures };
  return { part: 'lab2a', result, code: { files: [], hash: 'h' }, logs: [] };
}
