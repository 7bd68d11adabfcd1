import { describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { zipOf } from './write-zip.ts';

const files = new Map([
  ['run_autograder', Buffer.from('#!/usr/bin/env bash\n')],
  ['settings.json', Buffer.from('{}\n')],
]);

describe('a zip', () => {
  it('is the same bytes for the same files, wherever it is made', () => {
    const zip = zipOf(files);
    const zone = process.env.TZ;
    process.env.TZ = 'Pacific/Auckland';
    const elsewhere = zipOf(files);
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
    expect(elsewhere).toEqual(zip);
  });

  it('keeps scripts executable', async () => {
    const zip = await fromBufferPromise(Buffer.from(zipOf(files)));
    const modes = new Map<string, string>();
    for await (const { fileName, externalFileAttributes } of zip.eachEntry())
      modes.set(fileName, (externalFileAttributes >>> 16).toString(8));
    expect([...modes]).toEqual([
      ['run_autograder', '100755'],
      ['settings.json', '100644'],
    ]);
  });
});
