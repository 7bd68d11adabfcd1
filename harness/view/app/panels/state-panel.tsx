import type { Captured, Path } from '../../../trace/captured.ts';
import { differences } from '../model/captured-diff.ts';
import { fieldsOf } from '../model/captured-text.ts';
import { lastChange } from '../model/last-change.ts';
import { isStateUnknown } from '../model/left-out.ts';
import { peerAt, peersOf } from '../model/peers.ts';
import { actorOf, isUp, nameOf, partOf, type Run } from '../model/run.ts';
import { countUpTo } from '../model/state-history.ts';
import { CapturedTree, pathText } from './captured-tree.tsx';
import { ChangesTable } from './changes-table.tsx';
import { StateUnknown } from './state-unknown.tsx';

export interface StatePanelProps {
  readonly run: Run;
  readonly position: number;
  readonly actor: number;
  /** Whether this actor's state stays in view whatever step is selected. */
  readonly isPinned: boolean;
  readonly onGo: (position: number) => void;
  /** Undefined: that of whoever acts. */
  readonly onActor: (actor: number | undefined) => void;
  /** The same actor in the run that this one is compared with. */
  readonly other?: { readonly run: Run; readonly position: number; readonly name: string };
}

/** The state of one actor after the selected step, and what the step changed in it. */
export function StatePanel({ run, position, actor, isPinned, onActor, onGo, other }: StatePanelProps) {
  const history = run.states[actor];
  const step = run.steps[position];
  if (!history || !step) return <section class="panel">Nothing is known of a state here.</section>;
  if (isStateUnknown(run, position)) return <StateUnknown run={run} />;
  const state = history.after(position);
  const goToOrigin = (path: Path) => {
    const origin = lastChange(run, actor, position, path);
    if (origin !== undefined) onGo(origin);
  };
  const peers = peersOf(run, actor, state);
  const noteOf = (path: Path) => {
    const peer = peerAt(run, peers, state, path);
    return peer === undefined ? undefined : nameOf(run, peer);
  };
  const isOwn = actorOf(step) === actor;
  const changes = isOwn ? differences(history.before(position), state) : [];
  const changed = new Set(changes.map(({ path }) => pathText(path)));
  return (
    <section class="panel state" aria-label="State">
      <h2>
        State of{' '}
        <select
          aria-label="Whose state"
          value={isPinned ? actor : ''}
          onChange={({ currentTarget: { value } }) => onActor(value === '' ? undefined : Number(value))}
        >
          <option value="">{nameOf(run, actor)} (who acts)</option>
          {run.trace.actors.map(({ name }, index) => (
            <option key={name} value={index}>
              {name}, always
            </option>
          ))}
        </select>
        {!isUp(run, actor, position) && <span class="tag">down: as it was before the crash</span>}
      </h2>
      <h3>What this step changed{isOwn && changes.length > 0 ? ` (${changes.length})` : ''}</h3>
      {isOwn ? (
        <ChangesTable changes={changes} names={['before', 'after']} noteOf={({ path }) => noteOf(path)} />
      ) : (
        <p class="muted">This step was not a turn of {nameOf(run, actor)}.</p>
      )}
      {other && <OtherRun other={other} actor={nameOf(run, actor)} state={state} />}
      <h3>All of it{savedText(run, actor, position)}</h3>
      {isEmpty(state) && <p class="muted">Nothing of its state is recorded.</p>}
      <CapturedTree
        key={actor}
        label="state"
        value={state}
        openDepth={3}
        changed={changed}
        onLastChange={goToOrigin}
        noteOf={noteOf}
      />
    </section>
  );
}

/** Neither reports nor objects nor a disk: a server of the harness. */
function isEmpty(state: Captured): boolean {
  const disk = fieldsOf(partOf(state, 'disk')) ?? {};
  const parts = [partOf(state, 'reports'), partOf(state, 'memory'), ...Object.values(disk)];
  return parts.every((part) => part === null);
}

interface OtherRunProps {
  readonly other: NonNullable<StatePanelProps['other']>;
  readonly actor: string;
  readonly state: Captured;
}

function OtherRun({ other, actor, state }: OtherRunProps) {
  const index = other.run.trace.actors.findIndex(({ name }) => name === actor);
  const theirs = other.run.states[index]?.after(other.position);
  if (theirs === undefined) return <p class="muted">The other run has no {actor}.</p>;
  const changes = other.name === 'B' ? differences(state, theirs) : differences(theirs, state);
  return (
    <>
      <h3>Run A and run B here ({changes.length === 0 ? 'the same' : changes.length})</h3>
      <ChangesTable changes={changes} names={['A', 'B']} noteOf={() => undefined} />
    </>
  );
}

/** What the actor had saved last. */
function savedText(run: Run, actor: number, position: number): string {
  const steps = run.stepsOf[actor] ?? [];
  for (let at = countUpTo(steps, position) - 1; at >= 0; at--) {
    const step = run.steps[steps[at] ?? -1];
    const save = step?.effects?.findLast(({ kind }) => kind === 'save');
    if (save?.kind !== 'save') continue;
    const snapshot = save.snapshotBytes === undefined ? '' : ` and a snapshot of ${save.snapshotBytes}`;
    return `: saved ${save.stateBytes} bytes${snapshot} in #${step?.n}`;
  }
  return '';
}
