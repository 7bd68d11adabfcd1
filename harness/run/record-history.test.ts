import { describe, expect, it } from 'vitest';
import { NotLinearizable } from '../check/linearizability/not-linearizable.ts';
import type { HistoryPicture } from '../check/linearizability/picture.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { recordScenario } from './record-scenario.ts';
import { runScenario } from './run-scenario.ts';

const PICTURE: HistoryPicture = {
  model: 'register',
  operations: [{ client: 'client 0', text: 'read() gives 1', call: 0, return: 1 }],
  order: [],
  impossible: 0,
  stateThere: 'nothing',
  why: ['No state allows it.'],
  alsoTried: [],
  omitted: { operations: 0, points: 0 },
};

describe('a run whose history has no explanation', () => {
  let made = 0;
  const scenario: Scenario = {
    name: 'an impossible read',
    slug: 'impossible-read',
    about: 'Made up.',
    points: 1,
    paper: 'none',
    floors: {},
    run: async () => {
      throw new NotLinearizable('kv/linearizable', 'a read is impossible', () => {
        made += 1;
        return PICTURE;
      });
    },
  };
  const createHost = () => {
    throw new Error('nobody lives here');
  };
  const options = { part: 'lab3a', scenario, seed: 1, createHost };

  it('fails for it, and makes no picture', async () => {
    const { failure } = await runScenario(options);
    expect(failure).toMatchObject({ kind: 'assertion', rule: 'kv/linearizable' });
    expect(made).toBe(0);
  });

  it('has the picture in its trace', async () => {
    const order = { implementation: 'labs', replay: 'npm test', stuck: undefined };
    const { trace } = await recordScenario(options, order);
    expect(trace.history).toEqual(PICTURE);
    expect(trace.failure?.rule).toBe('kv/linearizable');
    expect(made).toBe(1);
  });
});
