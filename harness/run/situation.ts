import type { Fault } from '../../labrpc/sim/faults.ts';
import type { FaultInForce } from '../../labrpc/sim/faults-in-force.ts';
import type { SimServer } from '../../labrpc/sim/server.ts';
import type { Simulation } from '../../labrpc/sim/simulation.ts';
import type { Tell } from '../scenarios/scenario.ts';
import { faultWords } from '../trace/fault-words.ts';
import { namesText, peopleText } from '../trace/names-text.ts';
import { wrap } from './failure-text.ts';
import { lastAnswersText } from './last-answers.ts';
import { valueText } from './value-text.ts';

const LONGEST_VALUE = 60;
/** Lines of open calls. */
const CALLS_SHOWN = 8;
/** Many servers in one line push what is said of them to the right, but not further than that. */
const WIDEST_WHO = 32;
/** Between who and what. */
const GAP = '  ';

/**
 * How the world stands: the servers (are they up, what did they report last), what keeps them from talking,
 * and what they were asked for and have not answered. For a run that has ended, or was stopped; lines have at
 * most `width` characters.
 */
export function describeSituation(simulation: Simulation, tell: Tell, width: number): string[] {
  const faults = simulation.recent.faultsInForce();
  const servers = new Map<string, string[]>();
  for (const server of simulation.servers) {
    const own = faults.filter(({ fault }) => befallsAServer(fault) && fault.server === server);
    const parts = [
      conditionOf(server, own),
      ...lastReports(simulation, server, own, tell),
      ...troublesOf(own),
    ];
    const text = parts.join(', ');
    servers.set(text, [...(servers.get(text) ?? []), server.name]);
  }
  const lines = [...servers].map(([text, names]) => ({ who: namesText(names), text }));
  const whoWidth = Math.min(WIDEST_WHO, Math.max(0, ...lines.map(({ who }) => who.length)));
  const network = networkLines(
    faults.filter(({ fault }) => !befallsAServer(fault)),
    whoWidth,
  );
  const calls = openCallLines(simulation, faults, whoWidth);
  const all = [...lines.map(({ who, text }) => `${who.padEnd(whoWidth)}${GAP}${text}`), ...network, ...calls];
  return all.flatMap((line) => wrap(line, width, whoWidth + GAP.length));
}

function conditionOf(server: SimServer, own: readonly FaultInForce[]): string {
  const crash = own.find(({ fault }) => fault.what === 'crash');
  if (crash) return server.isUp ? 'about to start' : `down since ${crash.sinceMs.toFixed(0)} ms`;
  if (!server.isUp) return 'not started';
  const conditions = own.flatMap(({ fault, sinceMs }) => {
    const word = fault.what === 'disconnect' ? 'cut off' : fault.what === 'pause' ? 'paused' : undefined;
    return word ? [`${word} since ${sinceMs.toFixed(0)} ms`] : [];
  });
  return conditions.length > 0 ? conditions.join(', ') : 'up';
}

/** What may still come of what the scenario did to it. */
function troublesOf(own: readonly FaultInForce[]): string[] {
  return own.flatMap(({ fault }) => {
    if (fault.what === 'clock rate') return [`clock rate ${Number(fault.rate.toFixed(3))}`];
    return fault.what === 'crash in turn' ? [`to ${faultWords(fault).text}`] : [];
  });
}

/** Of its present life, or of the one before if that has ended. */
function lastReports(
  { recent }: Simulation,
  { name }: SimServer,
  own: readonly FaultInForce[],
  tell: Tell,
): string[] {
  const state = recent.states.get(name);
  const emit = recent.emits.get(name);
  const parts: string[] = [];
  if (state) {
    const text = tell('state', state.value) ?? valueText(state.value, LONGEST_VALUE);
    const isOver = own.some(({ fault }) => fault.what === 'crash');
    parts.push(isOver ? `before: ${text}` : text);
  }
  if (emit) {
    const text = tell(emit.name ?? '', emit.value) ?? `${emit.name} ${valueText(emit.value, LONGEST_VALUE)}`;
    parts.push(`last: ${text}`);
  }
  return parts;
}

/** Faults of several links that are the same are one line. */
function networkLines(faults: readonly FaultInForce[], verbWidth: number): string[] {
  const lines = new Map<string, { readonly verb: string; readonly whom: string[]; readonly rest: string }>();
  for (const { fault, sinceMs } of faults) {
    const { verb, from, to, text } = faultWords(fault);
    const whom = peopleText(from, to);
    const rest = [text, `(since ${sinceMs.toFixed(0)} ms)`].filter(Boolean).join(' ');
    const line = lines.get(`${verb} ${rest}`) ?? { verb, whom: [], rest };
    if (whom) line.whom.push(whom);
    lines.set(`${verb} ${rest}`, line);
  }
  return [...lines.values()].map(({ verb, whom, rest }) =>
    [verb.padEnd(verbWidth), whom.join(', '), rest].filter(Boolean).join('  '),
  );
}

/**
 * The oldest calls of the scenario that are still open, those that are alike in one line. Of a client: what
 * others told it meanwhile.
 */
function openCallLines(
  { openCalls, recent }: Simulation,
  faults: readonly FaultInForce[],
  verbWidth: number,
): string[] {
  const happenings = recent.list();
  const alike = new Map<string, string[]>();
  for (const { server, method, args, atMs } of openCalls.values()) {
    const waits = faults.some(
      ({ fault, sinceMs }) => fault.what === 'pause' && fault.server === server && sinceMs < atMs,
    );
    const since = `since ${atMs.toFixed(0)} ms${waits ? ', begins when it is resumed' : ''}`;
    const call = `${method} ${valueText(args, LONGEST_VALUE)} (${since})`;
    const heard = server.role === 'client' ? lastAnswersText(happenings, server.name, atMs) : undefined;
    const text = heard === undefined ? call : `${call}; heard last: ${heard}`;
    alike.set(text, [...(alike.get(text) ?? []), server.name]);
  }
  const groups = [...alike];
  const lines = groups.slice(0, CALLS_SHOWN).map(([text, names]) => `${namesText(names)}  ${text}`);
  const hidden = groups.slice(CALLS_SHOWN).reduce((sum, [, names]) => sum + names.length, 0);
  const all = hidden > 0 ? [...lines, `and ${hidden} more`] : lines;
  return all.map((line) => `${'open call'.padEnd(verbWidth)}${GAP}${line}`);
}

type ServerFault = Fault & { readonly server: SimServer };

function befallsAServer(fault: Fault): fault is ServerFault {
  return 'server' in fault;
}
