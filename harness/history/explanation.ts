import type { HistoryFile } from '../check/history-files/formats.ts';
import type { RecordedOperation } from '../check/history-files/recorded-operations.ts';
import { reasonsFor, statesAlong } from '../check/linearizability/reasons.ts';
import type { Conflict } from '../check/linearizability/verdict.ts';

/**
 * Why a history is not linearizable: in sentences, and then the operations that these name, with their lines
 * in the file.
 */
export function explanationLines(
  { model, operations, format }: HistoryFile,
  conflict: Conflict<unknown, unknown>,
): readonly string[] {
  const { object, longest, impossible } = conflict;
  const clientName = (client: number) => `${format === 'json' ? 'client' : 'process'} ${client}`;
  const states = statesAlong(model, operations, longest);
  const { sentences, points } = reasonsFor(model, operations, conflict, states, clientName);
  const row = (label: string, place: number): readonly string[] => {
    const operation = operations[place];
    if (!operation) throw new RangeError(`there is no operation ${place} in the history`);
    const { client, input, output } = operation;
    return [label, linesText(operation), `${clientName(client)}: ${model.describe(input, output)}`];
  };
  const numbers = [...new Set(points)].sort((a, b) => a - b);
  const rows = [
    ...numbers.map((number) => row(`point ${number}`, longest[number - 1] as number)),
    row('impossible', impossible),
  ];
  return [
    ...(object === undefined ? [] : [`Of ${JSON.stringify(object)}:`]),
    ...sentences,
    ...inColumns(rows).map((line) => `  ${line}`),
  ];
}

function linesText({ calledOnLine, returnedOnLine }: RecordedOperation<unknown, unknown>): string {
  if (returnedOnLine === calledOnLine) return `line ${calledOnLine}`;
  return returnedOnLine === undefined
    ? `from line ${calledOnLine}`
    : `lines ${calledOnLine} to ${returnedOnLine}`;
}

/** The last column may be as wide as it likes. */
function inColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widthOf = (column: number) => Math.max(...rows.map((row) => (row[column] ?? '').length));
  const widths = [widthOf(0), widthOf(1), 0];
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}
