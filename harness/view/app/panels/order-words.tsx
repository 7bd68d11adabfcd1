import type { Hop } from '../model/causality.ts';
import { countsText, type Pair, pairText } from '../model/ordering.ts';
import { nameOf, type Run } from '../model/run.ts';
import type { Order } from '../use-order.ts';

export interface OrderWordsProps {
  readonly run: Run;
  readonly position: number;
  readonly onGo: (position: number) => void;
  readonly order: Order;
}

/** What happened before the selected step and after it, and how it stands to the second one. */
export function OrderWords({ run, position, onGo, order }: OrderWordsProps) {
  if (!order.isShown) return null;
  const { ordering, second } = order;
  if (!ordering)
    return <p class="muted">What the scenario did to the world happened neither before nor after a step.</p>;
  const isKept = second === position;
  return (
    <>
      <p class="around">{countsText(ordering)}.</p>
      {ordering.pair && <PairWords run={run} pair={ordering.pair} onGo={onGo} />}
      {isKept && <p class="muted">This step is kept: select another one to compare it with.</p>}
      {second === undefined ? (
        <p class="muted">
          Shift and a click on a second step says whether one happened before the other (or <kbd>c</kbd>, and
          then select another step).
        </p>
      ) : (
        <button type="button" class="small" onClick={() => order.pairWith(second)}>
          Compare no more
        </button>
      )}
    </>
  );
}

function PairWords({ run, pair, onGo }: { run: Run; pair: Pair; onGo: (position: number) => void }) {
  return (
    <>
      <p class="remark">{pairText(run, pair)}</p>
      {pair.way.length > 0 && (
        <ol class="chain">
          {pair.way.map((hop) => (
            <li key={hop.message}>
              <HopLine run={run} hop={hop} onGo={onGo} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function HopLine({ run, hop, onGo }: { run: Run; hop: Hop; onGo: (position: number) => void }) {
  const message = run.messageOf(hop.message);
  const what = message?.kind === 'reply' ? `reply to ${message.method}` : message?.method;
  return (
    <>
      {what}: <StepLink run={run} position={hop.sent} onGo={onGo} /> →{' '}
      <StepLink run={run} position={hop.arrived} onGo={onGo} />
    </>
  );
}

function StepLink({ run, position, onGo }: Pick<OrderWordsProps, 'run' | 'position' | 'onGo'>) {
  const step = run.steps[position];
  return (
    <button type="button" class="link" onClick={() => onGo(position)}>
      #{step?.n} {nameOf(run, step?.actor ?? -1)}
    </button>
  );
}
