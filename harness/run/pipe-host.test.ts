import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileBundle } from '../../labrpc/host/bundle.ts';
import { PipeHost } from '../../labrpc/host/pipe-host.ts';
import { findPart, findScenario } from '../scenarios/find.ts';
import { bundleLab } from './bundler.ts';
import { hostsInProcess, runScenario } from './run-scenario.ts';
import { bundleProgram } from './worker-code.ts';

const root = fileURLToPath(new URL('../../solutions', import.meta.url));

describe.skipIf(process.platform === 'win32')('every server in a process of its own, behind the port', () => {
  it('gives the same run as in one process', { timeout: 60_000 }, async () => {
    const bundled = await bundleLab(findPart('lab2b').lab, { root, withReference: [] });
    if (bundled.kind === 'failed') throw new Error(bundled.message);
    const child = await bundleProgram(new URL('../../labrpc/host/pipe-child.ts', import.meta.url));
    const common = { part: 'lab2b', scenario: findScenario('lab2b', 'basic-agreement'), seed: 7 };

    const inProcess = await runScenario({
      ...common,
      createHost: hostsInProcess(compileBundle(bundled.bundle)),
    });
    const piped = await runScenario({ ...common, createHost: () => new PipeHost(child, bundled.bundle) });

    expect(piped.failure).toBeUndefined();
    expect(piped.events).toBe(inProcess.events);
    expect(piped.fingerprint).toBe(inProcess.fingerprint);
  });
});
