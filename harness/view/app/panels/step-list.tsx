import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Step } from '../../../trace/trace.ts';
import { type Cone, type Standing, standingOf } from '../model/causality.ts';
import { markGroups } from '../model/mark-groups.ts';
import { nameOf, type Run } from '../model/run.ts';
import type { Shown } from '../model/search.ts';
import { countUpTo } from '../model/state-history.ts';
import {
  causeFacts,
  causeText,
  countText,
  effectsSummary,
  messageOfCause,
  timeText,
} from '../model/words.ts';

const ROW = 22;
const BEYOND = 10;

export interface StepListProps {
  readonly run: Run;
  readonly shown: Shown;
  readonly selected: number;
  /** A text is searched: what folding hides of it matters. */
  readonly isSearching: boolean;
  readonly onSelect: (position: number) => void;
  /** A line was clicked with shift. */
  readonly onPair: (position: number) => void;
  /** What happened before and after the selected step, if that is to be told apart. */
  readonly cone: Cone | undefined;
}

/** The steps that pass the filter, one a line. Only the lines in view exist. */
export function StepList({ run, shown, selected, isSearching, onSelect, onPair, cone }: StepListProps) {
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(300);
  const { steps } = shown;
  const row = countUpTo(steps, selected) - 1;
  useEffect(() => {
    if (!list.current) return;
    const observer = new ResizeObserver(() => setHeight(list.current?.clientHeight ?? 300));
    observer.observe(list.current);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const at = row * ROW;
    if (at >= element.scrollTop + ROW && at <= element.scrollTop + element.clientHeight - 2 * ROW) return;
    element.scrollTop = at - element.clientHeight * 0.6;
  }, [row, steps, height]);
  const first = Math.max(Math.floor(top / ROW) - BEYOND, 0);
  const last = Math.min(Math.ceil((top + height) / ROW) + BEYOND, steps.length);
  return (
    <section class="panel list" aria-label="Steps">
      <h2>
        Steps{' '}
        <span class="muted">
          {countText(steps.length)} of {countText(run.steps.length)}
          {isSearching && shown.folded > 0 && `, ${countText(shown.folded)} more are folded`}
        </span>
      </h2>
      <div
        ref={list}
        class="rows"
        role="listbox"
        aria-label="Steps that pass the filter"
        tabIndex={0}
        aria-activedescendant={`step-${selected}`}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        <div style={{ height: `${steps.length * ROW}px` }}>
          <div style={{ transform: `translateY(${first * ROW}px)` }}>
            {steps.slice(first, last).map((position, index) => (
              <Row
                key={position}
                run={run}
                position={position}
                hidden={position - (steps[first + index - 1] ?? -1) - 1}
                isSelected={position === selected}
                onSelect={onSelect}
                onPair={onPair}
                standing={cone && standingOf(run, cone, position)}
              />
            ))}
          </div>
        </div>
      </div>
    </section>
  );
}

interface RowProps {
  readonly run: Run;
  readonly position: number;
  /** Steps that are folded or filtered between this line and the one above. */
  readonly hidden: number;
  readonly isSelected: boolean;
  readonly onSelect: (position: number) => void;
  readonly onPair: (position: number) => void;
  readonly standing: Standing | undefined;
}

function Row({ run, position, hidden, isSelected, onSelect, onPair, standing }: RowProps) {
  const step = run.steps[position];
  if (!step) return null;
  const isFailing = run.isBrokenInStep && position === run.failing;
  const classes = [
    'row',
    isSelected && 'selected',
    isFailing && 'failing',
    hidden > 0 && 'after-fold',
    standing,
  ];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys move the selection, wherever the focus is.
    <div
      id={`step-${position}`}
      role="option"
      tabIndex={-1}
      aria-selected={isSelected}
      class={classes.filter(Boolean).join(' ')}
      title={hidden > 0 ? `${hidden} steps above are not shown` : undefined}
      onClick={({ shiftKey }) => (shiftKey ? onPair : onSelect)(position)}
    >
      <span class="time">{timeText(step.atMs).replace(/ ms$/, '')}</span>
      <span class="who">{whoText(run, step)}</span>
      <What run={run} step={step} />
      <Badges step={step} />
    </div>
  );
}

/** The cause, what its message says, and what was done: a glance must tell one line from the next. */
function What({ run, step }: { run: Run; step: Step }) {
  const summary = effectsSummary(run, step);
  const message = messageOfCause(run, step);
  return (
    <span class="what">
      {message ? (
        <>
          {message.kind === 'reply' && 'reply to '}
          {message.method} <span class="facts">{causeFacts(run, step)}</span>
          <span class="muted"> ← {nameOf(run, message.from)}</span>
        </>
      ) : (
        causeText(run, step)
      )}
      {summary && <span class="muted"> → {summary}</span>}
    </span>
  );
}

function whoText(run: Run, { actor, cause }: Step): string {
  if (cause.kind === 'gap') return '…';
  return actor === undefined ? 'scenario' : nameOf(run, actor);
}

function Badges({ step }: { step: Step }) {
  const logs = step.logs?.length ?? 0;
  return (
    <span class="badges">
      {markGroups(step.marks ?? [])
        .filter(({ kind }) => kind !== 'apply')
        .map(({ kind, short, texts }) => (
          <span key={kind} class="tag" title={texts.join('; ')}>
            {short}
          </span>
        ))}
      {logs > 0 && <span class="tag">{logs} log</span>}
    </span>
  );
}
