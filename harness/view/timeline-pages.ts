import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Trace } from '../trace/trace.ts';
import { launchChromium } from './browser.ts';
import type { HistoryDocument } from './history-document.ts';
import { historyPage, timelinePage } from './page.ts';

export type OpenTimeline = (
  shown: readonly Trace[] | HistoryDocument,
  hash?: string,
  theme?: 'light' | 'dark',
) => Promise<Page>;

/**
 * For tests, within a `describe`: opens timelines and pages of histories from disk in a browser that all its
 * tests share. A test fails if a page printed or threw something, or asked the network for something.
 */
export function useTimelinePages(chromium: string): OpenTimeline {
  let browser: Browser;
  let folder = '';
  let pages = 0;
  let trouble: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lockstep-view-'));
    browser = await launchChromium(chromium);
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });
  afterEach(async () => {
    expect(trouble).toEqual([]);
    trouble = [];
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  return async (shown, hash = '', theme = 'light') => {
    const file = join(folder, `${pages++}.html`);
    await writeFile(file, await ('format' in shown ? historyPage(shown) : timelinePage(shown)));
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, colorScheme: theme });
    const page = await context.newPage();
    page.on('console', (message) => trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) trouble.push(request.url());
    });
    await page.goto(pathToFileURL(file).href + hash);
    await page.waitForSelector('html[data-ready="true"]');
    return page;
  };
}
