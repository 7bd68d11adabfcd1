import type { Tell } from '../scenario.ts';
import type { OperationReport } from './coordination-program.ts';
import type { OperationAnswer } from './coordination-rpc.ts';

/** What clients and the service of lab 6c report. Other parts have reports of the same names. */
export const tellCoordination: Tell = (name, value) => {
  const report = value as Readonly<Record<string, unknown>>;
  if (name === 'session-ended') return 'hears that its session has expired';
  if (name === 'operated') return tellOperation(value as OperationReport);
  if ('path' in report && 'kind' in report) return tellUse(name, report);
  if (!('session' in report)) return undefined;
  switch (name) {
    case 'expired':
      return `expires session ${report.session}`;
    case 'created':
      return `creates ${shortPath(String(report.path))}`;
    case 'removed':
      return `removes ${shortPath(String(report.path))}${notifying(report.notified)}`;
    default:
      return undefined;
  }
};

function tellUse(
  name: string,
  { path, kind, isExpired }: Readonly<Record<string, unknown>>,
): string | undefined {
  const purpose = kind === 'read' ? ' for reading' : kind === 'write' ? ' for writing' : '';
  const lock = `lock ${String(path).split('/').at(-1)}${purpose}`;
  switch (name) {
    case 'asks':
      return `asks for ${lock}`;
    case 'granted':
      return `gains ${lock}${isExpired ? ', too late' : ''}`;
    case 'rejected':
      return `misses ${lock}: its session has expired`;
    case 'releases':
      return `releases ${lock}`;
    case 'released':
      return `released ${lock}`;
    default:
      return undefined;
  }
}

function notifying(notified: unknown): string {
  if (!Array.isArray(notified) || notified.length === 0) return '';
  return `, notifies ${notified.length === 1 ? 'one session' : `${notified.length} sessions`}`;
}

/** One that changes nothing. */
function tellOperation({ kind, path, answer }: OperationReport): string {
  if (answer.kind === 'children') return `executes children ${path}: ${tellNames(answer.names)}`;
  return `executes ${kind} ${shortPath(path)}: ${tellFound(answer)}`;
}

function tellFound(answer: OperationAnswer): string {
  if (answer.kind === 'exists') return answer.exists ? 'there' : 'not there';
  return answer.kind;
}

/** Of many children, so many are shown. */
const CHILDREN_SHOWN = 5;
const DIGITS_SHOWN = 3;

/** By their numbers and in their order, which is what counts: `…004, …005`. */
function tellNames(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const numbers = names.map((name) => name.slice(-NUMBER_DIGITS)).sort();
  const shown = numbers.slice(0, CHILDREN_SHOWN).map((number) => `…${number.slice(-DIGITS_SHOWN)}`);
  const more = names.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Of the last name in a path, at most so many characters are shown. */
const NAME_SHOWN = 24;
const NUMBER_DIGITS = 10;

/** The number at its end decides, so what is left out is before it. */
function shortPath(path: string): string {
  const at = path.lastIndexOf('/') + 1;
  const name = path.slice(at);
  if (name.length <= NAME_SHOWN) return path;
  const first = name.slice(0, NAME_SHOWN - NUMBER_DIGITS - 1);
  return `${path.slice(0, at)}${first}…${name.slice(-NUMBER_DIGITS)}`;
}
