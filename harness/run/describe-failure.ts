import type { RunFailure, Simulation } from '../../labrpc/sim/simulation.ts';
import { Violation } from '../../labrpc/sim/violation.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { formatHappenings } from './happenings.ts';
import type { Failure } from './result.ts';

/** Lines of history that a failure shows. */
const LINES_SHOWN = 20;

/** Turns what ended a run into plain data. */
export function describeFailure(
  simulation: Simulation,
  scenario: Scenario,
  failure: RunFailure,
  mapStack: (stack: string) => string,
): Failure {
  const { error, port, atMs, actor } = failure;
  const where = {
    atMs: Math.round(atMs * 10) / 10,
    before: formatHappenings(simulation.recent.list(), LINES_SHOWN),
  };
  if (port) {
    return {
      ...where,
      kind: port.kind === 'violation' ? 'assertion' : port.kind,
      rule: port.kind === 'not-implemented' ? 'lab/not-implemented' : `lab/${port.kind}`,
      message: port.name === 'Error' || port.name === 'Exit' ? port.message : `${port.name}: ${port.message}`,
      ...(actor ? { actor } : {}),
      ...(port.stack ? { stack: mapStack(port.stack) } : {}),
    };
  }
  if (error instanceof Violation) {
    const paper = error.paper ?? scenario.paper;
    const about = error.actor ?? actor;
    return {
      ...where,
      kind: error.kind,
      rule: error.rule,
      message: error.message,
      paper,
      ...(about ? { actor: about } : {}),
    };
  }
  // Anything else was thrown by the harness: its own mistake, shown with its stack so that it can be
  // reported.
  const thrown = error instanceof Error ? error : new Error(String(error));
  return {
    ...where,
    kind: 'exception',
    rule: 'harness/error',
    message: `the harness itself failed: ${thrown.message}`,
    ...(actor ? { actor } : {}),
    ...(thrown.stack ? { stack: thrown.stack } : {}),
  };
}
