import type { Scenario } from '../scenario.ts';
import { DELETION } from './lab4b-deletion.ts';
import { SHARD_ECONOMY } from './lab4b-economy.ts';
import { CONTROLLER_FAULTS } from './lab4b-faults-controller.ts';
import { CRASHES } from './lab4b-faults-crashes.ts';
import { GROUP_FAULTS } from './lab4b-faults-groups.ts';
import { LATE } from './lab4b-faults-late.ts';
import { MOVES } from './lab4b-moves.ts';
import { SCALE } from './lab4b-scale.ts';
import { SERVICE } from './lab4b-service.ts';
import { STORMS } from './lab4b-storms.ts';

export const SHARDS: readonly Scenario[] = [
  ...MOVES,
  ...DELETION,
  ...SERVICE,
  ...SHARD_ECONOMY,
  ...CONTROLLER_FAULTS,
  ...GROUP_FAULTS,
  ...CRASHES,
  ...LATE,
  ...STORMS,
  ...SCALE,
];
