import type { RunPlan } from '../../../labrpc/sim/run-plan.ts';

type Check = (value: unknown) => boolean;

const isNumber: Check = (value) => typeof value === 'number' && value >= 0;
const isShare: Check = (value) => isNumber(value) && (value as number) <= 1;
const isKeys: Check = (value) => Array.isArray(value) && value.every((key) => typeof key === 'string');
const isSelection: Check = (value) =>
  isRecordOf({ only: isKeys })(value) || isRecordOf({ without: isKeys })(value);
const isFate: Check = (value) =>
  isRecordOf({ kind: (kind) => kind === 'lost', afterMs: isNumber })(value) ||
  isRecordOf({ kind: (kind) => kind === 'delivered', delaysMs: isDelays, heldMs: optional(isNumber) })(value);
const isDelays: Check = (value) => Array.isArray(value) && value.length > 0 && value.every(isNumber);

/** By field of a plan: every field may be missing, and no others may be there. */
const FIELDS: Readonly<Record<keyof RunPlan, Check>> = {
  faults: isSelection,
  rounds: isSelection,
  operations: isSelection,
  waits: (value) => isRecordOf({ shares: isMapOf(isShare), others: isShare })(value),
  network: (value) => isRecordOf({ fates: optional(isMapOf(isFate)), delayMs: optional(isNumber) })(value),
  servers: isNumber,
  absent: isKeys,
  patience: isShare,
  end: (value) => isRecordOf({ afterMs: isNumber, afterSteps: isNumber })(value),
  dice: isNumber,
};

/** Whether this is a plan: read from a file, it may be anything. */
export function isRunPlan(value: unknown): value is RunPlan {
  const checks = Object.entries(FIELDS).map(([name, check]) => [name, optional(check)] as const);
  return isRecordOf(Object.fromEntries(checks))(value);
}

function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

function isRecordOf(fields: Readonly<Record<string, Check>>): Check {
  return (value) =>
    isObject(value) &&
    Object.keys(value).every((name) => Object.hasOwn(fields, name)) &&
    Object.entries(fields).every(([name, check]) => check(value[name]));
}

function isMapOf(check: Check): Check {
  return (value) => isObject(value) && Object.values(value).every(check);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
