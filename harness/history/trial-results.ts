import { readHistoryFile } from '../check/history-files/formats.ts';
import type { Verdict } from '../check/linearizability/verdict.ts';
import type { FileResult } from './judge-file.ts';

const HISTORY = readHistoryFile(
  Buffer.from(
    [
      '{"format":"lockstep-history","version":1,"model":"kv"}',
      '{"client":1,"event":"call","input":{"kind":"put","key":"x","value":"1"}}',
      '{"client":2,"event":"call","input":{"kind":"get","key":"x"}}',
      '{"client":2,"event":"return","output":"2"}',
    ].join('\n'),
  ),
);
const [, get] = HISTORY.operations;
if (!get) throw new Error('the history has no second operation');

const VERDICTS: Readonly<Record<string, Verdict<unknown, unknown>>> = {
  ok: { kind: 'ok', steps: 1234, linearizations: [] },
  illegal: {
    kind: 'illegal',
    steps: 1,
    conflict: {
      object: 'x',
      longest: [0],
      states: ['"1"'],
      stateThere: '"1"',
      impossible: 1,
      alsoTried: [],
      operation: get,
    },
  },
  steps: { kind: 'unknown', steps: 50_000, spent: 'steps' },
  configurations: { kind: 'unknown', steps: 50_000, spent: 'configurations' },
};

/** For tests of what is told of results: one file of each kind, named after it. */
export function trialResult(
  kind: 'ok' | 'illegal' | 'steps' | 'configurations' | 'malformed' | 'unreadable',
): FileResult {
  const verdict = VERDICTS[kind];
  if (verdict) return { kind: 'judged', file: kind, history: HISTORY, verdict, wallMs: 2.5 };
  if (kind === 'malformed') return { kind, file: kind, line: 3, problem: 'expected this, found that' };
  return { kind: 'unreadable', file: kind, line: undefined, problem: 'there is no such file' };
}
