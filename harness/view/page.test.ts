import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleTrace, HOSTILE } from './example-trace.ts';
import { timelinePage } from './page.ts';
import { readTraceFile } from './trace-file.ts';

describe('timelinePage', () => {
  const trace = exampleTrace(5);
  let folder = '';
  let page = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lockstep-page-'));
    page = await timelinePage([trace]);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('holds no text of the trace that a browser could take for a tag', () => {
    expect(page).not.toContain(HOSTILE);
    expect(page).not.toContain('onerror');
    expect(page.match(/<script/g)?.length).toBe(2);
    expect(page.match(/<\/script>/g)?.length).toBe(2);
  });

  it('lets only its own script and style run, and nothing load', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const hash = (tag: string) => {
      const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? '';
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    };
    const [script, style] = [hash('script'), hash('style')];
    expect(policy).toBe(
      `default-src 'none'; script-src ${script}; style-src ${style}; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/(src|href)=["']?https?:/);
  });

  it('is small', () => {
    expect(page.length).toBeLessThan(225_000);
  });

  it('gives its traces back', async () => {
    const path = join(folder, 'two.html');
    await writeFile(path, await timelinePage([trace, exampleTrace(2, 8)]));
    const traces = await readTraceFile(path);
    expect(traces).toEqual([trace, exampleTrace(2, 8)]);
  });

  it.each([
    ['a page that is something else', '<!doctype html><p>', /no timeline of Lockstep/],
    ['a timeline that was cut off', '', /damaged or was cut off/],
    ['a file that is no trace', '{}', /no trace of a Lockstep run/],
  ])('says what is wrong with %s', async (_, text, message) => {
    const path = join(folder, 'wrong.html');
    await writeFile(path, text || page.slice(0, page.indexOf('class="trace">') + 800));
    await expect(readTraceFile(path)).rejects.toThrow(message);
    await expect(readTraceFile(path)).rejects.toThrow(path);
  });

  it('says that a file is not there, or is a folder', async () => {
    await expect(readTraceFile(join(folder, 'none.json'))).rejects.toThrow(/none\.json does not exist/);
    await expect(readTraceFile(folder)).rejects.toThrow(/is a folder/);
  });
});
