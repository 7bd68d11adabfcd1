import { describe, expect, it } from 'vitest';
import { readHistoryFile } from '../check/history-files/formats.ts';
import { checkHistory } from '../check/linearizability/check.ts';
import { explanationLines } from './explanation.ts';

function explain(...lines: readonly string[]): readonly string[] {
  const history = readHistoryFile(Buffer.from(lines.join('\n')));
  const verdict = checkHistory(history.model, history.operations, { steps: 1000, configurations: 1000 });
  if (verdict.kind !== 'illegal') throw new Error(`the verdict is ${verdict.kind}`);
  return explanationLines(history, verdict.conflict);
}

describe('the explanation of a conflict', () => {
  it('names the operations that matter, and their lines', () => {
    const lines = explain(
      'INFO jepsen.util - 0 :invoke :write 1',
      'INFO jepsen.util - 0 :ok     :write 1',
      'INFO jepsen.util - 1 :invoke :write 2',
      'INFO jepsen.util - 2 :invoke :read  nil',
      'INFO jepsen.util - 2 :ok     :read  2',
      'INFO jepsen.util - 0 :invoke :read  nil',
      'INFO jepsen.util - 0 :ok     :read  1',
    );
    const [why] = lines;
    expect(why).toContain("process 0's read() gives 1 has to take effect before it returns, and cannot");
    expect(lines.slice(-4)).toEqual([
      '  point 1     lines 1 to 2  process 0: write(1)',
      '  point 2     from line 3   process 1: write(2)',
      '  point 3     lines 4 to 5  process 2: read() gives 2',
      '  impossible  lines 6 to 7  process 0: read() gives 1',
    ]);
  });

  it('names the object, if there are several', () => {
    const lines = explain(
      '{"format":"lockstep-history","version":1,"model":"kv"}',
      '{"client":1,"input":{"kind":"put","key":"a b","value":"1"},"call":1,"return":2}',
      '{"client":2,"input":{"kind":"get","key":"a b"},"call":3,"return":4,"output":""}',
    );
    expect(lines[0]).toBe('Of "a b":');
    expect(lines.at(-1)).toBe('  impossible  line 3  client 2: get("a b") gives ""');
  });
});
