import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chromiumPath } from '../../harness/view/browser.ts';
import { usePages } from './browser-pages.ts';
import { exampleClass } from './example-class.ts';
import { EVERYTHING, HOSTILE, HOSTILE_IDS } from './example-hostile.ts';

const chromium = chromiumPath();
const title = chromium
  ? 'the class report in a browser'
  : 'the class report in a browser: skipped, for no Chromium was found (set CHROMIUM_PATH to one)';

const pages = { feedback: EVERYTHING, timelines: new Map() };

describe.skipIf(!chromium)(title, () => {
  const example = exampleClass({ submissions: 50, scenarios: 150, runs: 20 });
  const open = usePages(chromium as string, example, { ...pages, similarity: 'similarity.html' });
  const heat = (page: Page) => page.locator('.heat');
  const labels = (page: Page) => page.locator('.labels a').allInnerTexts();
  const chosen = (page: Page) => page.locator('.chosen').innerText();
  const ids = example.file.submissions.map(({ id }) => id);

  it('says what was graded, and how the class did', async () => {
    const page = await open('report.html');
    const header = await page.locator('header').innerText();
    expect(header).toContain('150 scenarios · 20 runs of every scenario, with secret seeds');
    expect(header).toContain('sandbox bwrap');
    expect(await page.getByRole('link', { name: 'similarity report' }).getAttribute('href')).toBe(
      'similarity.html',
    );
    expect(await page.locator('.figures').innerText()).toMatch(/submissions\s+50/);
    const all = page.getByRole('img', { name: 'all, after penalties' });
    const counts = ((await all.getAttribute('aria-label')) ?? '').matchAll(/(\d+) have/g);
    expect([...counts].reduce((sum, [, count]) => sum + Number(count), 0)).toBe(50);
    expect(await page.locator('.submissions tbody tr').count()).toBe(50);
    expect(await page.locator('#flags').innerText()).toContain('names `constructor` and `eval`');
  });

  it('leads from a row to the page of the student', async () => {
    const page = await open('report.html');
    await page.locator('.labels a', { hasText: 'ada.moreau' }).click();
    expect(await page.locator('h1').innerText()).toBe('ada.moreau');
    expect(page.url()).toContain('/students/ada.moreau.html');
  });

  it('is walked through by keys, and Enter opens the page', async () => {
    const page = await open('report.html');
    await heat(page).focus();
    await page.keyboard.press('ArrowDown');
    expect(await chosen(page)).toContain(`${ids[0]} · lab2a initial-election`);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    const last = example.file.submissions[1]?.parts.at(-1)?.scenarios.at(-1);
    expect(await chosen(page)).toContain(`${ids[1]} · lab4a ${last?.slug}`);
    expect(await chosen(page)).toMatch(/20 runs passed; of all seeds \d/);
    for (let times = 0; times < 5; times++) await page.keyboard.press('PageDown');
    expect(await chosen(page)).toContain(ids.at(-1));
    expect(await page.evaluate('document.querySelector(".heat").scrollTop')).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/students/**');
  });

  it('shows what a cell is when pointed at, and keeps it when clicked on', async () => {
    const page = await open('report.html');
    const { column, row } = firstFailure();
    await page.getByLabel('cells').selectOption('with counts');
    const canvas = heat(page).locator('canvas');
    const place = { x: 190 + 26 * column + 13, y: 186 + 20 * row + 10 };
    await canvas.hover({ position: place });
    const failing = await page.getByRole('tooltip').innerText();
    expect(failing).toMatch(new RegExp(`^${ids[row]} · lab2a`));
    expect(failing).toMatch(/\w+ of 20 runs passed; of all seeds \d+(\.\d)? % to \d+(\.\d)? %/);
    await canvas.click({ position: place });
    await canvas.hover({ position: { x: place.x, y: 180 } });
    expect(await page.getByRole('tooltip').innerText()).toContain('of all runs of the class passed');
    expect(await chosen(page)).toContain(failing.split('\n')[0]);
    expect(await chosen(page)).toMatch(/npm test lab2a seed=\d+ only=/);
  });

  /** In lab2a, in the order of ids; near enough to be seen without scrolling. */
  function firstFailure(): { row: number; column: number } {
    for (const [row, { parts }] of example.file.submissions.slice(0, 12).entries()) {
      const column = parts[0]?.scenarios.findIndex(({ passed, runs }) => passed < runs) ?? -1;
      if (column >= 0) return { row, column };
    }
    throw new Error('nobody fails');
  }

  it('sorts by id, by points, and by what is clicked on', async () => {
    const page = await open('report.html');
    expect((await labels(page)).slice(0, 9)).toEqual(ids.slice(0, 9));
    await page.getByLabel('sorted by').selectOption('points');
    const points = async () => (await page.locator('.labels .number').allInnerTexts()).map(Number);
    const most = await points();
    expect(most).toEqual([...most].sort((a, b) => b - a));
    await page.getByRole('button', { name: 'descending' }).click();
    const least = await points();
    expect(least).toEqual([...least].sort((a, b) => a - b));
    expect(least).not.toEqual(most);
    await heat(page)
      .locator('canvas')
      .click({ position: { x: 200, y: 8 } });
    expect(await page.getByLabel('sorted by').inputValue()).toBe('part 0');
    expect(await page.locator('th[aria-sort="descending"]').innerText()).toContain('lab2a');
  });

  it('filters by id, and by a failure that many have', async () => {
    const page = await open('report.html');
    await page.getByLabel('Filter by id or name').fill('chen');
    const found = await labels(page);
    expect(found).toEqual(ids.filter((id) => id.startsWith('chen')));
    expect(await page.getByRole('status').innerText()).toBe(`${found.length} of 50 shown`);
    const group = page.locator('.groups li').first();
    const button = group.getByRole('button', { name: /submissions/ });
    const count = Number.parseInt(await button.innerText(), 10);
    await button.click();
    expect(await page.getByRole('status').innerText()).toBe(`${count} of 50 shown`);
    await group.getByText('Who', { exact: true }).click();
    expect(await group.locator('.row-links a').count()).toBe(count);
    await page.getByTitle('Show all again').click();
    expect(await page.getByRole('status').innerText()).toBe('50 of 50 shown');
  });

  it('is dark or light as the system is, until one chooses', async () => {
    const page = await open('report.html', { theme: 'dark' });
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const dark = await background();
    const picture = await heat(page).screenshot();
    await page.getByRole('button', { name: 'Change to light colours' }).click();
    await expect.poll(background).not.toBe(dark);
    expect((await heat(page).screenshot()).equals(picture)).toBe(false);
  });

  it('fits on a phone', async () => {
    const page = await open('report.html');
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });

  it('prints all rows', async () => {
    const page = await open('report.html');
    await page.pdf();
    const height = await page.evaluate('document.querySelector("canvas.printed").height');
    expect(height).toBeGreaterThan(4 * 50);
    await page.emulateMedia({ media: 'print' });
    expect(await heat(page).isVisible()).toBe(false);
    expect(await page.locator('canvas.printed').isVisible()).toBe(true);
  });
});

describe.skipIf(!chromium)(`${title}: hostile`, () => {
  const size = { submissions: 12, scenarios: 20, runs: 6, ids: HOSTILE_IDS, message: () => HOSTILE };
  const example = exampleClass(size);
  const open = usePages(chromium as string, example, pages);

  it('shows whatever submissions say as text', async () => {
    const page = await open('report.html');
    expect(await page.locator('.groups .message').first().innerText()).toContain('<img src=x onerror=');
    expect(await page.locator('.labels').innerText()).toContain('<script>alert(1)</script>');
    expect(await page.locator('img, main script').count()).toBe(0);
    expect(await page.title()).toBe('Class report');
  });

  it('finds the page of everyone, whatever the id is', async () => {
    const page = await open('report.html');
    const links = page.locator('.submissions tbody th a');
    const names = await links.allInnerTexts();
    expect(new Set(names).size).toBe(12);
    for (const [index, name] of names.entries()) {
      await links.nth(index).click();
      expect(await page.locator('header').innerText()).toContain(name.slice(0, 40).trim());
      expect(await page.locator('img, main script').count()).toBe(0);
      expect(await page.title()).toMatch(/^Results of /);
      await page.goBack();
    }
  });
});
