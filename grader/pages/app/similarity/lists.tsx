import { useState } from 'preact/hooks';
import type { ListedPair, PageData } from '../../../similarity/page-data.ts';
import { count, percent, usualWords } from './figures.ts';

/** The page as it opens: the ranked pairs, and what is close to our solution. */
export function Lists({ data }: { readonly data: PageData }) {
  const [wanted, setWanted] = useState('');
  return (
    <main class="lists">
      <h1>Similar submissions</h1>
      <p class="warning">
        <strong>Similar is not copied.</strong> Two people can arrive at the same code: there is one obvious
        way, they read the same page, or they worked together where that is allowed. This page says where to
        look. A person decides.
      </p>
      <Usual data={data} />
      <input
        type="search"
        placeholder="Find a submission"
        aria-label="Find a submission"
        value={wanted}
        onInput={(event) => setWanted(event.currentTarget.value)}
      />
      <h2>Pairs</h2>
      <PairTable data={data} kind="pair" wanted={wanted} />
      <h2>Close to our solution</h2>
      <p class="muted">
        What stands in our solutions does not count between pairs: two who copied it look alike here, not
        above. Independent work reaches a tenth now and then.
      </p>
      <PairTable data={data} kind="solution" wanted={wanted} />
      {data.notes.length > 0 && <Notes notes={data.notes} />}
    </main>
  );
}

function Usual({ data }: { readonly data: PageData }) {
  return (
    <>
      <p>
        {count(data.submissions, 'submission')}, {count(data.comparedPairs, 'pair')} compared.{' '}
        {usualWords(data)}
      </p>
      <details>
        <summary>How this is measured</summary>
        <p>
          The share of a pair is what both have, of what the smaller of the two has, in the lab where they are
          most alike. Counted are fingerprints of runs of tokens (winnowing, Schleimer, Wilkerson and Aiken
          2003). Types, names, literals, comments and layout do not count, nor does the order of functions or
          how code is spread over files. What was handed out and what stands in our solutions is subtracted;
          what more than a third of the class has counts a tenth. A submission with very little code of its
          own gets a low share.
        </p>
      </details>
    </>
  );
}

interface TableOf {
  readonly data: PageData;
  readonly kind: 'pair' | 'solution';
  readonly wanted: string;
}

function PairTable({ data, kind, wanted }: TableOf) {
  const pairs = kind === 'pair' ? data.pairs : data.likeSolution;
  const rows = pairs
    .map((pair, at) => ({ pair, number: at + 1 }))
    .filter(({ pair }) => `${pair.a}\n${pair.b ?? ''}`.toLowerCase().includes(wanted.toLowerCase()));
  if (rows.length === 0) return <p class="none">None.</p>;
  return (
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th>#</th>
            <th>{kind === 'pair' ? 'submissions' : 'submission'}</th>
            <th>share</th>
            <th>in</th>
            <th>all labs</th>
            <th>longest run</th>
            {data.labs.map((lab) => (
              <th key={lab}>{lab}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ pair, number }) => (
            <Row key={number} pair={pair} number={number} kind={kind} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowOf {
  readonly pair: ListedPair;
  readonly number: number;
  readonly kind: 'pair' | 'solution';
}

function Row({ pair, number, kind }: RowOf) {
  const names = pair.b === undefined ? pair.a : `${pair.a} – ${pair.b}`;
  const address = `#${kind}=${number}`;
  const open = () => {
    if (pair.view) location.hash = address;
  };
  return (
    <tr class={pair.view ? 'open' : ''} onClick={open}>
      <td>{number}</td>
      <td class="names">{pair.view ? <a href={address}>{names}</a> : names}</td>
      <td class="share">
        <span class="bar">
          <span style={{ width: `${pair.share * 100}%` }} />
        </span>
        {percent(pair.share)}
      </td>
      <td>{pair.lab}</td>
      <td>{percent(pair.overall)}</td>
      <td>{count(pair.longestRun, 'token')}</td>
      {pair.labShares.map((share, at) => (
        <td key={at}>{share > 0 ? percent(share) : '–'}</td>
      ))}
    </tr>
  );
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  return (
    <details>
      <summary>{count(notes.length, 'note')} on how files were read</summary>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </details>
  );
}
