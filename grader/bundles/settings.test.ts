import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT } from '../../harness/run/vitest-settings.ts';
import { Misuse } from '../misuse.ts';
import { readFeedback, readSettings } from './settings.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'settings-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function read(text: string): ReturnType<typeof readSettings> {
  await writeFile(join(folder, 'settings.json'), text);
  return await readSettings(join(folder, 'settings.json'));
}

describe('settings of a bundle', () => {
  it('are valid as they come', async () => {
    for (const platform of ['gradescope', 'classroom50']) {
      const settings = await readSettings(join(PROJECT, 'grader', 'bundles', platform, 'settings.json'));
      expect(settings).toEqual({ grade: ['--runs', '10'], visibility: 'visible' });
    }
  });

  it('name a policy from where they lie, which says what students see', async () => {
    await writeFile(join(folder, 'our.yaml'), 'feedback: { messages: false }\n');
    const settings = await read('{ "grade": [], "policy": "our.yaml" }');
    expect(settings.policy).toBe(join(folder, 'our.yaml'));
    expect(await readFeedback(settings)).toMatchObject({ messages: false, seeds: true });
    expect(await readFeedback(await read('{ "grade": [] }'))).toMatchObject({ messages: true });
  });

  const mistakes: [string, RegExp][] = [
    ['{', /is no JSON/],
    ['{ "grade": "--runs 10" }', /grade: /],
    ['{ "grade": [], "visible": true }', /visible/],
    ['{ "grade": [], "visibility": "sometimes" }', /visibility: /],
    ['{ "grade": ["--out", "x"] }', /--out is not for this list/],
    ['{ "grade": ["policy=x.yaml"] }', /policy=x.yaml is not for this list/],
  ];
  it.each(mistakes)('%s gets one clear message', async (text, message) => {
    await expect(read(text)).rejects.toThrow(Misuse);
    await expect(read(text)).rejects.toThrow(message);
  });

  it('that are not there get one, too', async () => {
    await expect(readSettings(join(folder, 'none.json'))).rejects.toThrow(
      /cannot read the settings .*no such file/,
    );
  });
});
