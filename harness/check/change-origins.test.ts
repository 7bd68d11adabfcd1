import { describe, expect, it } from 'vitest';
import { type ChangeCall, ChangeOrigins } from './change-origins.ts';
import { join, leave, move } from './controller-calls.ts';
import { type ChangeInput, changeBetween } from './controller-effect.ts';
import type { ControllerInput } from './controller-model.ts';
import { type ControllerState, sequentialController } from './sequential-controller.ts';
import type { ShardConfig } from './shard-config.ts';

/** What a right controller with four shards makes of these, one after the other. */
function configsAfter(...inputs: readonly ControllerInput[]): ControllerState {
  const controller = sequentialController(4);
  return inputs.reduce((state, input) => controller.apply(state, input)?.state ?? state, controller.initial);
}

function call(input: ControllerInput, newestSeen = -1, calledAtMs = 80): ChangeCall {
  return { who: 'clerk 0', input: input as ChangeInput, calledAtMs, returnedAtMs: undefined, newestSeen };
}

/** All of these configurations are found, one after the other, when all calls have begun. */
function finds(configs: ControllerState, ...calls: readonly ChangeCall[]): () => void {
  return () => {
    const origins = new ChangeOrigins();
    for (const one of calls) origins.asked(one);
    for (const [index, after] of configs.slice(1).entries()) {
      origins.made(changeBetween(configs[index] as ShardConfig, after), 'clerk 1');
    }
  };
}

const AGAIN = configsAfter(join(1), join(2), leave(2), join(2));

describe('configurations', () => {
  it('come from a call each', () => {
    const calls = [call(join(1)), call(join(2)), call(leave(2)), call(join(2))];
    expect(finds(AGAIN, ...calls)).not.toThrow();
  });

  it('come from calls that might have made others as well', () => {
    // The wide one is taken for configuration 1 at first, and then has to be for configuration 2.
    const configs = configsAfter(join(1), join(2));
    expect(finds(configs, call(join(1, 2)), call(join(1)))).not.toThrow();
    expect(finds(configsAfter(join(1)), call(join(1)), call(join(1)))).not.toThrow();
  });

  it('come from no call if there is none like it', () => {
    expect(finds(configsAfter(join(1)), call(join(1, 2)))).toThrow(
      expect.objectContaining({
        rule: 'controller/nobody-asked',
        paper: 'contract',
        actor: 'clerk 1',
        message:
          'clerk 1 found that in configuration 1 group 1 [server 1] joins, and nobody asked for just that',
      }),
    );
    expect(finds(configsAfter(join(1), move(0, 1)), call(join(1)))).not.toThrow();
  });

  it('come from no call that was made when they had been seen', () => {
    expect(finds(configsAfter(join(1)), call(join(1), 1))).toThrow(/nobody asked for just that$/);
  });

  it('have the servers of the call', () => {
    const other: ControllerInput = { kind: 'join', groups: [[1, ['b', 'a']]] };
    const message = /nobody asked for just that: clerk 0's join\(1: b a\) at 80 ms named other servers$/;
    expect(finds(configsAfter(join(1)), call(other))).toThrow(message);
    const old = [call(join(1)), call(leave(1)), call(other)];
    expect(finds(configsAfter(join(1), leave(1), join(1)), ...old)).toThrow(message);
  });
});

describe('a change that is done twice', () => {
  it('is told with the call, and the other configuration', () => {
    expect(finds(AGAIN, call(join(1)), call(join(2)), call(leave(2)))).toThrow(
      expect.objectContaining({
        rule: 'controller/done-twice',
        message:
          "clerk 1 found a change that was done twice: in configuration 4 group 2 [server 2] joins. That was asked for by clerk 0's join(2: server 2) at 80 ms, which made configuration 2, and by nobody else",
      }),
    );
  });

  it('is one of several that were asked for', () => {
    const configs = configsAfter(join(1), join(2), leave(2), join(2), leave(2), join(2));
    const leaves = [call(leave(2)), call(leave(2))];
    expect(finds(configs, call(join(1)), call(join(2)), call(join(2), 3, 95), ...leaves)).toThrow(
      /in configuration 6 .* asked for by .* at 80 ms, .* at 95 ms, which made configurations 2, 4, and/,
    );
  });
});
