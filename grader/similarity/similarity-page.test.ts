import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, launchChromium } from '../../harness/view/browser.ts';
import { padded, renamed, reordered } from './disguise.ts';
import type { SubmittedCode } from './submission-prints.ts';
import { writeSimilarity } from './write-similarity.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const RAFT = 'lab2-raft';
/** So that both sides have room to scroll, wherever a passage stands. */
const MARGIN = '// nothing\n'.repeat(60);
const HOSTILE = '<img src=x onerror=alert(1)></script>\u001b[31m';

const chromium = chromiumPath();
const title = chromium
  ? 'the page of similar submissions, in a browser'
  : 'the page of similar submissions: skipped, for no Chromium was found (set CHROMIUM_PATH to one)';

let root: string;
let submissions: SubmittedCode[];
let file: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lockstep-similar-page-'));
  const original = await readFile(
    join(PROJECT, 'harness', 'scenarios', RAFT, 'variants', 'other-raft.ts'),
    'utf8',
  );
  const hostile = `${reordered(original)}\nexport const text = '${HOSTILE}';\n// ${HOSTILE}\n`;
  submissions = [
    await submit('alice', { 'raft.ts': original }),
    await submit('bob', { 'own.ts': hostile }),
    await submit(HOSTILE.replaceAll('/', ''), { 'raft.ts': padded(renamed(original)) }),
    await submit('copies-ours', {}),
  ];
  await cp(join(PROJECT, 'solutions', RAFT), join(root, 'copies-ours', RAFT), { recursive: true });
  await writeSimilarity(root, submissions);
  file = join(root, 'similarity.html');
});
afterAll(() => rm(root, { recursive: true }));

async function submit(id: string, files: Readonly<Record<string, string>>): Promise<SubmittedCode> {
  await mkdir(join(root, id, RAFT), { recursive: true });
  for (const [name, text] of Object.entries(files))
    await writeFile(join(root, id, RAFT, name), `${MARGIN}${text}${MARGIN}`);
  return { id, root: join(root, id), labs: [RAFT] };
}

describe('similarity.html', () => {
  it('holds no markup of a submission, and has the same bytes each time', async () => {
    const html = await readFile(file, 'utf8');
    expect(html).not.toContain('<img');
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    await mkdir(join(root, 'again'));
    // A refused one has no code, so it makes no pairs that share nothing.
    const refused = { id: 'aaron', root: '', labs: [] };
    await writeSimilarity(join(root, 'again'), [refused, ...[...submissions].reverse()]);
    expect(await readFile(join(root, 'again', 'similarity.html'), 'utf8')).toBe(html);
    expect(html).not.toContain(root);
  });
});

describe.skipIf(!chromium)(title, () => {
  let browser: Browser;
  const trouble: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium(chromium as string);
  });
  afterAll(async () => {
    await browser.close();
    expect(trouble).toEqual([]);
  });

  async function open(hash: string): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 500 } });
    page.on('console', (message) => trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(String(error)));
    page.on('dialog', (dialog) => trouble.push(dialog.message()));
    await page.goto(pathToFileURL(file).href + hash);
    await page.waitForSelector('html[data-ready="true"]');
    return page;
  }
  const names = (page: Page) => page.locator('td.names').allInnerTexts();
  /** How far from the top of its column the chosen passage begins. */
  const heights = (page: Page) =>
    page.evaluate(`[...document.querySelectorAll('.code')].map((column) =>
      Math.round(column.querySelector('.chosen').getBoundingClientRect().top))`) as Promise<number[]>;

  it('says that similar is not copied, and lists the pairs', async () => {
    const page = await open('');
    expect(await page.locator('.warning').innerText()).toContain('A person decides.');
    expect(await names(page)).toHaveLength(4);
    expect((await names(page)).at(-1)).toBe('copies-ours');
    expect(await page.locator('img').count()).toBe(0);
    await page.getByLabel('Find a submission').fill('BOB');
    await expect.poll(() => names(page)).toHaveLength(2);
    expect((await names(page)).every((text) => text.includes('bob'))).toBe(true);
  });

  it('shows a pair side by side, equal passages in equal colours, and goes back', async () => {
    const page = await open('');
    await page.getByRole('link', { name: 'alice – bob' }).click();
    await page.waitForSelector('.chosen');
    expect(page.url()).toMatch(/#pair=\d$/);
    expect(await page.locator('.code h2').allInnerTexts()).toEqual([
      'alice: lab2 raft.ts',
      'bob: lab2 own.ts',
    ]);
    const [left = 0, right = -1] = await heights(page);
    expect(right).toBe(left);
    const colours = `[...document.querySelectorAll('.chosen')].map((line) => getComputedStyle(line).backgroundColor)`;
    expect(new Set((await page.evaluate(colours)) as string[]).size).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('h1').innerText()).toBe('Similar submissions');
  });

  it('walks from passage to passage by keys, both sides at one height', async () => {
    const page = await open('#pair=1');
    await page.waitForSelector('.chosen');
    const position = () => page.locator('.position').innerText();
    const before = await position();
    await page.keyboard.press('n');
    await expect.poll(position).not.toBe(before);
    await page.keyboard.press('p');
    await expect.poll(position).toBe(before);
    const [left = 0, right = -1] = await heights(page);
    expect(right).toBe(left);
  });

  it('scrolls the other side along, unless told not to', async () => {
    const page = await open('#pair=1');
    await page.waitForSelector('.chosen');
    const topOf = (which: 'first' | 'last') =>
      page
        .locator('.code')
        [which]()
        .evaluate((column) => column.scrollTop);
    await page.locator('.code').first().hover();
    const before = await topOf('last');
    await page.mouse.wheel(0, 60);
    await expect.poll(() => topOf('last')).not.toBe(before);
    await page.getByLabel('Scroll together').uncheck();
    await page.locator('.code').first().hover();
    const [left, right] = [await topOf('first'), await topOf('last')];
    await page.mouse.wheel(0, 60);
    await expect.poll(() => topOf('first')).not.toBe(left);
    expect(await topOf('last')).toBe(right);
  });

  it('shows a copy of our solution beside it', async () => {
    const page = await open('#solution=1');
    await page.waitForSelector('.chosen');
    expect(await page.locator('h1').innerText()).toBe('copies-ours – our solution');
    expect(
      (await page.locator('.code').last().locator('h2').first().innerText()).startsWith('our solution: lab2'),
    ).toBe(true);
  });

  it.each(['', '#pair=1'])('fits on a phone: %s', async (hash) => {
    const page = await open(hash);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});
