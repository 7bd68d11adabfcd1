import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchChromium } from '../../harness/view/browser.ts';
import type { ExampleClass } from './example-class.ts';
import { type PageOptions, writePages } from './write-pages.ts';

export interface OpenOptions {
  readonly theme?: 'light' | 'dark';
  /** False: a page that has no script. */
  readonly hasScript?: boolean;
}

/** Opens a page of a class that was written, by its path below the folder of the results. */
export type OpenPage = (path: string, options?: OpenOptions) => Promise<Page>;

/**
 * For tests, within a `describe`: writes the pages of a class and opens them from disk in a browser that all
 * its tests share. A test fails if a page printed or threw something, asked the network for something, or
 * opened a dialog.
 */
export function usePages(chromium: string, { file, timing }: ExampleClass, options: PageOptions): OpenPage {
  let browser: Browser;
  let folder = '';
  let trouble: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lockstep-report-'));
    await writePages(folder, file, timing, options);
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

  return async (path, { theme = 'light', hasScript = true } = {}) => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      colorScheme: theme,
      javaScriptEnabled: hasScript,
    });
    const page = await context.newPage();
    page.on('console', (message) => trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(String(error)));
    page.on('dialog', (dialog) => trouble.push(dialog.message()));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) trouble.push(request.url());
    });
    await page.goto(pathToFileURL(join(folder, path)).href);
    if (path === 'report.html') await page.waitForSelector('html[data-ready="true"]');
    return page;
  };
}
