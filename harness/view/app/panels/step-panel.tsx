import type { ComponentChildren } from 'preact';
import type { TraceEffect, TraceMessage } from '../../../trace/trace.ts';
import { causesOf, deliveriesOf, type Link, requestOf } from '../model/causes.ts';
import { nameOf, positionOfStep, type Run } from '../model/run.ts';
import { causeText, effectText, fateText, timeText } from '../model/words.ts';
import { CapturedTree } from './captured-tree.tsx';

export interface StepPanelProps {
  readonly run: Run;
  readonly position: number;
  readonly onGo: (position: number) => void;
}

/** The selected step: why it happened, what came with it, what it did. */
export function StepPanel({ run, position, onGo }: StepPanelProps) {
  const step = run.steps[position];
  if (!step) return <section class="panel">This trace holds no step.</section>;
  const who = step.actor === undefined ? 'scenario' : nameOf(run, step.actor);
  const isFailing = run.trace.failure !== undefined && position === run.failing;
  return (
    <section class="panel step" aria-label="Selected step">
      <h2>
        <span class="number">#{step.n}</span> {who} <span class="muted">at {timeText(step.atMs)}</span>
      </h2>
      <p class="cause">{sentence(causeText(run, step))}</p>
      {isFailing && <p class="alarm">{failingText(run)}</p>}
      {step.crashed && <p class="alarm">The server crashed in this turn: only what is listed happened.</p>}
      {step.unfinished && <p class="alarm">This turn never ended.</p>}
      <Jumps run={run} position={position} onGo={onGo} />
      <CauseMessage run={run} position={position} />
      <Marks run={run} position={position} />
      <Effects run={run} effects={step.effects ?? []} onGo={onGo} />
      <Logs run={run} position={position} />
      <Chain run={run} position={position} onGo={onGo} />
    </section>
  );
}

/** Some rules are broken by what does not happen. */
function failingText(run: Run): string {
  return run.failureMs > (run.times[run.failing] ?? 0)
    ? `The last step: the rule was broken at ${timeText(run.failureMs)}.`
    : 'The rule was broken in this step.';
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function Jumps({ run, position, onGo }: StepPanelProps) {
  const step = run.steps[position];
  const cause = causesOf(run, position, 1)[0];
  const { sent, handled } = requestOf(run, position);
  const delivery = deliveriesOf(run, position)[0];
  const isTimer = step?.cause.kind === 'timer';
  const label = isTimer ? 'Where it was set' : step?.cause.kind === 'no-answer' ? 'The request' : 'Its send';
  return (
    <div class="jumps">
      <Jump to={cause} onGo={onGo} hint="s">
        {label}
      </Jump>
      {step?.cause.kind === 'reply' && (
        <Jump to={sent} onGo={onGo}>
          The request
        </Jump>
      )}
      {handled && handled.position !== cause?.position && (
        <Jump to={handled} onGo={onGo}>
          Where it was handled
        </Jump>
      )}
      <Jump to={delivery} onGo={onGo} hint="d">
        Delivery of what it sent
      </Jump>
    </div>
  );
}

interface JumpProps {
  readonly to: Link | undefined;
  readonly onGo: (position: number) => void;
  readonly hint?: string;
  readonly children: ComponentChildren;
}

function Jump({ to, onGo, hint, children }: JumpProps) {
  if (!to) return null;
  return (
    <button type="button" onClick={() => onGo(to.position)}>
      {children}
      {hint && <kbd>{hint}</kbd>}
    </button>
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
      {operation.result !== undefined && (
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
  const to = fate.kind === 'delivered' ? positionOfStep(run.steps, fate.step) : -1;
  return (
    <>
      <span class={fate.kind === 'lost' ? 'fate lost' : 'fate'}> {fateText(message)}</span>
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

const CHAIN_MAX = 12;

/** Why it came to this, and why to that, back in time. */
function Chain({ run, position, onGo }: StepPanelProps) {
  const chain = causesOf(run, position, CHAIN_MAX);
  if (chain.length === 0) return null;
  return (
    <>
      <h3>How it came to this</h3>
      <ol class="chain">
        {chain.map((link) => {
          const step = run.steps[link.position];
          if (!step) return null;
          const who = step.actor === undefined ? 'scenario' : nameOf(run, step.actor);
          return (
            <li key={link.position}>
              <button type="button" class="link" onClick={() => onGo(link.position)}>
                #{step.n} {who}: {causeText(run, step)}
              </button>
              <span class="muted"> {timeText(step.atMs)}</span>
            </li>
          );
        })}
      </ol>
    </>
  );
}
