import { type Palette, termColor } from '../diagram/palette.ts';
import type { Election, Vote } from '../model/elections.ts';
import type { RaftServer } from '../model/raft-state.ts';
import type { Run } from '../model/run.ts';
import { nameOf } from '../model/run.ts';

export interface ElectionsTableProps {
  readonly run: Run;
  readonly servers: readonly RaftServer[];
  readonly elections: readonly Election[];
  readonly palette: Palette;
  readonly onGo: (position: number) => void;
}

const SIGNS: Readonly<Record<Vote, string>> = {
  granted: '✓',
  refused: '✗',
  lost: 'lost',
  'answer lost': 'answer lost',
  'no answer yet': '…',
};

/** Who stood in which term, and what each server answered. */
export function ElectionsTable({ run, servers, elections, palette, onGo }: ElectionsTableProps) {
  if (elections.length === 0) return null;
  return (
    <table class="elections">
      <caption>Elections until this step, the last first</caption>
      <thead>
        <tr>
          <th scope="col">term</th>
          <th scope="col">candidate</th>
          {servers.map(({ actor }) => (
            <th key={actor} scope="col">
              {nameOf(run, actor)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {elections.map((election) => (
          <tr key={election.position}>
            <td class="figure" style={{ color: termColor(palette, election.term) }}>
              {election.term}
            </td>
            <th scope="row">
              <button type="button" class="link" onClick={() => onGo(election.position)}>
                {nameOf(run, election.candidate)}
              </button>
              {election.isWon && <span title="Became leader"> ★</span>}
            </th>
            {servers.map(({ actor }) => (
              <td key={actor}>
                <Answer vote={election.votes.get(actor)} isOwn={actor === election.candidate} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Answer({ vote, isOwn }: { vote: Vote | undefined; isOwn: boolean }) {
  if (isOwn) return <span class="muted">itself</span>;
  if (!vote) return <span class="muted">not asked</span>;
  return (
    <span class={`vote ${vote.replace(/ /g, '-')}`} title={vote}>
      {SIGNS[vote]}
    </span>
  );
}
