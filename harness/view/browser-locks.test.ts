import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chromiumPath } from './browser.ts';
import { crowdTrace, leaseTrace } from './example-locks.ts';
import { useTimelinePages } from './timeline-pages.ts';

const chromium = chromiumPath();
const title = chromium
  ? 'who holds a lock, in a browser'
  : 'who holds a lock: skipped, for no Chromium was found (set CHROMIUM_PATH to one)';

/** Of the canvas, as the layout has it: below the axis and the faults, above the squeezes. */
const [GUTTER, TOP, BOTTOM] = [92, 54, 18];

describe.skipIf(!chromium)(title, () => {
  const open = useTimelinePages(chromium as string);

  /** What is said of the point of a lane, of so many, at this part of the time that is seen. */
  async function saidAt(page: Page, lane: number, lanes: number, part: number): Promise<string> {
    const box = await page.locator('.diagram canvas').boundingBox();
    if (!box) throw new Error('no diagram');
    const height = (box.height - TOP - BOTTOM) / lanes;
    const x = box.x + GUTTER + (box.width - GUTTER) * part;
    await page.mouse.move(x, box.y + TOP + height * (lane + 0.5));
    return (await page.getByRole('tooltip').allInnerTexts()).join('');
  }

  it('tells of the band who holds it, and who else does', async () => {
    const page = await open([leaseTrace()]);
    await page.keyboard.press('0');
    await expect.poll(() => saidAt(page, 1, 4, 0.35)).toMatch(/client 1: holds lock a \(token 1\)/);
    expect(await saidAt(page, 1, 4, 0.35)).toContain(
      'client 1 and client 2 hold lock a at once, from 114 ms',
    );
    await page.keyboard.press('?');
    const help = page.locator('dialog');
    expect(await help.innerText()).toContain('who holds lock a; hatched above it: the lease');
    expect(await help.innerText()).toContain('two hold one lock at once');
    expect(await help.innerText()).toContain('its clock was set');
    const [marks, colors] = [await help.locator('section').nth(2).boundingBox(), help.locator('.stretch')];
    const places = await colors.evaluateAll((all) => all.map((it) => it.getBoundingClientRect().y));
    expect(places.every((y) => y > (marks?.y ?? Number.POSITIVE_INFINITY))).toBe(true);
    expect(places.length).toBe(2);
  });

  it('shows the lanes of a crowd at once, or a few of them and the rest by scrolling', async () => {
    const page = await open([crowdTrace(200)], '', 'dark');
    const scrolls = () => page.locator('.scroller').evaluate((it) => it.scrollHeight > it.clientHeight + 1);
    expect(await scrolls()).toBe(false);
    await page.getByLabel('Fit all lanes').uncheck();
    await expect.poll(scrolls).toBe(true);
    const small = await open([leaseTrace()]);
    expect(await small.getByLabel('Fit all lanes').count()).toBe(0);
  });
});
