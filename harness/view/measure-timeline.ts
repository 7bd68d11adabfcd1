import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Trace } from '../trace/trace.ts';
import { chromiumPath, launchChromium } from './browser.ts';
import { timelinePage } from './page.ts';

export interface TimelineCost {
  readonly traceBytes: number;
  readonly pageBytes: number;
  /** Making the page, the app bundled already. */
  readonly pageMs: number;
  /** From the click on the file until the failing step is shown. */
  readonly openMs: number;
  /** The median time between two frames while the diagram is panned. */
  readonly frameMs: number;
}

/**
 * What the timeline of a trace costs on this machine; undefined where there is no Chromium. For benchmarks.
 */
export async function measureTimeline(trace: Trace): Promise<TimelineCost | undefined> {
  const chromium = chromiumPath();
  if (chromium === undefined) return undefined;
  await timelinePage([trace]);
  const begunMs = performance.now();
  const html = await timelinePage([trace]);
  const pageMs = performance.now() - begunMs;
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-measure-'));
  const browser = await launchChromium(chromium);
  try {
    const file = join(folder, 'timeline.html');
    await writeFile(file, html);
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    const clickedMs = performance.now();
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector('html[data-ready="true"]');
    const openMs = performance.now() - clickedMs;
    const frameMs = (await page.evaluate(PAN)) as number;
    return { traceBytes: JSON.stringify(trace).length, pageBytes: html.length, pageMs, openMs, frameMs };
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}

/**
 * Runs in the page: drags the diagram for sixty frames. Shows all first, which is the most there is to draw.
 */
const PAN = `new Promise((resolve) => {
  document.dispatchEvent(new KeyboardEvent('keydown', { key: '0' }));
  const canvas = document.querySelector('.diagram canvas');
  const wheel = (init) => canvas.dispatchEvent(new WheelEvent('wheel', { cancelable: true, ...init }));
  wheel({ deltaY: -400 });
  const times = [];
  const frame = (now) => {
    times.push(now);
    wheel({ deltaX: times.length % 2 ? 40 : -30 });
    if (times.length < 61) return requestAnimationFrame(frame);
    const gaps = times.slice(1).map((time, index) => time - times[index]).sort((a, b) => a - b);
    resolve(gaps[30]);
  };
  requestAnimationFrame(frame);
})`;
