import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Trace } from '../trace/trace.ts';
import { chromiumPath } from './browser.ts';
import { exampleTrace, HOSTILE } from './example-trace.ts';
import { useTimelinePages } from './timeline-pages.ts';

const chromium = chromiumPath();
const title = chromium
  ? 'the timeline in a browser'
  : 'the timeline in a browser: skipped, for no Chromium was found (set CHROMIUM_PATH to one)';

describe.skipIf(!chromium)(title, () => {
  const trace = exampleTrace(8);
  const open = useTimelinePages(chromium as string);

  const heading = (page: Page) => page.locator('.step h2').innerText();
  const lastStep = (trace.steps.length - 1).toString();
  const stepOf = (test: (step: Trace['steps'][number]) => boolean) => trace.steps.findIndex(test);

  it('opens from disk at the failing step, with the failure on top', async () => {
    const page = await open([trace]);
    expect(await heading(page)).toContain(`#${lastStep} server 1`);
    const card = page.locator('.card');
    expect(await card.innerText()).toContain('raft/state-machine-safety');
    expect(await card.innerText()).toContain('Raft §5.4.3');
    expect(await card.innerText()).toContain('npm test lab2b seed=7 only=example');
    expect(await page.locator('.logs').innerText()).toContain('labs/lab2-raft/raft.ts:12:3');
    expect(await page.locator('.row.selected').innerText()).toContain('server 1');
  });

  it('shows whatever lab code says as text', async () => {
    const page = await open([trace]);
    expect(await page.locator('.card .message').innerText()).toBe(`server 1 applied ${HOSTILE}`);
    expect(await page.locator('.logs').innerText()).toContain(HOSTILE);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Lockstep timeline');
  });

  it('moves by keys, and shows what each step changed', async () => {
    const page = await open([trace]);
    await page.keyboard.press('ArrowLeft');
    const before = await heading(page);
    expect(before).not.toContain(`#${lastStep} `);
    await page.keyboard.press('ArrowRight');
    expect(await heading(page)).toContain(`#${lastStep} server 1`);
    const change = page.locator('.changes tbody tr').first();
    expect(await change.innerText()).toMatch(/raft\.commitIndex\s+0\s+8/);
    expect(await page.locator('.state .leaf.changed').first().innerText()).toMatch(/commitIndex\s*8/);
    await page.keyboard.press('[');
    expect(await heading(page)).toContain('server 1');
    await page.keyboard.press('Home');
    expect(await heading(page)).toContain('#0 scenario');
    await page.keyboard.press('ArrowDown');
    expect(await heading(page)).toContain('server 0');
    await page.keyboard.press('f');
    expect(await heading(page)).toContain(`#${lastStep} `);
  });

  it('jumps from a delivery to its send, to the delivery again, and back', async () => {
    const delivery = stepOf(({ cause }) => cause.kind === 'message');
    const page = await open([trace], `#seed=7&step=${delivery}`);
    expect(await heading(page)).toContain(`#${delivery} server 1`);
    await page.keyboard.press('s');
    expect(await heading(page)).toContain('server 0');
    await page.keyboard.press('d');
    expect(await heading(page)).toContain(`#${delivery} server 1`);
    await page.getByRole('button', { name: 'Its send' }).click();
    expect(await heading(page)).toContain('server 0');
    expect(page.url()).toContain(`step=${delivery - 1}`);
    await page.goBack();
    await expect.poll(() => heading(page)).toContain(`#${delivery} `);
    await page.reload();
    await page.waitForSelector('html[data-ready="true"]');
    expect(await heading(page)).toContain(`#${delivery} `);
  });

  it('leads from a field to the step that last changed it', async () => {
    const page = await open([trace], `#seed=7&step=${lastStep}`);
    await page.getByLabel('Whose state').selectOption({ label: 'server 0, always' });
    await page.getByRole('button', { name: 'Last change of commitIndex' }).click();
    expect(await page.locator('.changes tbody').innerText()).toMatch(/raft\.commitIndex\s+7\s+8/);
  });

  it('selects by a click on the diagram, and zooms and pans it', async () => {
    const page = await open([trace]);
    const canvas = page.locator('.diagram canvas');
    const box = await canvas.boundingBox();
    if (!box) throw new Error('no diagram');
    const before = await canvas.screenshot();
    await page.mouse.move(box.x + 500, box.y + 60);
    await page.mouse.wheel(0, -600);
    await expect.poll(async () => (await canvas.screenshot()).equals(before)).toBe(false);
    await page.keyboard.press('0');
    await page.keyboard.press('Home');
    await page.mouse.click(box.x + 20, box.y + box.height / 2);
    const first = await heading(page);
    for (let x = 100; x < box.width && (await heading(page)) === first; x += 12) {
      await page.mouse.click(box.x + x, box.y + box.height * 0.55);
    }
    expect(await heading(page)).not.toBe(first);
  });

  it('filters by text and by method, and folds heartbeats', async () => {
    const page = await open([trace]);
    const count = async () => Number((await page.locator('.list h2').innerText()).match(/(\d+) of/)?.[1]);
    const folded = await count();
    await page.getByLabel(/Fold heartbeats/).uncheck();
    expect(await count()).toBe(trace.steps.length);
    await page.getByLabel(/Fold heartbeats/).check();
    await page.keyboard.press('/');
    await page.keyboard.type('leads term 1');
    expect(await count()).toBe(1);
    await page.locator('#search').fill('');
    await page.getByRole('button', { name: 'appendEntries' }).click();
    expect(await count()).toBe(folded - 8 * 4);
  });

  it('shows Raft side by side, and operations', async () => {
    const page = await open([trace], '#seed=7&view=raft');
    const leader = page.locator('.raft tbody tr').first();
    expect(await leader.innerText()).toMatch(/server 0[\s\S]*leader/);
    expect(await page.locator('.raft th.committed').count()).toBe(8);
    expect(await leader.locator('td.cell b').count()).toBe(8);
    await page.keyboard.press('3');
    expect(await page.locator('.operations tbody tr').count()).toBe(8);
    await page.getByRole('button', { name: 'start("set 3")' }).click();
    await page.keyboard.press('1');
    expect(await page.locator('.step .cause').innerText()).toContain('start("set 3")');
  });

  it('compares two runs from their first difference on', async () => {
    const at = stepOf(({ cause }) => cause.kind === 'call');
    const steps = trace.steps.map((step) =>
      step.n === at ? { ...step, changes: [[['memory', 'raft', 'currentTerm'], 9]] as const } : step,
    );
    const page = await open([trace, { ...trace, steps }]);
    expect(await page.locator('.diagram canvas').count()).toBe(2);
    const banner = page.locator('.banner');
    expect(await banner.innerText()).toContain('First difference: how its state changes');
    expect(await banner.innerText()).toContain('memory.raft.currentTerm = 9');
    expect(await heading(page)).toContain(`#${at} server 0`);
    expect(await page.locator('.state').innerText()).toMatch(/run A and run B here \(\d/i);
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('.state').innerText()).toMatch(/run A and run B here \(the same\)/i);
  });

  it('is dark or light as the system is, until one chooses', async () => {
    const page = await open([trace], '', 'dark');
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const dark = await background();
    await page.getByRole('button', { name: 'Change to light colours' }).click();
    await expect.poll(background).not.toBe(dark);
    await page.reload();
    await page.waitForSelector('html[data-theme="light"]');
  });

  it('explains itself', async () => {
    const page = await open([trace]);
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').innerText()).toContain('#private');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'ShiViz log' }).click();
    expect((await download).suggestedFilename()).toBe('lab2b-example-7.shiviz.log');
  });

  it('opens a run of 50,000 steps', async () => {
    const page = await open([exampleTrace(5000)]);
    expect(await page.locator('.list h2').innerText()).toMatch(/of 50,\d\d\d/);
    await page.keyboard.press('0');
    await page.keyboard.press('ArrowLeft');
    expect(await heading(page)).toContain('server');
  });
});
