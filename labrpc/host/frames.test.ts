import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FrameReader, writeFrame } from './frames.ts';

it('frames come out as they went in, one after the other, and the end is noticed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-frames-'));
  const path = join(folder, 'frames');
  const values = [
    null,
    { kind: 'reply', bytes: new Uint8Array(300_000).fill(5) },
    [],
    'text',
    { at: 1.5, map: new Map([[1, 2]]) },
  ];
  const output = openSync(path, 'w');
  for (const value of values) writeFrame(output, value);
  closeSync(output);
  const input = openSync(path, 'r');
  const frames = new FrameReader(input);
  for (const value of values) expect(frames.next()).toEqual(value);
  expect(() => frames.next()).toThrow('the other side of the pipe is gone');
  closeSync(input);
  rmSync(folder, { recursive: true });
});
