import type { TraceEffect, TraceMessage } from '../../../trace/trace.ts';
import { failureSentence, leftOutText } from '../model/failure-words.ts';
import { logFacts } from '../model/log-facts.ts';
import { oldTermCommitIn, oldTermText } from '../model/old-term-commit.ts';
import { diskText, raftOnDisk } from '../model/raft-disk.ts';
import { nameOf, type Run } from '../model/run.ts';
import { positionOfTurn } from '../model/step-position.ts';
import { causeText, effectText, fateText, timeText } from '../model/words.ts';
import type { Order } from '../use-order.ts';
import { CapturedTree } from './captured-tree.tsx';
import { Chain } from './chain.tsx';
import { Jumps } from './jumps.tsx';
import { OrderWords } from './order-words.tsx';

export interface StepPanelProps {
  readonly run: Run;
  readonly position: number;
  readonly onGo: (position: number) => void;
  readonly order: Order;
}

/** The selected step: why it happened, what came with it, what it did. */
export function StepPanel({ run, position, onGo, order }: StepPanelProps) {
  const step = run.steps[position];
  if (!step) return <section class="panel">This trace holds no step.</section>;
  if (step.cause.kind === 'gap') return <Gap run={run} />;
  const who = step.actor === undefined ? 'scenario' : nameOf(run, step.actor);
  const isFailing = run.trace.failure !== undefined && position === run.failing;
  return (
    <section class="panel step" aria-label="Selected step">
      <h2>
        <span class="number">#{step.n}</span> {who} <span class="muted">at {timeText(step.atMs)}</span>
      </h2>
      <p class="cause">{sentence(causeText(run, step))}</p>
      {isFailing && <p class="alarm">{failureSentence(run)}</p>}
      {step.crashed && <p class="alarm">The server crashed in this turn: only what is listed happened.</p>}
      {step.unfinished && <p class="alarm">This turn never ended.</p>}
      <Jumps run={run} position={position} onGo={onGo} />
      <OrderWords run={run} position={position} onGo={onGo} order={order} />
      <Remarks run={run} position={position} />
      <CauseMessage run={run} position={position} />
      <Marks run={run} position={position} />
      <Effects run={run} effects={step.effects ?? []} onGo={onGo} />
      <Logs run={run} position={position} />
      <Chain run={run} position={position} onGo={onGo} />
    </section>
  );
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Stands for the steps that were left out. */
function Gap({ run }: { run: Run }) {
  const { omitted } = run.trace;
  return (
    <section class="panel step" aria-label="Selected step">
      <h2>Left out</h2>
      {omitted && <p class="cause">{leftOutText(omitted)}.</p>}
      <p class="muted">
        The run was too big to be kept whole. Of these steps only faults, starts, crashes and changes of
        leaders are here. The states are those just before the next step.
      </p>
    </section>
  );
}

/** What one would otherwise look up: what was on disk, how the logs compare, whether a commit was allowed. */
function Remarks({ run, position }: { run: Run; position: number }) {
  const step = run.steps[position];
  const actor = step?.actor;
  if (!step || actor === undefined) return null;
  const facts = logFacts(run, position);
  const disk =
    step.cause.kind === 'boot' ? raftOnDisk(run, run.states[actor]?.after(position) ?? null) : undefined;
  const commit = oldTermCommitIn(run, actor, position);
  return (
    <>
      {disk && <p class="remark">On its disk: {diskText(disk)}.</p>}
      {facts && <p class="remark">{facts}</p>}
      {commit && <p class="remark warning">{oldTermText(commit)}</p>}
    </>
  );
}

function CauseMessage({ run, position }: { run: Run; position: number }) {
  const cause = run.steps[position]?.cause;
  const id =
    cause?.kind === 'message' || cause?.kind === 'reply'
      ? cause.message
      : cause?.kind === 'no-answer'
        ? cause.request
        : undefined;
  const message = id === undefined ? undefined : run.messageOf(id);
  if (cause?.kind === 'call') return <CallValues run={run} id={cause.operation} />;
  if (!message) return null;
  return (
    <>
      <p class="muted">{carriage(message)}</p>
      <CapturedTree key={message.id} label="payload" value={message.payload} openDepth={2} />
    </>
  );
}

function carriage(message: TraceMessage): string {
  const copy =
    message.copyOf === undefined ? '' : `, a copy that the network made of message ${message.copyOf}`;
  return `Message ${message.id}, ${message.bytes} bytes, sent at ${timeText(message.sentAtMs)}, ${fateText(message)}${copy}`;
}

function CallValues({ run, id }: { run: Run; id: number }) {
  const operation = run.operationOf(id);
  if (!operation) return null;
  return (
    <>
      <CapturedTree key={`args ${id}`} label="arguments" value={operation.args} openDepth={2} />
      {operation.result !== undefined && operation.result !== null && (
        <CapturedTree key={`result ${id}`} label="result" value={operation.result} openDepth={2} />
      )}
      <p class="muted">
        {operation.toMs === undefined
          ? `Never answered${operation.isDown ? ': the server was down' : ''}`
          : `Answered at ${timeText(operation.toMs)}`}
      </p>
    </>
  );
}

function Marks({ run, position }: { run: Run; position: number }) {
  const marks = run.steps[position]?.marks;
  if (!marks?.length) return null;
  return (
    <ul class="marks" aria-label="What the judge noticed">
      {marks.map((mark, index) => (
        <li key={index}>
          <span class="tag">{mark.kind}</span> {nameOf(run, mark.actor)}: {mark.text}
        </li>
      ))}
    </ul>
  );
}

interface EffectsProps {
  readonly run: Run;
  readonly effects: readonly TraceEffect[];
  readonly onGo: (position: number) => void;
}

function Effects({ run, effects, onGo }: EffectsProps) {
  return (
    <>
      <h3>What it did</h3>
      {effects.length === 0 && <p class="muted">Nothing that leaves the server.</p>}
      <ol class="effects">
        {effects.map((effect, index) => (
          <li key={index} class={effect.kind === 'failed' ? 'alarm' : ''}>
            {effectText(run, effect)}
            {effect.kind === 'send' && <Fate run={run} message={run.messageOf(effect.message)} onGo={onGo} />}
          </li>
        ))}
      </ol>
    </>
  );
}

interface FateProps {
  readonly run: Run;
  readonly message: TraceMessage | undefined;
  readonly onGo: (position: number) => void;
}

function Fate({ run, message, onGo }: FateProps) {
  if (!message) return null;
  const { fate } = message;
  const to = fate.kind === 'delivered' ? positionOfTurn(run.steps, fate.step) : -1;
  return (
    <>
      <span class={fate.kind === 'lost' ? 'fate lost' : 'fate'}> {fateText(message)}</span>
      {fate.kind === 'delivered' && to < 0 && <span class="muted">in #{fate.step}, which was left out </span>}
      {to >= 0 && (
        <button type="button" class="small" onClick={() => onGo(to)}>
          Go to delivery
        </button>
      )}
      <CapturedTree key={message.id} label="payload" value={message.payload} openDepth={0} />
    </>
  );
}

function Logs({ run, position }: { run: Run; position: number }) {
  const logs = run.steps[position]?.logs;
  if (!logs?.length) return null;
  return (
    <>
      <h3>What it printed</h3>
      <ul class="logs">
        {logs.map(({ level, text, source }, index) => (
          <li key={index} class={level}>
            <code>{text}</code>
            {source && <span class="muted"> {source}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
