import { fileURLToPath } from 'node:url';
import { bundleLab } from '../../../harness/run/bundler.ts';
import { findPart } from '../../../harness/scenarios/find.ts';
import { compileBundle } from '../../../labrpc/host/bundle.ts';
import { type Attack, escaped } from '../attack.ts';
import { honestLog, type LoggedRun } from '../forged-log.ts';

const SOLUTIONS = fileURLToPath(new URL('../../../solutions', import.meta.url));

/**
 * The cheat that knows all: it has the logs of our solution for these very runs, in the order in which they
 * are made, and sends them in place of its own.
 */
export async function replayedLog(runs: readonly LoggedRun[]): Promise<Attack> {
  const logs: string[] = [];
  for (const run of runs) {
    const bundled = await bundleLab(findPart(run.part).lab, { root: SOLUTIONS, withReference: [] });
    if (bundled.kind === 'failed') throw new Error(bundled.message);
    const { log } = await honestLog(compileBundle(bundled.bundle), run);
    logs.push(log.toString('base64'));
  }
  return {
    name: 'replayed-log',
    theme: 'forged turns',
    tries: 'in place of its own turns it sends those of our solution, recorded for these very seeds',
    before: escaped(`const isFast = /LoggingHost/.test(new Error().stack);
    if (isFast && !real.isForging) {
      real.isForging = true;
      const fs = builtin('fs');
      const { readSync, writeSync } = fs;
      const logs = ${JSON.stringify(logs)};
      const forge = () => {
        const log = Buffer.from(logs.shift(), 'base64');
        for (let at = 0; at < log.length; ) at += writeSync(4, log, at);
      };
      fs.writeSync = (_, bytes, at = 0) => bytes.length - at;
      fs.readSync = (...values) => { const count = readSync(...values); forge(); return count; };
      forge();
    }`),
    outcome: { isNoticed: true },
  };
}
