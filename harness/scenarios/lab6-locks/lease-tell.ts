import type { Tell } from '../scenario.ts';
import type { GrantedReport, LeaseReport } from './lease-holder-program.ts';
import type { ReadReport, WroteReport } from './storage-reports.ts';

/** What clients and the storage of lab 6b report. Other parts have reports of the same names. */
export const tellLeases: Tell = (name, value) => {
  const report = value as object;
  if ('answer' in report) return name === 'wrote' || name === 'read' ? tellStorage(value) : undefined;
  if (!('lock' in report && 'token' in report)) return undefined;
  const { lock, token } = value as LeaseReport;
  const lease = `lock ${lock}, token ${token}`;
  switch (name) {
    case 'granted':
      return `gains ${lease}${(value as GrantedReport).isAborted ? ', too late' : ''}`;
    case 'lapsed':
      return `loses ${lease}`;
    case 'releases':
      return `releases ${lease}`;
    default:
      return undefined;
  }
};

function tellStorage(value: unknown): string {
  if (!('token' in (value as object))) {
    const { key, answer } = value as ReadReport;
    return `reads ${key} = ${JSON.stringify((answer as { value?: unknown } | undefined)?.value)}`;
  }
  const { key, value: written, token, answer } = value as WroteReport;
  const verb = (answer as { kind?: unknown } | undefined)?.kind === 'ok' ? 'accepts' : 'refuses';
  return `${verb} ${key} = ${JSON.stringify(written)}, token ${token}`;
}
