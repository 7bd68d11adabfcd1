import { describe, expect, it } from 'vitest';
import { resultsJson } from './results-json.ts';
import { trialResult } from './trial-results.ts';

describe('results for machines', () => {
  it('say all that is known of each file', () => {
    const kinds = ['ok', 'illegal', 'steps', 'malformed', 'unreadable'] as const;
    const judged = { format: 'json', model: 'kv', operations: 2, wallMs: 2.5 };
    expect(JSON.parse(resultsJson(kinds.map(trialResult)))).toEqual({
      version: 1,
      files: [
        { file: 'ok', outcome: 'linearizable', ...judged, steps: 1234 },
        {
          file: 'illegal',
          outcome: 'not linearizable',
          ...judged,
          steps: 1,
          conflict: {
            object: 'x',
            calledOnLine: 3,
            returnedOnLine: 4,
            explanation: expect.arrayContaining([expect.stringContaining('get("x") gives "2"')]),
          },
        },
        { file: 'steps', outcome: 'unknown', ...judged, steps: 50_000, spent: 'steps' },
        { file: 'malformed', outcome: 'malformed', line: 3, problem: 'expected this, found that' },
        { file: 'unreadable', outcome: 'unreadable', problem: 'there is no such file' },
      ],
    });
  });
});
