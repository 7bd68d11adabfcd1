import pc from 'picocolors';
import { LABS } from '../scenarios/index.ts';
import { attachDebugger } from './debug-attach.ts';
import { type DebugOptions, parseDebugOptions } from './debug-options.ts';
import { debugReport, debugRun, runName } from './debug-run.ts';

/** `npm run debug`: see `DEBUG_HELP` for its words. */

const MISUSE = 2;

const parsed = parseDebugOptions(process.argv.slice(2), process.env, LABS);
if (parsed.kind === 'help') say(parsed.text);
else if (parsed.kind === 'misuse') {
  process.stderr.write(`${parsed.message}\n`);
  process.exitCode = MISUSE;
} else await debug(parsed.options);

async function debug(options: DebugOptions): Promise<void> {
  say(runName(options));
  const result = await debugRun(options, () => attachDebugger(say));
  const { text, passed } = debugReport(options, result, { paint: pc, verbose: options.verbose });
  say(`\n${text}`);
  process.exitCode = passed ? 0 : 1;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
