import { useEffect, useRef, useState } from 'preact/hooks';
import type { ListedPair, PairView, Side } from '../../../similarity/page-data.ts';
import { CodeColumn } from './code-column.tsx';
import { count, percent } from './figures.ts';
import { follow, showPassage } from './scrolling.ts';

interface SideBySideOf {
  readonly pair: ListedPair & { readonly view: PairView };
  readonly sides: readonly Side[];
}

/** Two submissions, equal passages in equal colours. Who scrolls one sees the same passage in the other. */
export function SideBySide({ pair, sides }: SideBySideOf) {
  const { view } = pair;
  const [chosen, setChosen] = useState(0);
  const [together, setTogether] = useState(true);
  const left = useRef<HTMLElement>(null);
  const right = useRef<HTMLElement>(null);
  /** The column that the reader moves; the other one follows. */
  const active = useRef<HTMLElement | null>(null);
  const choose = (passage: number, from?: HTMLElement) => {
    setChosen(passage);
    active.current = null;
    for (const column of [left.current, right.current])
      if (column && column !== from) showPassage(column, passage);
  };
  const step = (by: number) => choose((chosen + by + view.passages.length) % view.passages.length);
  useEffect(() => choose(longestOf(view)), []);
  useEffect(() => onKeys({ n: () => step(1), p: () => step(-1), Escape: toList }));

  const column = (which: 'a' | 'b', place: number) => {
    const [own, other] = which === 'a' ? [left, right] : [right, left];
    return (
      <CodeColumn
        side={sides[place] as Side}
        ranges={view.passages.map((passage) => ({ tokens: passage.tokens, ...passage[which] }))}
        chosen={chosen}
        column={own}
        onChoose={(passage) => choose(passage, own.current ?? undefined)}
        onTouch={() => {
          active.current = own.current;
        }}
        onScroll={() => {
          if (!together || !own.current || !other.current || active.current !== own.current) return;
          follow(own.current, other.current);
        }}
      />
    );
  };
  return (
    <main class="pair">
      <header>
        <a href="#pairs">All pairs</a>
        <h1>
          {pair.a} – {pair.b ?? 'our solution'}
        </h1>
        <span>
          {percent(pair.share)} of {pair.lab}, {percent(pair.overall)} of all labs, longest run{' '}
          {count(pair.longestRun, 'token')}
        </span>
        <span class="steps">
          <button type="button" onClick={() => step(-1)} title="Key p">
            Previous
          </button>
          <span class="position">
            passage {chosen + 1} of {view.passages.length}
          </span>
          <button type="button" onClick={() => step(1)} title="Key n">
            Next
          </button>
        </span>
        <label>
          <input type="checkbox" checked={together} onChange={() => setTogether(!together)} /> Scroll together
        </label>
      </header>
      <div class="columns">
        {column('a', view.a)}
        {column('b', view.b)}
      </div>
    </main>
  );
}

function longestOf({ passages }: PairView): number {
  return passages.reduce((best, { tokens }, at) => (tokens > (passages[best]?.tokens ?? 0) ? at : best), 0);
}

function toList(): void {
  location.hash = '#pairs';
}

function onKeys(actions: Readonly<Record<string, () => void>>): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    actions[event.key]?.();
  };
  addEventListener('keydown', press);
  return () => removeEventListener('keydown', press);
}
