import { useEffect, useRef } from 'preact/hooks';
import { VIEW_TITLES, viewsOf } from '../available-views.ts';
import { drawGlyph, GLYPH_WORDS } from '../diagram/glyphs.ts';
import { hue, type Palette } from '../diagram/palette.ts';
import { isOfClock } from '../model/clock-faults.ts';
import { isLockSpan, lockOf } from '../model/lock-bands.ts';
import { looksLikeRaft } from '../model/raft-state.ts';
import type { Run } from '../model/run.ts';

const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ['← →', 'previous, next step'],
  ['[ ]', 'previous, next step of the same server (also with shift and ← →)'],
  ['↑ ↓', 'the lane above, below'],
  ['Home End', 'first, last step'],
  ['s, Enter', 'to the send of the message, or to where the timer was set'],
  ['d', 'to the delivery of what this step sent'],
  ['f', 'to the failing step'],
  ['+ − 0', 'zoom in, out, show all'],
  ['/ Esc', 'to the filter by text, and out of it'],
  ['x', 'of two runs, the other one'],
  ['h', 'what happened before the selected step and what after it, on and off'],
  ['c', 'keeps this step, to be compared with the one selected next; shift and a click choose it, too'],
  ['?', 'this help'],
];

const ARROWS: readonly (readonly [sign: string, what: string])[] = [
  ['━▶', 'a request; the thinner one with an open head is a reply'],
  ['━ ✗', 'lost, cut off, or sent to a server that is down'],
  ['╌▶', 'late: it took more than eight times as long as usual'],
  ['┈', 'still under way when the run ended'],
  ['×2', 'a copy that the network made'],
  ['faint', 'ignored by its receiver, folded, or filtered'],
];

export interface HelpProps {
  readonly runs: readonly Run[];
  readonly palette: Palette;
  readonly spanHues: ReadonlyMap<string, number>;
  readonly onClose: () => void;
}

/** Keys, signs, and what the picture cannot show; of all that there is only what these runs have. */
export function Help({ runs, palette, spanHues, onClose }: HelpProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const isRaft = runs.some(looksLikeRaft);
  return (
    <dialog ref={dialog} class="help" aria-label="Help" onClose={onClose}>
      <h2>How to read this</h2>
      <p>
        Time runs to the right, one lane for each server and client. Drag to pan, turn the wheel to zoom,
        click a dot or an arrow to select a step. Where nothing happens for long the axis is squeezed (grey,
        with its true length). In a partition, lanes that can talk to each other are underlined in one colour.
        Of a run that was too big to be kept, the middle is hatched.
        {runs.some(({ clusters }) => clusters.all.length > 1) && CLUSTERS}
      </p>
      <p>
        “Happens before” (h) tells apart what can have led to the selected step, by its own lane and by
        messages (<b class="past">blue</b>), what it can have led to (<b class="future">orange</b>), and what
        is concurrent with it (pale). Shift and a click on a second step draws the messages that lead from the
        one to the other, if any do.
      </p>
      <div class="columns">
        <Terms title="Keys" terms={[...KEYS, ...viewKeys(runs)]} />
        <Terms title="Arrows" terms={ARROWS} />
        <section>
          <h3>Marks</h3>
          <Marks runs={runs} palette={palette} spanHues={spanHues} />
          <p class="muted">
            A short stroke below a dot: the server saved to its disk. A bar across the lane: a new life after
            a crash.{isRaft && ' t4: term 4. +2: two entries. ✓ ✗: granted or refused.'}
          </p>
        </section>
      </div>
      <p class="muted">
        States show plain fields. What is in #private fields and closures cannot be seen.
        {isRaft && RAFT_FIELDS}
      </p>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}

const CLUSTERS =
  ' Lanes stand below the name of their cluster: a click on it, or the menu Clusters, folds the cluster to one lane, which leaves out what its servers say to each other. Drag up and down where not all lanes fit.';

const RAFT_FIELDS =
  ' The Raft view finds fields by the names of the paper: currentTerm, votedFor, log, commitIndex, lastApplied, nextIndex, matchIndex.';

function viewKeys(runs: readonly Run[]): readonly (readonly [string, string])[] {
  const views = runs[0] ? viewsOf(runs[0]) : [];
  if (views.length < 2) return [];
  return [
    [
      views.map((_, index) => index + 1).join(' '),
      `views: ${views.map((view) => VIEW_TITLES[view]).join(', ')}`,
    ],
  ];
}

/** Signs, and bars of what lasts, in the colours of the picture. */
function Marks({ runs, palette, spanHues }: Omit<HelpProps, 'onClose'>) {
  const steps = runs.flatMap((run) => run.steps);
  const locks = new Set(runs.flatMap(({ spans }) => spans.filter(isLockSpan).map(lockOf)));
  const hasClockFaults = steps.some(({ cause }) => isOfClock(cause));
  const kinds = new Set(steps.flatMap(({ marks = [] }) => marks.map(({ kind }) => kind)));
  return (
    <dl>
      {GLYPH_WORDS.filter(
        ([kind]) => kind === 'log' || kinds.has(kind) || (kind === 'clock' && hasClockFaults),
      ).map(([kind, what]) => (
        <div key={kind}>
          <dt>
            <Glyph kind={kind} color={palette.text} />
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
      {[...spanHues].map(([name, index]) => (
        <div key={name}>
          <dt>
            <span class="stretch" style={{ background: hue(palette, index) }} />
          </dt>
          <dd>
            {locks.has(name)
              ? `who holds ${name}; hatched above it: the lease, to the line where it ends`
              : `${name}, from its beginning to its end; ✗: its server died in it`}
          </dd>
        </div>
      ))}
      {runs.some(({ overlaps }) => overlaps.length > 0) && (
        <div>
          <dt>
            <span class="stretch" style={{ background: palette.failure }} />
          </dt>
          <dd>two hold one lock at once</dd>
        </div>
      )}
    </dl>
  );
}

function Terms({ title, terms }: { title: string; terms: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {terms.map(([term, what]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Glyph({ kind, color }: { kind: string; color: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const ctx = canvas.current?.getContext('2d');
    if (!ctx) return;
    ctx.setTransform(2, 0, 0, 2, 0, 0);
    ctx.clearRect(0, 0, 18, 18);
    drawGlyph(ctx, kind, 9, 9, color);
  }, [kind, color]);
  return <canvas ref={canvas} width={36} height={36} class="glyph" role="img" aria-label={kind} />;
}
