import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { HistoryDocument } from '../view/history-document.ts';
import { TRACE_TAG } from '../view/page.ts';
import { readTraceFile } from '../view/trace-file.ts';
import { picturePage } from './picture-page.ts';
import { trialResult } from './trial-results.ts';

const packed = (html: string) => html.split(TRACE_TAG)[1]?.split('<')[0] ?? '';
const unpack = (html: string) =>
  JSON.parse(gunzipSync(Buffer.from(packed(html), 'base64')).toString()) as HistoryDocument;

describe('picturePage', () => {
  it('shows the first history that is not linearizable, with the lines of its file', async () => {
    const page = await picturePage([trialResult('ok'), trialResult('illegal'), trialResult('steps')]);
    expect(page?.file).toBe('illegal');
    const { name, about, picture } = unpack(page?.html ?? '');
    expect({ name, about }).toEqual({
      name: 'illegal',
      about: 'Not linearizable: 2 operations in the format json.',
    });
    expect(picture.operations).toEqual([
      { client: 'client 1', text: 'put("x", "1")', call: 0, calledOnLine: 2 },
      {
        client: 'client 2',
        text: 'get("x") gives "2"',
        call: 1,
        return: 2,
        calledOnLine: 3,
        returnedOnLine: 4,
      },
    ]);
    expect(picture.why[1]).toBe('No state in this order allows it.');
  });

  it('has nothing to show of others', async () => {
    expect(await picturePage([trialResult('ok'), trialResult('malformed')])).toBeUndefined();
  });

  it('is no timeline', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lockstep-picture-'));
    const file = join(folder, 'picture.html');
    await writeFile(file, (await picturePage([trialResult('illegal')]))?.html ?? '');
    await expect(readTraceFile(file)).rejects.toThrow('no trace of a Lockstep run');
    await rm(folder, { recursive: true });
  });
});
