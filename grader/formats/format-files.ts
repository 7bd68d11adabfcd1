import type { Format } from './write-formats.ts';

/**
 * Paths, below the folder of results, of what `writeFormats` writes. `pageNames`: of the submissions' pages.
 */
export function formatFiles(formats: readonly Format[], pageNames: readonly string[]): string[] {
  const ofFormat: Readonly<Record<Format, readonly string[]>> = {
    junit: ['junit.xml'],
    ctrf: ['ctrf.json'],
    gradescope: pageNames.map((name) => `gradescope/${name}.json`),
    classroom50: ['classroom50.json'],
  };
  return formats.flatMap((format) => ofFormat[format]);
}
