import type { Attack } from './attack.ts';
import { BUNDLING } from './attacks/bundling.ts';
import { DETECTION } from './attacks/detection.ts';
import { ESCAPES } from './attacks/escapes.ts';
import { FORGING } from './attacks/forging.ts';
import { HUNTING } from './attacks/hunting.ts';
import { OUTPUT } from './attacks/output.ts';
import { OUTSIDE } from './attacks/outside.ts';
import { PROCESSES } from './attacks/processes.ts';
import { REALM } from './attacks/realm.ts';
import { RESOURCES } from './attacks/resources.ts';
import { TELEPATHY } from './attacks/telepathy.ts';

export const ATTACKS: readonly Attack[] = [
  ...REALM,
  ...ESCAPES,
  ...FORGING,
  ...TELEPATHY,
  ...HUNTING,
  ...PROCESSES,
  ...RESOURCES,
  ...OUTSIDE,
  ...BUNDLING,
  ...OUTPUT,
  ...DETECTION,
];
