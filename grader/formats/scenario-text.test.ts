import { describe, expect, it } from 'vitest';
import { exampleScenario, failingScenario } from './example-grade.ts';
import { EVERYTHING, scenarioText } from './scenario-text.ts';

describe('the text of a scenario', () => {
  it('tells each reason once, with its seeds and the command that replays the first', () => {
    const lines = scenarioText(failingScenario(), EVERYTHING).split('\n');
    expect(lines[0]).toMatch(/^7 of 10 runs passed\. /);
    expect(lines.slice(1)).toEqual([
      '',
      'seeds 3 and 7: raft/election-safety',
      '  servers 0 and 2 lead in term 4',
      '  npm test lab2a seed=3 only=reelection',
      '',
      'seed 4: lab/exception',
      '  x is null',
      '  npm test lab2a seed=4 only=reelection',
    ]);
  });

  it('keeps from students what the policy keeps', () => {
    const failing = failingScenario();
    const noSeeds = scenarioText(failing, { ...EVERYTHING, seeds: false });
    expect(noSeeds).toContain('2 runs: raft/election-safety');
    expect(noSeeds).not.toMatch(/seeds? ?=?\d/);
    const noMessages = scenarioText(failing, { ...EVERYTHING, messages: false, replay: false });
    expect(noMessages).toContain('seeds 3, 4 and 7 failed');
    expect(noMessages).not.toMatch(/raft|null|npm/);
  });

  it('prints nothing that a terminal would obey, and cuts what is long', () => {
    const text = scenarioText(failingScenario(`\u001b[2J\u202e\n${'x'.repeat(9999)}`), EVERYTHING);
    expect(text).not.toMatch(/\p{Bidi_Control}|[^\P{Cc}\n]/u);
    expect(text.length).toBeLessThan(2000);
  });

  it('says what was not run, and offers no command for it', () => {
    const failure = {
      seed: 1,
      kind: 'compile',
      rule: 'grader/files',
      message: 'raft.ts is missing',
    } as const;
    const scenario = exampleScenario({
      passed: 0,
      failures: [{ ...failure, replay: 'npm test lab2a seed=1' }],
    });
    const text = scenarioText(scenario, EVERYTHING);
    expect(text).toContain('raft.ts is missing');
    expect(text).toContain('9 runs not made');
    expect(text).not.toContain('npm test');
  });

  it('counts runs without a verdict', () => {
    const [undecided] = failingScenario().failures;
    const text = scenarioText(exampleScenario({ undecided: undecided ? [undecided] : [] }), EVERYTHING);
    expect(text).toContain('1 run ended without a verdict.');
  });
});
