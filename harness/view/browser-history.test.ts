import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chromiumPath } from './browser.ts';
import { exampleHistoryTrace, examplePicture } from './example-history.ts';
import { HOSTILE } from './example-trace.ts';
import { useTimelinePages } from './timeline-pages.ts';

const chromium = chromiumPath();
const title = chromium
  ? 'a history without an explanation, in a browser'
  : 'a history without an explanation: skipped, for no Chromium was found (set CHROMIUM_PATH to one)';

describe.skipIf(!chromium)(title, () => {
  const open = useTimelinePages(chromium as string);
  const trace = exampleHistoryTrace();
  const details = (page: Page) => page.locator('.history-details').innerText();
  const selected = (page: Page) => page.locator('.bar[aria-selected="true"]').innerText();
  const seen = (text: string) => text.replace(/\s+/g, ' ');

  it('is what the timeline opens with, at the answer that is impossible', async () => {
    const page = await open([trace]);
    expect(await page.getByRole('tab', { selected: true }).innerText()).toContain('History');
    expect(await page.locator('.bar').count()).toBe(9);
    expect(await page.locator('.lane-name').allInnerTexts()).toEqual([0, 1, 2, 3].map((n) => `client ${n}`));
    expect(await page.locator('.bar.impossible').innerText()).toBe('get("x") gives "ab"');
    expect(await page.locator('.bar.tried').innerText()).toBe('put("x", "e")');
    expect(await page.locator('.bar.open').innerText()).toBe('append("x", "d")');
    expect(await page.locator('.history-why').innerText()).toContain(
      '(point 5) had returned before it was called',
    );
    expect(seen(await details(page))).toContain(
      'state there "cd" called at 160 ms #16 returned at 200 ms #19',
    );
    await page.keyboard.press('1');
    expect(await page.locator('.step h2').innerText()).toContain('#19 client 2');
    expect(page.url()).toContain('view=step');
  });

  it('is walked by keys, and says the state before and after', async () => {
    const page = await open([trace]);
    await page.keyboard.press('ArrowLeft');
    expect(seen(await details(page))).toContain(
      '7 client 3 get("x") gives "cd" state before "cd" state after the same',
    );
    await page.keyboard.press('ArrowLeft');
    expect(seen(await details(page))).toContain(
      'state before "c" state after "cd" called at 140 ms #13 returned never',
    );
    await page.keyboard.press('Home');
    expect(await selected(page)).toBe('put("x", "a")');
    await page.keyboard.press('ArrowDown');
    expect(await selected(page)).toBe('append("x", "b")');
    await page.getByRole('button', { name: 'point 3' }).click();
    expect(await selected(page)).toBe('get("x") gives "ab"');
    await page.getByRole('button', { name: 'The impossible one' }).click();
    await page.keyboard.press('ArrowRight');
    expect(await selected(page)).toBe('put("x", "e")');
  });

  it('leads from a bar to its call, and to its answer', async () => {
    const page = await open([trace]);
    const bar = page.locator('.bar').filter({ hasText: 'put("x", "c")' });
    await bar.click();
    expect(page.url()).toContain('step=9');
    await bar.click();
    expect(page.url()).toContain('step=11');
    expect(seen(await details(page))).toContain('state before "ab" state after "c"');
  });

  it('is zoomed, and shown by time', async () => {
    const page = await open([trace]);
    const width = async () => (await page.locator('.bar').first().boundingBox())?.width ?? 0;
    const before = await width();
    await page.keyboard.press('+');
    await expect.poll(width).toBeCloseTo(1.5 * before, 0);
    await page.keyboard.press('0');
    await expect.poll(width).toBeLessThan(1.5 * before);
    const inOrder = await width();
    await page.getByLabel('By virtual time').check();
    await expect.poll(width).not.toBeCloseTo(inOrder, 0);
    await page.keyboard.press('Home');
    expect(await selected(page)).toBe('put("x", "a")');
  });

  it('shows whatever clients wrote as text', async () => {
    const picture = examplePicture();
    const operations = picture.operations.map((each) => ({ ...each, text: HOSTILE }));
    const why = [HOSTILE];
    const page = await open([exampleHistoryTrace({ ...picture, operations, why, stateThere: HOSTILE })]);
    expect(await page.locator('.bar').first().innerText()).toBe(HOSTILE);
    expect(await page.locator('.history-why li').innerText()).toBe(HOSTILE);
    expect(await details(page)).toContain(HOSTILE);
    expect(await page.locator('img').count()).toBe(0);
  });

  it('stands in a page of its own, where there is no run', async () => {
    const { operations, ...rest } = examplePicture();
    const page = await open({
      format: 'lockstep-history-picture',
      version: 1,
      name: HOSTILE,
      about: 'Not linearizable.',
      picture: {
        ...rest,
        operations: operations.map(({ calledMs, returnedMs, ...each }, at) => ({
          ...each,
          calledOnLine: at + 1,
        })),
      },
    });
    expect(await page.locator('h1').innerText()).toBe(HOSTILE);
    expect(seen(await details(page))).toContain('state there "cd" called line 8 returned');
    expect(await page.getByLabel('By virtual time').count()).toBe(0);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    expect(await selected(page)).toBe('get("x") gives "cd"');
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await background();
    await page.getByRole('button', { name: 'Change to dark colours' }).click();
    await expect.poll(background).not.toBe(light);
  });
});
