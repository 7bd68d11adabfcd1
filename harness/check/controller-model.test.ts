import { describe, expect, it } from 'vitest';
import { join, leave, move, query } from './controller-calls.ts';
import { type ControllerInput, type ControllerOutput, controllerModel } from './controller-model.ts';
import { checkHistory } from './linearizability/check.ts';
import type { History } from './linearizability/history.ts';
import { historyPicture } from './linearizability/picture.ts';
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

/** What a right controller with four shards makes of these, one after the other. */
function configsAfter(...inputs: readonly ControllerInput[]): ControllerState {
  const controller = sequentialController(4);
  return inputs.reduce((state, input) => controller.apply(state, input)?.state ?? state, controller.initial);
}

/** One call after the other. */
function inTurn(...calls: readonly (readonly [ControllerInput, ControllerOutput])[]): ControllerHistory {
  return calls.map(([input, output], turn) => {
    return { client: turn % 2, input, output, calledAt: 2 * turn, returnedAt: 2 * turn + 1 };
  });
}

/** All at once. */
function atOnce(...calls: readonly (readonly [ControllerInput, ControllerOutput])[]): ControllerHistory {
  return calls.map(([input, output], client) => {
    return { client, input, output, calledAt: client, returnedAt: 100 + client };
  });
}

describe('an order', () => {
  const configs = configsAfter(join(1), join(2), move(0, 1), leave(1));

  it.each<readonly [string, ControllerHistory]>([
    ['of nothing', []],
    [
      'in which each makes the next configuration',
      inTurn(
        [join(1), null],
        [join(2), null],
        [move(0, 1), null],
        [query(), 3],
        [leave(1), null],
        [query(), 4],
      ),
    ],
    [
      'with calls that change nothing',
      inTurn(
        [leave(7), null],
        [move(0, 1), null],
        [join(1), null],
        [join(1), null],
        [leave(7, 8), null],
        [move(0, 1), null],
        [move(0, 9), null],
        [move(4, 1), null],
        [query(), 1],
        [join(), null],
        [leave(), null],
        [join(1, 2), null],
        [move(0, 2), null],
        [query(), 2],
        [move(0, 1), null],
        [leave(1, 7, 1), null],
        [query(), 4],
      ),
    ],
    [
      'found among calls at the same time',
      atOnce([leave(1), null], [move(0, 1), null], [join(2), null], [join(1), null]),
    ],
    [
      'with old configurations, and numbers that do not exist yet',
      inTurn([query(3), 0], [join(1), null], [query(0), 0], [query(1), 1], [query(2), 1], [query(-1), 1]),
    ],
    [
      'in which some never took effect',
      [{ client: 5, input: join(9), output: undefined, calledAt: 1, returnedAt: undefined }],
    ],
  ])('explains a history %s', (_, history) => {
    expect(verdictOf(configs, history).kind).toBe('ok');
  });

  it('explains an effect that comes after its clerk died', () => {
    const lost = { client: 9, input: join(1), output: undefined, calledAt: 0.5, returnedAt: undefined };
    expect(verdictOf(configsAfter(join(1)), [lost, ...inTurn([query(), 0], [query(), 1])]).kind).toBe('ok');
  });
});

describe('no order', () => {
  const one = configsAfter(join(1));
  const two = configsAfter(join(1), join(2));
  const again = configsAfter(join(1), leave(1), join(1));
  const moved = configsAfter(join(1), join(2), move(0, 1));
  const raised = [...one, { ...(one[1] as ShardConfig), number: 2 }];
  const apart = configsAfter(join(1), join(2), join(3), move(3, 3));
  const together: ShardConfig = { ...(two[2] as ShardConfig), number: 3, shards: [1, 1, 1, 1] };
  const renaming: ShardConfig = {
    ...(two[2] as ShardConfig),
    groups: new Map([
      [1, ['server 3']],
      [2, ['server 2']],
    ]),
  };
  const otherNames: ShardConfig = { number: 1, shards: [1, 1, 1, 1], groups: new Map([[1, ['server 2']]]) };

  it.each<readonly [string, ControllerState, ControllerHistory]>([
    ['has a join that is in no configuration', one, inTurn([join(1), null], [join(2), null], [query(), 1])],
    ['has half a join', one, inTurn([join(1, 2), null], [query(), 1])],
    ['has a join of other servers', [...one.slice(0, 1), otherNames], inTurn([join(1), null])],
    ['has a join twice', again, inTurn([join(1), null], [leave(1), null], [query(), 3])],
    ['has a query that goes back', two, inTurn([join(1), null], [join(2), null], [query(), 2], [query(), 1])],
    ['has a stale query', one, inTurn([join(1), null], [query(), 0])],
    ['has a query from the future', one, inTurn([query(), 1], [join(1), null])],
    ['has a newer one for an old number', two, inTurn([join(1), null], [join(2), null], [query(1), 2])],
    ['has a number that does not exist', one, inTurn([join(1), null], [query(2), 2])],
    ['has lost a move', two, inTurn([join(1), null], [join(2), null], [move(0, 1), null], [query(), 2])],
    ['has a move of another shard', moved, inTurn([join(1), null], [join(2), null], [move(1, 1), null])],
    [
      'has a move to another group',
      apart,
      inTurn([join(1), null], [join(2), null], [join(3), null], [move(3, 2), null]),
    ],
    [
      'has a move of two shards at once',
      [...two, together],
      inTurn([join(1), null], [join(2), null], [move(0, 1), null]),
    ],
    [
      'has a join that renames the servers of another group',
      [...one, renaming],
      inTurn([join(1), null], [join(2), null]),
    ],
    [
      'has a leave of an absent group that raised the number',
      raised,
      inTurn([join(1), null], [leave(9), null], [query(), 2]),
    ],
    ['has lost a leave', one, inTurn([join(1), null], [leave(1), null], [query(), 1])],
    ['has a change that nobody asked for', two, inTurn([join(1), null], [query(), 2])],
    ['has a query without a configuration', one, inTurn([query(), null])],
    ['has a join that gives something', one, inTurn([join(1), 1])],
  ])('%s', (_, configs, history) => {
    expect(verdictOf(configs, history).kind).toBe('illegal');
  });
});

it('wants all configurations', () => {
  const configs = configsAfter(join(1), join(2));
  expect(() => controllerModel(configs.toSpliced(1, 1))).toThrow('configuration 1 is missing');
  expect(() => controllerModel([])).toThrow('configuration 0 is missing');
});

describe('the model', () => {
  it('calls read-only what makes none of the configurations', () => {
    const { isReadOnly } = controllerModel(configsAfter(join(1), join(2), leave(1)));
    const readOnly = [
      query(),
      query(1),
      join(),
      join(3),
      join(1, 3),
      leave(2),
      leave(7),
      move(0, 1),
      move(0, 7),
    ];
    expect(readOnly.filter((input) => !isReadOnly(input, null))).toEqual([]);
    expect(
      [join(1), join(2), join(1, 2), leave(1), leave(1, 7)].filter((input) => isReadOnly(input, null)),
    ).toEqual([]);
  });

  it('describes calls', () => {
    const { describe: tell } = controllerModel(configsAfter());
    expect(tell(join(1, 2), null)).toBe('join(1: server 1, 2: server 2)');
    expect(tell(leave(1, 2), null)).toBe('leave(1, 2)');
    expect(tell(move(3, 2), null)).toBe('move(shard 3 to group 2)');
    expect(tell(query(), 4)).toBe('query() gives configuration 4');
    expect(tell(query(9), undefined)).toBe('query(9)');
  });

  it('describes configurations by what comes next', () => {
    const { describeState } = controllerModel(configsAfter(join(1), join(2), move(0, 1), leave(1)));
    expect([0, 1, 2, 3, 4, 5].map(describeState)).toEqual([
      'configuration 0 (no groups; in configuration 1 group 1 [server 1] joins)',
      'configuration 1 (group 1, shards in 1 1 1 1; in configuration 2 group 2 [server 2] joins)',
      'configuration 2 (groups 1, 2, shards in 2 2 1 1; in configuration 3 shard 0 moves from 2 to 1)',
      'configuration 3 (groups 1, 2, shards in 1 2 1 1; in configuration 4 group 1 leaves)',
      'configuration 4 (group 2, shards in 2 2 2 2; it is the newest)',
      'configuration 5, which the controller never made',
    ]);
  });

  it('says why a call has no place', () => {
    const configs = configsAfter(join(1), join(2));
    const history = inTurn([join(1), null], [join(2), null], [move(0, 1), null], [query(), 2]);
    const verdict = verdictOf(configs, history);
    if (verdict.kind !== 'illegal') throw new Error(`the verdict is ${verdict.kind}`);
    const picture = historyPicture(controllerModel(configs), history, verdict.conflict, {
      clientName: (client) => `clerk ${client}`,
      momentsOf: (place) => ({ calledMs: place, returnedMs: place + 0.5 }),
    });
    expect(picture.why[0]).toBe(
      "clerk 0's move(shard 0 to group 1) has to take effect before it returns, and cannot in the state configuration 2 (groups 1, 2, shards in 2 2 1 1; it is the newest).",
    );
  });
});
