import type { ApplicationModule } from './applications/index.ts';
import type { KeyValue } from './contract.ts';

/**
 * Each line of an input is a pair as JSON, `["key","value"]`: so scenarios decide what keys and values are.
 * The result is the sorted list of the values, as JSON: one line, whatever is in them.
 */
const pairs: ApplicationModule = {
  application: () => ({
    map: (_name, contents): KeyValue[] =>
      contents
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => {
          const [key, value] = JSON.parse(line) as [string, string];
          return { key, value };
        }),
    reduce: (_key, values) => JSON.stringify([...values].sort()),
  }),
};

/** What only scenarios need. */
export const TEST_APPLICATIONS: Readonly<Record<string, ApplicationModule>> = { pairs };
