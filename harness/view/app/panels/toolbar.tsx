import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { isCrowded } from '../diagram/lanes.ts';
import { hue, type Palette } from '../diagram/palette.ts';
import type { Viewport } from '../diagram/viewport.ts';
import { looksLikeRaft } from '../model/raft-state.ts';
import type { Run } from '../model/run.ts';
import type { Filter } from '../model/search.ts';
import { storageMethods } from '../model/storage-talk.ts';
import { toggled } from '../model/toggled.ts';
import { CAUSE_WORDS } from '../model/words.ts';

export interface ToolbarProps {
  readonly runs: readonly Run[];
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly isSqueezed: boolean;
  readonly onSqueeze: (isSqueezed: boolean) => void;
  readonly isOrdered: boolean;
  readonly onOrdered: () => void;
  readonly palette: Palette;
  readonly methodHues: ReadonlyMap<string, number>;
  readonly viewport: Viewport;
  /** All lanes are seen at once. */
  readonly isFitted: boolean;
  readonly onFitted: (isFitted: boolean) => void;
  /** Names of the clusters that have one lane only. */
  readonly folded: ReadonlySet<string>;
  readonly onFolded: (folded: ReadonlySet<string>) => void;
}

/** What is shown: text, actors, methods (with their colours), kinds; how the axis is drawn. */
export function Toolbar(props: ToolbarProps) {
  const { runs, filter, onFilter, palette, methodHues } = props;
  const zoom = (factor: number) => props.viewport.zoomAt(props.viewport.width / 2, factor);
  const heartbeats = runs.reduce((sum, run) => sum + run.heartbeats.quietMessages, 0);
  const storageTalk = runs.reduce((sum, run) => sum + run.storageTalk.quietMessages, 0);
  const hidden = useMemo(() => new Set(runs.flatMap(({ trace }) => storageMethods(trace))), [runs]);
  // There is next to nothing of them to be seen while they are folded.
  const methods = [...methodHues].filter(([method]) => !(filter.foldStorage && hidden.has(method)));
  return (
    <div class="toolbar" role="toolbar" aria-label="Filters and view">
      <input
        id="search"
        type="search"
        placeholder="Filter: method, payload, log …  ( / )"
        aria-label="Filter by text"
        value={filter.text}
        onInput={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
      />
      <fieldset class="chips" aria-label="Methods">
        {methods.map(([method, index]) => (
          <Chip
            key={method}
            isOn={!filter.hiddenMethods.has(method)}
            color={hue(palette, index)}
            onToggle={() => onFilter({ ...filter, hiddenMethods: toggled(filter.hiddenMethods, method) })}
          >
            {method}
          </Chip>
        ))}
      </fieldset>
      <ActorMenu {...props} />
      <KindMenu {...props} />
      <ClusterMenu {...props} />
      <Check
        isOn={filter.foldHeartbeats}
        onToggle={() => onFilter({ ...filter, foldHeartbeats: !filter.foldHeartbeats })}
      >
        Fold {runs.some(looksLikeRaft) ? 'heartbeats' : 'repeats'} ({heartbeats})
      </Check>
      {storageTalk > 0 && (
        <Check
          isOn={filter.foldStorage}
          onToggle={() => onFilter({ ...filter, foldStorage: !filter.foldStorage })}
        >
          Fold talk with {storageNames(runs)} ({storageTalk})
        </Check>
      )}
      <Check isOn={props.isSqueezed} onToggle={() => props.onSqueeze(!props.isSqueezed)}>
        Squeeze idle time
      </Check>
      {runs.some(isCrowded) && (
        <Check isOn={props.isFitted} onToggle={() => props.onFitted(!props.isFitted)}>
          Fit all lanes
        </Check>
      )}
      <Check isOn={props.isOrdered} onToggle={props.onOrdered}>
        Happens before <kbd>h</kbd>
      </Check>
      <span class="zoom">
        <button type="button" aria-label="Zoom out" onClick={() => zoom(1 / 1.5)}>
          −
        </button>
        <button type="button" aria-label="Zoom in" onClick={() => zoom(1.5)}>
          +
        </button>
        <button type="button" onClick={() => props.viewport.showAll()}>
          All
        </button>
      </span>
    </div>
  );
}

function storageNames(runs: readonly Run[]): string {
  const storages = runs.flatMap(({ trace }) => trace.actors.filter(({ role }) => role === 'storage'));
  return [...new Set(storages.map(({ name }) => name))].join(', ');
}

function ActorMenu({ runs, filter, onFilter }: ToolbarProps) {
  const actors = [...new Set(runs.flatMap(({ trace }) => trace.actors.map(({ name }) => name)))];
  return (
    <Menu title="Actors">
      {actors.map((name) => (
        <Check
          key={name}
          isOn={!filter.hiddenActors.has(name)}
          onToggle={() => onFilter({ ...filter, hiddenActors: toggled(filter.hiddenActors, name) })}
        >
          {name}
        </Check>
      ))}
    </Menu>
  );
}

/** Of a run of several clusters: which ones are one lane. */
function ClusterMenu({ runs, folded, onFolded }: ToolbarProps) {
  const severals = runs.filter(({ clusters }) => clusters.all.length > 1);
  const names = [...new Set(severals.flatMap(({ clusters }) => clusters.all.map(({ name }) => name)))];
  if (names.length === 0) return null;
  return (
    <Menu title="Clusters">
      <button type="button" class="small" onClick={() => onFolded(new Set(names))}>
        Fold all
      </button>
      <button type="button" class="small" onClick={() => onFolded(new Set())}>
        Unfold all
      </button>
      {names.map((name) => (
        <Check key={name} isOn={!folded.has(name)} onToggle={() => onFolded(toggled(folded, name))}>
          {name}
        </Check>
      ))}
    </Menu>
  );
}

function KindMenu({ filter, onFilter }: ToolbarProps) {
  return (
    <Menu title="Kinds">
      {(Object.keys(CAUSE_WORDS) as (keyof typeof CAUSE_WORDS)[]).map((kind) => (
        <Check
          key={kind}
          isOn={!filter.hiddenKinds.has(kind)}
          onToggle={() => onFilter({ ...filter, hiddenKinds: toggled(filter.hiddenKinds, kind) })}
        >
          {CAUSE_WORDS[kind]}
        </Check>
      ))}
    </Menu>
  );
}

interface ToggleProps {
  readonly isOn: boolean;
  readonly onToggle: () => void;
  readonly children: ComponentChildren;
}

function Chip({ isOn, onToggle, color, children }: ToggleProps & { readonly color: string }) {
  return (
    <button type="button" class="chip" aria-pressed={isOn} onClick={onToggle}>
      <span class="swatch" style={{ background: color }} />
      {children}
    </button>
  );
}

function Check({ isOn, onToggle, children }: ToggleProps) {
  return (
    <label class="check">
      <input type="checkbox" checked={isOn} onChange={onToggle} />
      {children}
    </label>
  );
}

function Menu({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const closeFromOutside = ({ target }: Event) => {
      if (menu.current && !menu.current.contains(target as Node)) menu.current.open = false;
    };
    document.addEventListener('pointerdown', closeFromOutside);
    return () => document.removeEventListener('pointerdown', closeFromOutside);
  }, []);
  return (
    <details ref={menu} class="menu">
      <summary>{title}</summary>
      <div class="choices">{children}</div>
    </details>
  );
}
