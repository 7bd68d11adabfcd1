import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Trace } from '../trace/trace.ts';
import { chromiumPath } from './browser.ts';
import { withMiddleLeftOut } from './example-gap.ts';
import { refusalTrace } from './example-refusals.ts';
import { exampleTrace } from './example-trace.ts';
import { useTimelinePages } from './timeline-pages.ts';

const chromium = chromiumPath();
const title = chromium
  ? 'what the timeline says of failures, in a browser'
  : 'what the timeline says of failures: skipped, for no Chromium was found (set CHROMIUM_PATH to one)';

describe.skipIf(!chromium)(title, () => {
  const open = useTimelinePages(chromium as string);
  const trace = refusalTrace(300);
  const list = (page: Page) => page.locator('.list h2').innerText();
  const rowOf = (page: Page, text: string) => page.locator('.row').filter({ hasText: text });

  it('says that a time was up, and opens where something happened', async () => {
    const page = await open([trace]);
    expect(await page.locator('.step .alarm').innerText()).toContain('The time was up after this step, at');
    expect(await page.locator('.step').innerText()).not.toContain('The rule was broken in this step');
    expect(await page.locator('.row.failing').count()).toBe(0);
    expect(await page.locator('.step h2').innerText()).not.toContain(`#${trace.steps.length - 1} `);
  });

  it('goes to the moments that the failure names', async () => {
    const page = await open([trace]);
    await page.locator('.message').getByRole('button', { name: 'at 2 ms' }).click();
    expect(await page.locator('.step h2').innerText()).toContain('#4 server 2 at 2 ms');
  });

  it('shows refusals the first times, and remarks on the storm', async () => {
    const page = await open([trace]);
    expect(await rowOf(page, 'reply to appendEntries ✗ t2').count()).toBe(3);
    expect(await rowOf(page, 'appendEntries t2 +1 after 7').count()).toBe(3);
    const remark = page.locator('.card .remark');
    expect(await remark.innerText()).toMatch(
      /the same appendEntries with 1 entry again and again, 300 times/,
    );
    await remark.getByRole('button').click();
    expect(await page.locator('.step .cause').innerText()).toBe('Timer of 100 ms');
  });

  it('finds what is shown, and counts what is folded', async () => {
    const page = await open([trace]);
    await page.keyboard.press('/');
    await page.keyboard.type('success: false');
    expect(await list(page)).toContain('3 of 906, 297 more are folded');
    await page.keyboard.press('Escape');
    await page.keyboard.press('2');
    expect(await page.locator('#search').inputValue()).toBe('success: false');
    expect(await page.locator('.raft').count()).toBe(1);
    await page.keyboard.press('1');
    await page.locator('#search').focus();
    await page.locator('.row').first().click();
    await page.keyboard.press('2');
    expect(await page.locator('.raft').count()).toBe(1);
  });

  it('shows what the leader believes of a follower that does not hold it', async () => {
    const page = await open([trace], '#seed=7&view=raft');
    expect(await page.locator('.raft thead').first().innerText()).toContain('server 0 (term 2) believes');
    const beliefs = await page.locator('.raft td.belief').allInnerTexts();
    expect(beliefs.map((text) => text.replace(/\s+/g, ' '))).toEqual([
      'itself',
      'next 8, match 7',
      'next 8, match 7 has only until 2',
    ]);
    expect(await page.locator('.belief .alarm').first().innerText()).toBe('match 7');
    expect(await page.locator('.raft tbody tr').nth(2).innerText()).toContain('disk: –');
    expect(await page.locator('.elections tbody').innerText()).toMatch(
      /2\s+server 1\s+not asked\s+itself\s+✗/,
    );
  });

  it('names the server that an element is about', async () => {
    const step = trace.steps.length;
    const change = [['memory', 'raft', 'others', 1, 'nextIndex'], 7] as const;
    const last = { n: step, atMs: 2000, actor: 0, cause: { kind: 'no-answer', request: 0 } } as const;
    const page = await open(
      [{ ...trace, steps: [...trace.steps, { ...last, changes: [change] }] }],
      `#seed=7&step=${step}`,
    );
    expect(await page.locator('.changes tbody th').innerText()).toBe('raft.others[1].nextIndex (server 2)');
    expect(await page.locator('.state .leaf').filter({ hasText: 'matchIndex' }).count()).toBe(2);
  });

  it('puts the request beside the log of its receiver', async () => {
    const page = await open([trace], '#seed=7&step=7');
    expect(await page.locator('.step .remark').innerText()).toContain(
      'prevLogIndex 7; the log of server 2 before this step: 1…2, the last of term 1; it has no entry 7.',
    );
  });

  it('marks what a server takes for committed and does not hold', async () => {
    const steps = trace.steps.map((step) =>
      step.n === 9 ? { ...step, changes: [[['memory', 'raft', 'commitIndex'], 4]] as const } : step,
    );
    const wrong: Trace = {
      ...trace,
      steps: steps.map((step) => (step.n === 9 ? { ...step, actor: 2 } : step)),
    };
    const page = await open([wrong], '#seed=7&step=9&view=raft');
    expect(await page.locator('.raft td.missing').count()).toBe(2);
  });

  it('says what was left out of a big run', async () => {
    const cut = withMiddleLeftOut(exampleTrace(6), 12, 42);
    const crash = cut.steps.find(({ cause }) => cause.kind === 'fault' && cause.what === 'crash');
    const page = await open([cut], `#seed=7&step=${crash?.n}`);
    expect(await page.locator('.card').innerText()).toContain(
      '28 steps between 0.4 s and 0.7 s are not in this file',
    );
    expect(await page.locator('.views').innerText()).toContain('States are not known here');
    await page.getByText('28 steps are left out before this one').click();
    expect(await page.locator('.step h2').innerText()).toBe('Left out');
  });
});
