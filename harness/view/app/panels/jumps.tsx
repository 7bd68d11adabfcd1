import type { ComponentChildren } from 'preact';
import { causesOf, deliveriesOf, type Link, missingCauseOf, requestOf } from '../model/causes.ts';
import type { Run } from '../model/run.ts';

export interface JumpsProps {
  readonly run: Run;
  readonly position: number;
  readonly onGo: (position: number) => void;
}

/** To what made a step happen, and to what came of it. */
export function Jumps({ run, position, onGo }: JumpsProps) {
  const step = run.steps[position];
  const cause = causesOf(run, position, 1)[0];
  const { sent, handled } = requestOf(run, position);
  const delivery = deliveriesOf(run, position)[0];
  const missing = missingCauseOf(run, position);
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
      {missing !== undefined && (
        <span class="muted">
          {label} is not in this file: #{missing} was left out.
        </span>
      )}
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
