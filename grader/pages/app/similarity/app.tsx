import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ListedPair, PageData, PairView } from '../../../similarity/page-data.ts';
import { Lists } from './lists.tsx';
import { SideBySide } from './side-by-side.tsx';

export function drawSimilarity(data: PageData, place: Element): void {
  render(<App data={data} />, place);
}

/** What is shown stands in the address, so that it can be sent and the browser's way back works. */
function App({ data }: { readonly data: PageData }) {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const chosen = chosenPair(data, hash);
  if (!chosen) return <Lists data={data} />;
  return <SideBySide key={hash} pair={chosen} sides={data.sides} />;
}

function chosenPair(data: PageData, hash: string): (ListedPair & { readonly view: PairView }) | undefined {
  const [, kind, number] = /^#(pair|solution)=(\d+)$/.exec(hash) ?? [];
  const pair = (kind === 'pair' ? data.pairs : data.likeSolution)[Number(number) - 1];
  return pair?.view && { ...pair, view: pair.view };
}
