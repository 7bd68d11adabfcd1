import { describe, expect, it } from 'vitest';
import { chromiumPath } from '../../harness/view/browser.ts';
import { usePages } from './browser-pages.ts';
import { exampleClass } from './example-class.ts';
import { EVERYTHING } from './example-hostile.ts';

const chromium = chromiumPath();
const title = chromium
  ? "a student's page in a browser"
  : "a student's page in a browser: skipped, for no Chromium was found (set CHROMIUM_PATH to one)";

const example = exampleClass({ submissions: 30, scenarios: 60, runs: 20 });
const unlucky = example.file.submissions.find(({ parts }) => {
  const failures = parts[0]?.scenarios.filter(({ passed, runs }) => passed < runs) ?? [];
  return failures.length > 1;
});
const failing = unlucky?.parts[0]?.scenarios.find(({ failures }) => failures.length > 0);
const seed = failing?.failures[0]?.seed ?? 0;
const path = `students/${unlucky?.id}.html`;

describe.skipIf(!chromium)(title, () => {
  const links = [{ part: 'lab2a', slug: failing?.slug ?? '', seed, file: 'a run & more.html' }];
  const timelines = new Map([[unlucky?.id ?? '', links]]);
  const open = usePages(chromium as string, example, { feedback: EVERYTHING, timelines });

  it('says what went wrong, how sure that is, and how to see it again', async () => {
    const page = await open(path);
    expect(await page.locator('.total').innerText()).toMatch(`${unlucky?.points} of ${unlucky?.max} points`);
    const first = page.locator('.scenario').first();
    const text = await first.innerText();
    expect(text).toContain(failing?.name);
    expect(text).toContain(`${failing?.passed || 'none'} of 20 runs passed`);
    expect(text).toMatch(/Of all possible seeds, .* pass, with 95 % confidence/);
    expect(text).toContain(failing?.failures[0]?.message);
    expect(text).toContain(failing?.failures[0]?.replay);
    const link = first.getByRole('link', { name: `the timeline of seed ${seed}` });
    expect(await link.getAttribute('href')).toBe(`${unlucky?.id}/timelines/a%20run%20%26%20more.html`);
  });

  it('fits on a phone', async () => {
    const page = await open(path);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });

  it('copies a command', async () => {
    const page = await open(path);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const button = page.locator('.scenario').first().getByRole('button').first();
    await button.click();
    await expect.poll(() => button.innerText()).toBe('Copied');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(failing?.failures[0]?.replay);
  });

  it('can be read without a script', async () => {
    const page = await open(path, { hasScript: false });
    const folded = page.locator('.scenario:not([open])');
    const count = await folded.count();
    expect(count).toBeGreaterThan(0);
    expect(await folded.first().locator('.failures').isVisible()).toBe(false);
    const name = await folded.first().locator('.name').innerText();
    await folded.first().locator('summary').click();
    expect(await folded.count()).toBe(count - 1);
    const unfolded = page.locator('.scenario', { hasText: name }).first();
    expect(await unfolded.locator('.failures').isVisible()).toBe(true);
    expect(await page.getByRole('button').count()).toBe(0);
  });

  it('unfolds all for the printer', async () => {
    const page = await open(path);
    await page.pdf();
    expect(await page.locator('details:not([open])').count()).toBe(0);
  });

  it('is as dark as the system', async () => {
    const background = 'getComputedStyle(document.body).backgroundColor';
    const [light, dark] = [await open(path), await open(path, { theme: 'dark' })];
    expect(await light.evaluate(background)).not.toBe(await dark.evaluate(background));
  });
});
