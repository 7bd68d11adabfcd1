import { useMemo } from 'preact/hooks';
import { nameOf, type Run } from '../model/run.ts';
import { operationText, resultText, timeText } from '../model/words.ts';

export interface OperationsViewProps {
  readonly run: Run;
  readonly position: number;
  readonly onGo: (position: number) => void;
}

/** What the scenario asked of servers and clients, and what they answered. */
export function OperationsView({ run, position, onGo }: OperationsViewProps) {
  const calls = useMemo(() => callSteps(run), [run]);
  const atMs = run.times[position] ?? 0;
  return (
    <section class="panel operations" aria-label="Operations">
      <table class="changes">
        <thead>
          <tr>
            {['from', 'to', 'of', 'call', 'requests', 'answer'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {run.trace.operations.map((operation, index) => {
            const call = calls.get(operation.id);
            const isNow = operation.fromMs <= atMs && atMs <= (operation.toMs ?? run.endMs);
            return (
              <tr key={operation.id} class={isNow ? 'now' : ''}>
                <td>{timeText(operation.fromMs)}</td>
                <td>{operation.toMs === undefined ? '–' : timeText(operation.toMs)}</td>
                <td>{nameOf(run, operation.actor)}</td>
                <td>
                  {call === undefined ? (
                    <code>{operationText(operation)}</code>
                  ) : (
                    <button type="button" class="link" onClick={() => onGo(call)}>
                      <code>{operationText(operation)}</code>
                    </button>
                  )}
                </td>
                <td>{sentText(run.requestCounts[index] ?? 0)}</td>
                <td>
                  {operation.result === undefined ? (
                    <i class="muted">{operation.isDown ? 'down' : 'none'}</i>
                  ) : (
                    <code>{resultText(operation, 120)}</code>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function sentText(count: number): string {
  if (count === 0) return '';
  return count === 1 ? 'sent once' : `sent ${count} times`;
}

/** The step with which each operation began, by the operation's id. */
function callSteps(run: Run): ReadonlyMap<number, number> {
  const calls = new Map<number, number>();
  for (const [position, { cause }] of run.steps.entries()) {
    if (cause.kind === 'call') calls.set(cause.operation, position);
  }
  return calls;
}
