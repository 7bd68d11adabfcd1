import { describe, expect, it } from 'vitest';
import { chromiumPath } from './browser.ts';
import { shardTrace } from './example-shards.ts';
import { useTimelinePages } from './timeline-pages.ts';

const chromium = chromiumPath();
const title = chromium
  ? 'a sharded service in a browser'
  : 'a sharded service in a browser: skipped, for no Chromium was found (set CHROMIUM_PATH to one)';

describe.skipIf(!chromium)(title, () => {
  const trace = shardTrace();
  const open = useTimelinePages(chromium as string);

  it('tells the history of the shard that is chosen, and leads to its steps', async () => {
    const page = await open([trace], '#seed=7&view=shards');
    const story = page.locator('.shard-story');
    // The failure is about an operation on shard 0.
    expect(await page.locator('.shards select').inputValue()).toBe('0');
    expect(await story.innerText()).toContain('has no answer, 270 ms after it was asked');
    await page.locator('.shards select').selectOption('1');
    expect(await story.innerText()).toContain('from group 1 to group 2; taken up after 40 ms');
    await story.getByRole('button', { name: /waited 110 ms/ }).click();
    expect(page.url()).toContain('step=10');
    expect(await story.locator('.now').innerText()).toContain('waited 110 ms');
    expect(await page.locator('.groups tbody').innerText()).toMatch(/group 2\s+1\s+g2\.0 ★ none seen/);
    await page.locator('.shards select').blur();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.groups tbody').innerText()).toMatch(/g2\.0 ★ 2 awaits 1/);
  });

  it('chooses a shard by a click on its row, on the time axis of the diagram', async () => {
    const page = await open([trace], '#seed=7&view=shards', 'dark');
    await page.keyboard.press('0');
    const chart = page.locator('.shard-chart canvas');
    const [box, diagram] = [await chart.boundingBox(), await page.locator('.diagram canvas').boundingBox()];
    if (!box || !diagram) throw new Error('no picture');
    expect([box.x, box.width]).toEqual([diagram.x, diagram.width]);
    await page.mouse.click(box.x + 300, box.y + 16 + 20 * 1.5);
    expect(await page.locator('.shards select').inputValue()).toBe('1');
    await page.mouse.move(box.x + 20, box.y + 26);
    expect(await page.getByRole('tooltip').innerText()).toBe('shard 0');
    const before = await chart.screenshot();
    await page.mouse.wheel(0, -600);
    await expect.poll(async () => (await chart.screenshot()).equals(before)).toBe(false);
  });

  it('shows one cluster at a time, that of the server which acts or the one chosen', async () => {
    const page = await open([trace], '#seed=7&step=5&view=raft');
    const servers = page.locator('.raft tbody th');
    expect(await servers.allInnerTexts()).toEqual(['controller 0']);
    await page.getByLabel('Cluster').selectOption('group 2, always');
    expect(await servers.allInnerTexts()).toEqual(['g2.0']);
  });

  it('folds a cluster by a click on its name, or in the menu', async () => {
    const page = await open([trace], '#seed=7&step=5');
    const canvas = page.locator('.diagram canvas');
    const picture = () => canvas.screenshot();
    const unfolded = await picture();
    await page.getByText('Clusters', { exact: true }).click();
    await page.getByLabel('controller', { exact: true }).uncheck();
    await page.getByText('Clusters', { exact: true }).click();
    await expect.poll(async () => (await picture()).equals(unfolded)).toBe(false);
    const box = await canvas.boundingBox();
    if (!box) throw new Error('no diagram');
    // The controller's lane is the first one below the axis and the faults.
    await page.mouse.click(box.x + 20, box.y + 64);
    await page.mouse.move(box.x + 400, box.y - 20);
    await expect.poll(async () => (await picture()).equals(unfolded)).toBe(true);
  });
});
