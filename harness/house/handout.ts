import { readProjectFile } from './project-files.ts';

/** A run that a handout shows. */
export interface ShownRun {
  /** Behind the prompt: `npm test lab0 seed=7 only=lossy`. */
  readonly command: string;
  /** Of its output, as far as it is shown. */
  readonly lines: readonly string[];
}

/** The cells behind the slug in a handout's tables of scenarios, by slug. */
export function scenarioRows(labId: string): Map<string, readonly string[]> {
  const rows = readHandout(labId).matchAll(/^\| `([\w-]+)` *\|(.*)\|$/gm);
  return new Map([...rows].map(([, slug = '', cells = '']) => [slug, cells.split('|').map(trimmed)]));
}

/** The commands in a handout's blocks of code, with their outputs. */
export function shownRuns(labId: string): ShownRun[] {
  const blocks = readHandout(labId).matchAll(/^```\n\$ (.+)\n((?:.*\n)*?)```$/gm);
  return [...blocks].map(([, command = '', output = '']) => {
    const lines = output.split('\n').map(trimmed);
    return { command, lines: lines.filter((line) => line !== '' && line !== '…') };
  });
}

function readHandout(labId: string): string {
  return readProjectFile(`labs/${labId}/README.md`);
}

function trimmed(text: string): string {
  return text.trim();
}
