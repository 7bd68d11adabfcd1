import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunPlan } from '../../../labrpc/sim/run-plan.ts';
import { readPlanFile, writePlanFile } from './plan-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'lockstep-plan-'));
afterAll(() => rmSync(folder, { recursive: true }));

const plan: RunPlan = {
  faults: { only: ['crash server 2 #1'] },
  rounds: { without: ['round #1'] },
  operations: { only: [] },
  waits: { shares: { 'wait 500 ms #1': 0.25 }, others: 1 },
  network: { fates: { 'reply server 0 → server 1 #3': { kind: 'delivered', delaysMs: [1], heldMs: 9 } } },
  servers: 3,
  absent: ['server 1'],
  patience: 0.2,
  end: { afterMs: 10, afterSteps: 3 },
  dice: 7,
};
const content = { part: 'lab2b', slug: 'rejoin', seed: 4217, rule: 'raft/election-safety', plan };

describe('a plan file', () => {
  it('comes back as it was written', async () => {
    const name = await writePlanFile(folder, content);
    expect(name).toBe('lab2b-rejoin-seed4217.plan.json');
    expect(readPlanFile(join(folder, name))).toEqual({ format: 'lockstep-plan', version: 1, ...content });
  });

  it.each<[string, (whole: Record<string, unknown>) => unknown, RegExp]>([
    ['a newer version', (whole) => ({ ...whole, version: 2 }), /version 2.*reads version 1/],
    ['another format', (whole) => ({ ...whole, format: 'lockstep-trace' }), /no plan/],
    ['no object', () => null, /no plan/],
    ['no seed', (whole) => ({ ...whole, seed: -1 }), /damaged/],
    ['no plan in it', (whole) => ({ ...whole, plan: [] }), /damaged/],
    ['an unknown field', (whole) => ({ ...whole, plan: { crash: 1 } }), /damaged/],
    ['a share of 200 %', (whole) => ({ ...whole, plan: { patience: 2 } }), /damaged/],
    ['a key that is none', (whole) => ({ ...whole, plan: { faults: { only: [3] } } }), /damaged/],
    ['two selections', (whole) => ({ ...whole, plan: { faults: { only: [], without: [] } } }), /damaged/],
    ['a fate that is none', (whole) => ({ ...whole, plan: { network: { fates: { x: {} } } } }), /damaged/],
  ])('is refused with %s', async (_, change, reason) => {
    const whole = JSON.parse(await readFile(join(folder, await writePlanFile(folder, content)), 'utf8'));
    const path = join(folder, 'changed.plan.json');
    writeFileSync(path, JSON.stringify(change(whole)));
    expect(readPlanFile(path)).toMatch(reason);
  });

  it('is refused if it is not there, or no JSON', () => {
    expect(readPlanFile(join(folder, 'no-such.plan.json'))).toMatch(/no such file/);
    writeFileSync(join(folder, 'text.plan.json'), 'crash server 2');
    expect(readPlanFile(join(folder, 'text.plan.json'))).toMatch(/not even JSON/);
  });
});
