import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chromiumPath } from './browser.ts';
import { CHAT, chatTrace } from './example-clocks.ts';
import { exampleTrace } from './example-trace.ts';
import { useTimelinePages } from './timeline-pages.ts';

const chromium = chromiumPath();
const title = chromium
  ? 'what happened before a step, in a browser'
  : 'what happened before a step: skipped, for no Chromium was found (set CHROMIUM_PATH to one)';

describe.skipIf(!chromium)(title, () => {
  const open = useTimelinePages(chromium as string);
  const around = (page: Page) => page.locator('.around').innerText();
  const toggle = (page: Page) => page.getByLabel('Happens before');
  const at = (step: number) => `#seed=7&step=${step}`;

  it('is shown at once in a run of logical clocks, and elsewhere when asked for', async () => {
    const page = await open([chatTrace()], at(CHAT.heard));
    expect(await around(page)).toBe('3 steps before it, 3 after, 2 concurrent.');
    expect(await page.locator('.row.before').count()).toBe(3);
    expect(await page.locator('.row.after').count()).toBe(3);
    const raft = await open([exampleTrace(8)]);
    expect(await toggle(raft).isChecked()).toBe(false);
    const canvas = raft.locator('.diagram canvas');
    const plain = await canvas.screenshot();
    await raft.keyboard.press('h');
    expect(await around(raft)).toMatch(/^\d+ steps before it, 0 after, \d+ concurrent\.$/);
    await expect.poll(async () => (await canvas.screenshot()).equals(plain)).toBe(false);
    await raft.keyboard.press('h');
    expect(await raft.locator('.around').count()).toBe(0);
  });

  it('compares two steps: by shift and a click, or by a step that is kept', async () => {
    const page = await open([chatTrace()], at(CHAT.answerEarly), 'dark');
    const remark = page.locator('.step .remark');
    await page.locator(`#step-${CHAT.asked}`).click({ modifiers: ['Shift'] });
    expect(await remark.innerText()).toContain('#3 process 0 happened before this step: 2 messages lead');
    await page.locator('.step .chain').first().getByRole('button', { name: '#5 process 1' }).click();
    expect(await page.locator('.step h2').innerText()).toContain('#5 process 1');
    expect(await remark.innerText()).toContain('one message leads');
    await page.getByRole('button', { name: 'Compare no more' }).click();
    expect(await remark.count()).toBe(0);
    await page.keyboard.press('c');
    expect(await page.locator('.step').innerText()).toContain('This step is kept');
    await page.locator(`#step-${CHAT.elsewhere}`).click();
    expect(await remark.innerText()).toContain('Neither happened before the other');
  });

  it('compares with a step of the diagram', async () => {
    const page = await open([chatTrace()], at(CHAT.question));
    await page.keyboard.press('0');
    const box = await page.locator('.diagram canvas').boundingBox();
    if (!box) throw new Error('no diagram');
    // All of the run is seen with a margin: the first step of process 0 is at the left of the first lane.
    const x = box.x + 92 + (box.width - 92) * 0.03;
    await expect
      .poll(async () => {
        await page.mouse.move(x, box.y + 54 + (box.height - 72) / 6);
        return page.getByRole('tooltip').allInnerTexts();
      })
      .toEqual([expect.stringContaining('happened before the selected step')]);
    await page.keyboard.down('Shift');
    await page.mouse.click(x, box.y + 54 + (box.height - 72) / 6);
    await page.keyboard.up('Shift');
    expect(await page.locator('.step .remark').innerText()).toContain('#0 process 0 happened before');
  });
});
