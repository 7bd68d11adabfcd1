import { expect, it } from 'vitest';
import { join, leave, query } from './controller-calls.ts';
import { tellConflict } from './controller-conflict.ts';
import { type ControllerInput, type ControllerOutput, controllerModel } from './controller-model.ts';
import { judgeHistory, type RunOperation } from './linearizability/run-judgement.ts';
import { sequentialController } from './sequential-controller.ts';

const CALLS: readonly (readonly [ControllerInput, ControllerOutput])[] = [
  [join(1), null],
  [join(2), null],
  [query(), 2],
  [leave(7), null],
  [leave(8), null],
  [query(), 1],
];

it('tells the end of the order, and what has no place after it', () => {
  const controller = sequentialController(4);
  const configs = CALLS.reduce(
    (all, [input]) => controller.apply(all, input)?.state ?? all,
    controller.initial,
  );
  const operations = CALLS.map(([input, output], turn): RunOperation<ControllerInput, ControllerOutput> => {
    const times = {
      calledAt: 2 * turn,
      returnedAt: 2 * turn + 1,
      calledAtMs: 10 * turn,
      returnedAtMs: 10 * turn + 5,
    };
    return { client: 0, clerk: { name: 'clerk 0' }, input, output, ...times };
  });
  const amongWhat = () => 'operations';
  const object = { model: controllerModel(configs), topic: 'controller', amongWhat, tell: tellConflict };
  const judge = () => judgeHistory(object, operations);
  expect(judge).toThrow(/told\. The one that explains most .*clerk 0's query\(\) gives configuration 2/);
  const last =
    "clerk 0's query() gives configuration 1, asked at 50 ms and returned at 55 ms, has no place: ";
  expect(judge).toThrow(`. Then ${last}it has to take effect before it returns`);
});
