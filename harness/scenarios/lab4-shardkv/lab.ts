import { tellRaft } from '../lab2-raft/tell.ts';
import type { Lab, Scenario } from '../scenario.ts';
import { COUNTERS } from './counters.ts';
import { CONFIG_HINTS } from './hints-4a.ts';
import { CONTROLLER_SERVICE_HINTS } from './hints-4a-service.ts';
import { CHALLENGE_HINTS } from './hints-challenges.ts';
import { SHARD_ECONOMY_HINTS } from './hints-economy.ts';
import { FAULT_HINTS } from './hints-faults.ts';
import { MOVE_HINTS } from './hints-moves.ts';
import { QUESTION_HINTS } from './hints-questions.ts';
import { CONTROLLER } from './lab4a.ts';
import { SHARDS } from './lab4b.ts';

export const lab4: Lab = {
  id: 'lab4-shardkv',
  word: 'lab4',
  title: 'A sharded key/value service',
  files: {
    'controller.ts': ['ShardController'],
    'controller-client.ts': ['ControllerClerk'],
    'server.ts': ['ShardKvServer'],
    'client.ts': ['ShardKvClerk'],
  },
  programs: {
    controller: 'harness/scenarios/lab4-shardkv/controller-program.ts',
    controllerClerk: 'harness/scenarios/lab4-shardkv/controller-clerk-program.ts',
    shardServer: 'harness/scenarios/lab4-shardkv/shard-server-program.ts',
    shardClerk: 'harness/scenarios/lab4-shardkv/shard-clerk-program.ts',
  },
  parts: [
    {
      id: 'lab4a',
      title: 'the shard controller',
      scenarios: withCounters(CONTROLLER),
      hints: [...CONFIG_HINTS, ...CONTROLLER_SERVICE_HINTS],
    },
    {
      id: 'lab4b',
      title: 'the groups',
      scenarios: withCounters(SHARDS),
      hints: [...QUESTION_HINTS, ...MOVE_HINTS, ...FAULT_HINTS, ...CHALLENGE_HINTS, ...SHARD_ECONOMY_HINTS],
    },
  ],
  tell: tellRaft,
  handsOut: 'stub',
};

function withCounters(scenarios: readonly Scenario[]): readonly Scenario[] {
  return scenarios.map((scenario) => ({ ...scenario, counters: COUNTERS }));
}
