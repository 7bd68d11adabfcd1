import type { RunFailure, Simulation } from '../../labrpc/sim/simulation.ts';
import { Violation } from '../../labrpc/sim/violation.ts';
import { labOf } from '../scenarios/find.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { formatHappenings } from './happenings.ts';
import type { Failure } from './result.ts';
import { describeSituation } from './situation.ts';

/** Lines of history that a failure shows. */
const LINES_SHOWN = 25;
/** Width of a line of history: with its margin, a terminal of 110 columns holds it. */
const WIDTH = 106;

/**
 * What happened just before a run ended or was stopped, and how its world then stood. Also for a run again
 * that is stopped before the turn that never ends.
 */
export function describeRun(
  simulation: Simulation,
  scenario: Scenario,
): Required<Pick<Failure, 'before' | 'situation'>> {
  const tell = labOf(scenario)?.tell ?? (() => undefined);
  return {
    before: formatHappenings(simulation.recent.list(), { lines: LINES_SHOWN, width: WIDTH, tell }),
    situation: describeSituation(simulation, tell, WIDTH),
  };
}

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
    ...describeRun(simulation, scenario),
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
