import type { Application, KeyValue } from './contract.ts';

/**
 * What the job should give: its lines, unsorted, from one process that does everything in turn. The
 * application must not wait for anything.
 */
export function runSequentially(app: Application, inputs: ReadonlyMap<string, string>): string[] {
  const values = new Map<string, string[]>();
  for (const [name, contents] of inputs) {
    for (const { key, value } of app.map(name, contents) as Iterable<KeyValue>) {
      const list = values.get(key);
      if (list) list.push(value);
      else values.set(key, [value]);
    }
  }
  return [...values].map(([key, list]) => `${key} ${app.reduce(key, list)}`);
}
