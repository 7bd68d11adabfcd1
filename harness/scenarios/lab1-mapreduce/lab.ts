import type { Lab, Scenario } from '../scenario.ts';
import { COUNTERS } from './counters.ts';
import { MAPREDUCE_HINTS } from './hints.ts';
import { FAILURES } from './lab1-failures.ts';
import { INPUTS } from './lab1-inputs.ts';
import { JOBS } from './lab1-jobs.ts';
import { LATE } from './lab1-late.ts';
import { MESSAGES } from './lab1-messages.ts';
import { STORMS } from './lab1-storm.ts';
import { tellMapReduce } from './tell.ts';

const SCENARIOS: readonly Scenario[] = [...JOBS, ...INPUTS, ...FAILURES, ...MESSAGES, ...LATE, ...STORMS];

export const lab1: Lab = {
  id: 'lab1-mapreduce',
  word: 'lab1',
  title: 'MapReduce',
  files: { 'coordinator.ts': ['Coordinator'], 'worker.ts': ['Worker'] },
  programs: {
    coordinator: 'harness/scenarios/lab1-mapreduce/coordinator-program.ts',
    worker: 'harness/scenarios/lab1-mapreduce/worker-program.ts',
    files: 'harness/scenarios/lab1-mapreduce/files-program.ts',
  },
  given: ['files'],
  parts: [
    {
      id: 'lab1',
      title: 'MapReduce',
      scenarios: SCENARIOS.map((scenario) => ({ ...scenario, counters: COUNTERS })),
      hints: MAPREDUCE_HINTS,
    },
  ],
  tell: tellMapReduce,
  handsOut: 'stub',
};
