import type { Captured, Path } from '../../../trace/captured.ts';
import { type Difference, differences } from '../model/captured-diff.ts';
import { shortText } from '../model/captured-text.ts';
import { lastChange } from '../model/last-change.ts';
import { actorOf, isUp, nameOf, type Run } from '../model/run.ts';
import { countUpTo } from '../model/state-history.ts';
import { CapturedTree, pathText } from './captured-tree.tsx';

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
  const state = history.after(position);
  const goToOrigin = (path: Path) => {
    const origin = lastChange(run, actor, position, path);
    if (origin !== undefined) onGo(origin);
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
        <Changes changes={changes} names={['before', 'after']} />
      ) : (
        <p class="muted">This step was not a turn of {nameOf(run, actor)}.</p>
      )}
      {other && <OtherRun other={other} actor={nameOf(run, actor)} state={state} />}
      <h3>All of it{savedText(run, actor, position)}</h3>
      <CapturedTree
        key={actor}
        label="state"
        value={state}
        openDepth={3}
        changed={changed}
        onLastChange={goToOrigin}
      />
    </section>
  );
}

function Changes({ changes, names }: { changes: readonly Difference[]; names: readonly [string, string] }) {
  if (changes.length === 0) return <p class="muted">Nothing that can be seen.</p>;
  if (changes.some(({ path }) => path.length === 0)) return <p class="muted">All of it is new.</p>;
  return (
    <table class="changes">
      <thead>
        <tr>
          <th scope="col">where</th>
          <th scope="col">{names[0]}</th>
          <th scope="col">{names[1]}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={pathText(change.path)}>
            <th scope="row">{change.name.replace(/^memory\./, '') || 'all'}</th>
            <Version value={change.old} kind="old" />
            <Version value={change.new} kind="new" />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Version({ value, kind }: { value: Captured | undefined; kind: 'old' | 'new' }) {
  return <td class={kind}>{value === undefined ? <i>nothing</i> : <code>{shortText(value, 200)}</code>}</td>;
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
      <Changes changes={changes} names={['A', 'B']} />
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
