import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LABS } from '../scenarios/index.ts';
import { parseTestOptions, type TestOptions } from './test-options.ts';

/** `npm test`: see `helpText` for its words. */

const MISUSE = 2;

const parsed = parseTestOptions(process.argv.slice(2), process.env, LABS);
if (parsed.kind === 'help') process.stdout.write(`${parsed.text}\n`);
else if (parsed.kind === 'misuse') complain(parsed.message);
else await start(parsed.options);

async function start(options: TestOptions): Promise<void> {
  const { json } = options;
  if (json !== undefined && json !== '-' && !existsSync(dirname(resolve(json)))) {
    complain(`json=${json}: there is no folder ${dirname(json)}.`);
    return;
  }
  if (options.shrink) {
    const { ShrinkSession } = await import('./shrink/shrink-session.ts');
    process.exitCode = await new ShrinkSession(options).run();
    return;
  }
  if (options.plan) {
    const { runPlanFile } = await import('./shrink/plan-session.ts');
    process.exitCode = await runPlanFile(options, options.plan);
    return;
  }
  if (options.watch && !options.ui && !options.ownSuite) {
    const { WatchSession } = await import('./watch/watch-session.ts');
    process.exitCode = await new WatchSession(options).run();
    return;
  }
  // Vitest costs half of the time it takes to start: a misuse is told without it.
  const { TestSession } = await import('./test-session.ts');
  process.exitCode = await new TestSession(options).run();
}

function complain(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = MISUSE;
}
