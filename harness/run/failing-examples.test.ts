import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pc from 'picocolors';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findScenario } from '../scenarios/find.ts';
import { LABS } from '../scenarios/index.ts';
import { chromiumPath, launchChromium } from '../view/browser.ts';
import { failureText } from './failure-text.ts';
import { RunPool, type RunRequest } from './pool.ts';
import { recordRun } from './record-run.ts';
import type { RunResult } from './result.ts';
import { scoreScenario } from './score.ts';
import { firstSeeds } from './test-plan.ts';
import { writeTimeline } from './timeline-files.ts';
import { PROJECT } from './vitest-settings.ts';

const EXAMPLES = join(PROJECT, 'grader', 'examples');
/** These have no bug that a run could show. */
const WITHOUT = ['correct-other-style', 'does-not-compile', 'empty-stub'];
const BUGGY = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !WITHOUT.includes(entry.name))
  .map(({ name }) => name);
const MOST_SEEDS = 10;

const chromium = chromiumPath();
const title = chromium
  ? 'the failure of the example'
  : 'the failure of the example (its timeline is not opened, for no Chromium was found)';

describe(title, () => {
  const pool = new RunPool({ hangCpuMs: 1000 });
  let browser: Browser | undefined;
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lockstep-examples-'));
    if (chromium) browser = await launchChromium(chromium);
  });
  afterAll(async () => {
    await Promise.all([pool.close(), browser?.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  /** The first run that breaks a rule, seed by seed. */
  async function firstFailure(root: string): Promise<{ request: RunRequest; result: RunResult }> {
    const scenarios = LABS.filter((lab) => existsSync(join(root, lab.id))).flatMap(({ parts }) =>
      parts.flatMap(({ id, scenarios: list }) => list.map(({ slug }) => ({ part: id, slug }))),
    );
    for (const seed of firstSeeds(MOST_SEEDS)) {
      const requests = scenarios.map(
        (names): RunRequest => ({
          implementation: { root, withReference: [] },
          ...names,
          seed,
          twice: false,
        }),
      );
      const results = await Promise.all(requests.map((request) => pool.run(request)));
      const index = results.findIndex(({ failure }) => failure && failure.kind !== 'not-implemented');
      const [request, result] = [requests[index], results[index]];
      if (request && result) return { request, result };
    }
    throw new Error(`${root}: no run of ${MOST_SEEDS} seeds failed`);
  }

  it.each(BUGGY)('%s names the broken rule, and its timeline opens at it', async (example) => {
    const { request, result } = await firstFailure(join(EXAMPLES, example));
    const { part, slug, seed } = request;
    const replay = `npm test ${part} seed=${seed} only=${slug}`;
    const recording = await recordRun(pool, request, result, replay);
    expect(recording).toMatchObject({ kind: 'recorded', trace: { run: { part, slug, seed } } });
    if (recording.kind !== 'recorded') return;

    const { trace, failure } = recording;
    const rule = failure?.rule ?? '';
    expect(rule).toBe(result.failure?.rule);
    const scored = scoreScenario(findScenario(part, slug), [{ ...result, failure }], {
      ofSeed: () => replay,
      ofAll: replay,
    });
    const text = failureText(part, scored, { paint: pc.createColors(false), verbose: false });
    for (const shown of [rule, failure?.message.split('\n')[0]?.slice(0, 40) ?? '', replay]) {
      expect(text.replace(/\s+/g, ' ')).toContain(shown.replace(/\s+/g, ' '));
    }
    expect(text).toContain('just before');

    if (!browser) return;
    const { timeline } = await writeTimeline(trace, { folder });
    const page = await browser.newPage();
    const trouble: string[] = [];
    page.on('console', (message) => trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(String(error)));
    await page.goto(pathToFileURL(join(folder, basename(timeline))).href);
    await page.waitForSelector('html[data-ready="true"]');
    expect(await page.locator('body').innerText()).toContain(rule);
    // A time that was up was up in no step: then the page opens where the failure is about.
    const opened = await page.locator('.step h2').innerText();
    expect(opened).toMatch(trace.failure?.isInStep ? new RegExp(`^#${trace.failure.step} `) : /^#\d+ /);
    expect(trouble).toEqual([]);
    await page.close();
  });
});
