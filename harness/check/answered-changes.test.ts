import { beforeEach, describe, expect, it } from 'vitest';
import { AnsweredChanges } from './answered-changes.ts';
import type { ChangeCall } from './change-origins.ts';
import { join, leave } from './controller-calls.ts';
import type { ChangeInput } from './controller-effect.ts';
import type { ControllerInput } from './controller-model.ts';
import { sequentialController } from './sequential-controller.ts';
import type { ShardConfig } from './shard-config.ts';

let changes: AnsweredChanges;
let configs: Map<number, ShardConfig>;
let moments: number;

beforeEach(() => {
  changes = new AnsweredChanges();
  configs = new Map();
  moments = 0;
});

/** Somebody has seen what a right controller makes of these. */
function seen(...inputs: readonly ControllerInput[]): void {
  const controller = sequentialController(4);
  const state = inputs.reduce((all, input) => controller.apply(all, input)?.state ?? all, controller.initial);
  for (const config of state) configs.set(config.number, config);
}

function answered(input: ControllerInput, atMs: number, newestSeen = -1): void {
  const times = { calledAtMs: atMs, returnedAtMs: atMs + 5 };
  const call: ChangeCall = { who: 'clerk 0', input: input as ChangeInput, newestSeen, ...times };
  changes.answered(call, moments++);
}

function look(given: number, atMs: number): void {
  const times = { calledAtMs: atMs, returnedAtMs: atMs + 5 };
  changes.queried({ who: 'clerk 1', calledAt: moments++, given, ...times });
  changes.check(configs);
}

describe('a change that was answered', () => {
  it('made a configuration', () => {
    seen(join(1), join(2));
    answered(join(2), 10);
    look(2, 20);
    expect(changes.isInDoubt).toBe(false);
  });

  it('had no effect', () => {
    seen(join(1));
    answered(join(1), 10, 1);
    answered(leave(7), 10);
    look(1, 20);
    expect(changes.isInDoubt).toBe(false);
  });

  it('is not missed in a query that was asked before', () => {
    seen(join(1));
    const query = { who: 'clerk 1', calledAt: moments++, calledAtMs: 0, returnedAtMs: 30, given: 1 };
    answered(join(2), 10);
    changes.queried(query);
    changes.check(configs);
    expect(changes.isInDoubt).toBe(false);
  });

  it('is not missed while nobody knows all configurations', () => {
    seen(join(1), join(2), leave(1));
    configs.delete(2);
    answered(join(2), 10, 1);
    look(3, 20);
    expect(changes.isInDoubt).toBe(false);
    seen(join(1), join(2), leave(1));
    changes.check(configs);
    expect(changes.isInDoubt).toBe(false);
  });

  it('was not done if a second look does not find it either', () => {
    seen(join(1));
    answered(join(2), 10, 1);
    look(1, 20);
    expect(changes.isInDoubt).toBe(true);
    // No other change was answered meanwhile.
    look(1, 300);
    answered(leave(7), 310);
    expect(() => look(1, 320)).toThrow(
      expect.objectContaining({
        rule: 'controller/not-done',
        paper: 'contract',
        actor: 'clerk 0',
        message:
          "clerk 0's join(2: server 2), answered at 15 ms, is in no configuration up to 1, which clerk 1's query, asked at 20 ms, gave; it would have had an effect in each that may have been the newest meanwhile",
      }),
    );
  });

  it('is not known to be missing while a second look is not complete', () => {
    seen(join(1));
    answered(join(2), 10, 1);
    look(1, 20);
    seen(join(1), join(2), join(3));
    configs.delete(2);
    answered(leave(7), 310);
    look(3, 320);
    seen(join(1), join(2), join(3));
    expect(() => changes.check(configs)).toThrow(expect.objectContaining({ rule: 'controller/stale-query' }));
  });

  it('was done if it shows later, and the first look was at something old', () => {
    seen(join(1));
    answered(join(2), 10, 1);
    look(1, 20);
    seen(join(1), join(2));
    expect(() => look(2, 30)).toThrow(
      expect.objectContaining({
        rule: 'controller/stale-query',
        actor: 'clerk 1',
        message:
          "clerk 1's query, asked at 20 ms, gave configuration 1, and clerk 0's join(2: server 2), answered at 15 ms, before that, made configuration 2",
      }),
    );
  });
});
