import { describe, expect, it } from 'vitest';
import { Random } from '../../labrpc/sim/random.ts';
import { join, leave, move, query } from './controller-calls.ts';
import { type ControllerInput, type ControllerOutput, controllerModel } from './controller-model.ts';
import { isLinearizable } from './linearizability/brute-force.ts';
import { checkHistory } from './linearizability/check.ts';
import { generateHistory } from './linearizability/generate/generate.ts';
import type { SequentialObject } from './linearizability/generate/sequential-object.ts';
import { changeOneOutput, returnEarly } from './linearizability/generate/spoil.ts';
import type { History, Operation } from './linearizability/history.ts';
import { ANY_STATE } from './linearizability/model.ts';
import type { Verdict } from './linearizability/verdict.ts';
import { type ControllerState, sequentialController } from './sequential-controller.ts';
import type { ShardConfig } from './shard-config.ts';

type ControllerHistory = History<ControllerInput, ControllerOutput>;

const BUDGET = { steps: 500_000, configurations: 100_000 };

function verdictOf(
  configs: readonly ShardConfig[],
  history: ControllerHistory,
): Verdict<ControllerInput, ControllerOutput> {
  return checkHistory(controllerModel(configs), history, BUDGET);
}

interface Made {
  readonly configs: ControllerState;
  readonly history: ControllerHistory;
}

/** A history of a right controller, and what it made. */
function make(load: { operations: number; clients: number; lost: number }, gids: number, seed: number): Made {
  const controller = sequentialController(10);
  let configs = controller.initial;
  const object: typeof controller = {
    initial: controller.initial,
    apply(state, input) {
      const next = controller.apply(state, input);
      configs = next?.state ?? state;
      return next;
    },
  };
  const input = (random: Random, _caller: unknown, state: ControllerState): ControllerInput => {
    const someGids = Array.from({ length: random.integer(1, 2) }, () => random.integer(1, gids));
    const someGroups = [...new Set(someGids)];
    const shard = random.integer(0, 9);
    const asked = random.chance(0.5) ? undefined : random.integer(0, state.length);
    const queries = [query(asked), query(asked)];
    return random.pick([
      join(...someGroups),
      leave(...someGroups),
      move(shard, random.integer(1, gids)),
      ...queries,
    ]);
  };
  const workload = { model: controllerModel(controller.initial), object, input };
  const history = generateHistory(workload, load, new Random('controller', seed));
  return { configs, history };
}

/** The model in another way: all groups and shards as text, before and after. */
function naive(configs: ControllerState): SequentialObject<ControllerInput, ControllerOutput, number> {
  return {
    initial: 0,
    apply(state, input) {
      if (input.kind === 'query') return { state, output: Math.min(input.number ?? state, state) };
      const now = configs[state] as ShardConfig;
      const made = naivelyChanged(now, input);
      // Where shards go in a join or leave is not the model's business.
      const text = ({ groups, shards }: Pick<ShardConfig, 'groups' | 'shards'>) =>
        JSON.stringify([[...groups].sort(([a], [b]) => a - b), input.kind === 'move' ? shards : []]);
      if (text(made) === text(now)) return { state, output: null };
      const next = configs[state + 1];
      return next && text(made) === text(next) ? { state: state + 1, output: null } : undefined;
    },
  };
}

function naivelyChanged(now: ShardConfig, input: ControllerInput): Pick<ShardConfig, 'groups' | 'shards'> {
  const { groups, shards } = now;
  if (input.kind === 'join') return { groups: new Map([...input.groups, ...groups]), shards };
  if (input.kind === 'leave') {
    return { groups: new Map([...groups].filter(([gid]) => !input.gids.includes(gid))), shards };
  }
  if (input.kind !== 'move' || !groups.has(input.gid)) return now;
  return { groups, shards: shards.map((gid, shard) => (shard === input.shard ? input.gid : gid)) };
}

describe('random histories', () => {
  it.each([0, 0.1])('of a right controller are linearizable, with %d of the calls lost', (lost) => {
    for (let seed = 0; seed < 60; seed++) {
      const { configs, history } = make({ operations: 200, clients: 10, lost }, 8, seed);
      expect(configs.length).toBeGreaterThan(10);
      const verdict = verdictOf(configs, history);
      expect(verdict.kind, `seed ${seed}`).toBe('ok');
      expect(verdict.steps).toBeLessThan(20_000);
    }
  });

  it('are judged as by trying all orders, right or spoiled', () => {
    const counts = { ok: 0, illegal: 0, unknown: 0 };
    for (let seed = 0; seed < 1500; seed++) {
      const random = new Random('spoil', seed);
      const { configs, history } = make({ operations: 8, clients: 3, lost: 0.1 }, 3, seed);
      const spoil = random.pick([changeOneOutput, returnEarly]);
      const spoiled = spoil(history, random) as ControllerHistory;
      const { kind } = verdictOf(configs, spoiled);
      expect(kind, `seed ${seed}`).toBe(isLinearizable(naive(configs), spoiled) ? 'ok' : 'illegal');
      counts[kind]++;
    }
    expect(counts.ok).toBeGreaterThan(200);
    expect(counts.illegal).toBeGreaterThan(200);
  });

  it('are judged fast with one stale query in many calls', () => {
    for (let seed = 0; seed < 40; seed++) {
      const { configs, history } = make({ operations: 200, clients: 10, lost: 0 }, 8, seed);
      const place = history.findIndex(
        ({ input }, index) => index > 100 && input.kind === 'query' && input.number === undefined,
      );
      const stale = { ...(history[place] as Operation<ControllerInput, ControllerOutput>), output: 0 };
      const verdict = verdictOf(configs, history.with(place, stale));
      expect(verdict.kind).toBe('illegal');
      expect(verdict.steps).toBeLessThan(100_000);
    }
  });

  it('are looked at backwards by what holds', () => {
    for (let seed = 0; seed < 40; seed++) {
      const { configs, history } = make({ operations: 30, clients: 2, lost: 0 }, 4, seed);
      const { step, backwards } = controllerModel(configs);
      for (const { input, output } of history) {
        const required = backwards?.required(input, output);
        expect(backwards?.isBlind(input, output)).toBe(false);
        for (const state of configs.keys()) {
          const after = step(state, input, output);
          if (required !== undefined) expect(after !== undefined).toBe(state === required);
          if (after === undefined || after === state) continue;
          const origin = backwards?.before(after, input, output);
          expect(origin).not.toBe(ANY_STATE);
          expect(origin).toBe(state);
        }
      }
    }
  });
});
