import type { RunFailure, Simulation } from '../../labrpc/sim/simulation.ts';
import { Violation } from '../../labrpc/sim/violation.ts';
import { labOf } from '../scenarios/find.ts';
import type { Scenario, Tell } from '../scenarios/scenario.ts';
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
  failure: Pick<Failure, 'message' | 'actor'>,
): Required<Pick<Failure, 'before' | 'situation'>> {
  const tell = carefully(labOf(scenario)?.tell);
  const named = serversNamed(simulation, failure);
  const { recent } = simulation;
  const { forgottenUntilMs } = recent;
  const clusters = new Map(simulation.servers.map(({ name, cluster }) => [name, cluster]));
  const clusterOf = (server: string) => clusters.get(server);
  const layout = { lines: LINES_SHOWN, width: WIDTH, tell, named, clusterOf, forgottenUntilMs };
  return {
    before: formatHappenings(recent.list(), layout),
    situation: describeSituation(simulation, tell, WIDTH),
  };
}

/** Words are made for values of the right form, and the run may have failed because one was of another. */
function carefully(tell: Tell | undefined): Tell {
  return (...report) => {
    try {
      return tell?.(...report);
    } catch {
      return undefined;
    }
  };
}

/** First the one that it is about, then those that the message speaks of. */
function serversNamed(
  { servers }: Simulation,
  { message, actor }: Pick<Failure, 'message' | 'actor'>,
): readonly string[] {
  const isIn = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(message);
  const names = servers.map(({ name }) => name).filter((name) => name === actor || isIn(name));
  // `group 1` stands for its servers, which come last.
  const others = servers.filter(({ name, cluster }) => cluster && isIn(cluster) && !names.includes(name));
  return [
    ...names.sort((a, b) => Number(b === actor) - Number(a === actor)),
    ...others.map(({ name }) => name),
  ];
}

/** Turns what ended a run into plain data. */
export function describeFailure(
  simulation: Simulation,
  scenario: Scenario,
  failure: RunFailure,
  mapStack: (stack: string) => string,
): Failure {
  const told = tellFailure(scenario, failure, mapStack);
  const atMs = Math.round(failure.atMs * 10) / 10;
  return { ...told, atMs, ...describeRun(simulation, scenario, told) };
}

function tellFailure(
  scenario: Scenario,
  { error, port, actor }: RunFailure,
  mapStack: (stack: string) => string,
): Omit<Failure, 'before'> {
  if (port) {
    return {
      kind: port.kind === 'violation' ? 'assertion' : port.kind,
      rule: port.kind === 'not-implemented' ? 'lab/not-implemented' : `lab/${port.kind}`,
      message: port.name === 'Error' || port.name === 'Exit' ? port.message : `${port.name}: ${port.message}`,
      ...(actor ? { actor } : {}),
      ...(port.stack ? { stack: mapStack(port.stack) } : {}),
    };
  }
  if (error instanceof Violation) {
    const about = error.actor ?? actor;
    return {
      kind: error.kind,
      rule: error.rule,
      message: error.message,
      paper: error.paper ?? scenario.paper,
      ...(about ? { actor: about } : {}),
    };
  }
  // Anything else was thrown by the harness: its own mistake, shown with its stack so that it can be
  // reported.
  const thrown = error instanceof Error ? error : new Error(String(error));
  return {
    kind: 'exception',
    rule: 'harness/error',
    message: `the harness itself failed: ${thrown.message}`,
    ...(actor ? { actor } : {}),
    ...(thrown.stack ? { stack: thrown.stack } : {}),
  };
}
