import type { Tell } from '../scenario.ts';

/** What clients and the service of lab 6c report. Other parts have reports of the same names. */
export const tellCoordination: Tell = (name, value) => {
  const report = value as Readonly<Record<string, unknown>>;
  if (name === 'session-ended') return 'hears that its session has expired';
  if ('path' in report && 'kind' in report) return tellUse(name, report);
  if (!('session' in report)) return undefined;
  switch (name) {
    case 'operated':
      return `executes ${report.kind}`;
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
