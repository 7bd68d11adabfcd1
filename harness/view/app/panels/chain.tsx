import { causesOf, type Link } from '../model/causes.ts';
import { foldChain } from '../model/fold-chain.ts';
import { nameOf, type Run } from '../model/run.ts';
import { causeFacts, causeText, timeText } from '../model/words.ts';

export interface ChainProps {
  readonly run: Run;
  readonly position: number;
  readonly onGo: (position: number) => void;
}

const CHAIN_MAX = 400;
const CHAIN_SHOWN = 14;

/** Why it came to this, and why to that, back in time. Rounds that repeat each other are shown once. */
export function Chain({ run, position, onGo }: ChainProps) {
  const chain = causesOf(run, position, CHAIN_MAX);
  if (chain.length === 0) return null;
  const folded = foldChain(chain, (link) => linkText(run, link));
  return (
    <>
      <h3>How it came to this</h3>
      <ol class="chain">
        {folded.slice(0, CHAIN_SHOWN).map((each, index) => (
          <li key={index}>
            {each.kind === 'item' ? (
              <LinkLine run={run} link={each.item} onGo={onGo} />
            ) : (
              <span class="muted">
                {each.length === 1 ? 'the same' : `these ${each.length}`} {each.times} more times
              </span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

interface LinkLineProps {
  readonly run: Run;
  readonly link: Link;
  readonly onGo: (position: number) => void;
}

function LinkLine({ run, link, onGo }: LinkLineProps) {
  const step = run.steps[link.position];
  if (!step) return null;
  return (
    <>
      <button type="button" class="link" onClick={() => onGo(link.position)}>
        #{step.n} {linkText(run, link)}
      </button>
      <span class="muted"> {timeText(step.atMs)}</span>
    </>
  );
}

function linkText(run: Run, { position }: Link): string {
  const step = run.steps[position];
  if (!step) return '';
  const who = step.actor === undefined ? 'scenario' : nameOf(run, step.actor);
  const facts = causeFacts(run, step);
  return `${who}: ${causeText(run, step)}${facts && `: ${facts}`}`;
}
