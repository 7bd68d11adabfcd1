import { useState } from 'preact/hooks';
import { copyText } from '../copy-text.ts';
import { leftOutText, stormText } from '../model/failure-words.ts';
import { messageParts } from '../model/message-parts.ts';
import type { Run } from '../model/run.ts';
import { timeText } from '../model/words.ts';

/** What the run broke and how to make it again; of a run that passed, that it did. */
export function FailureCard({ run, onGo }: { run: Run; onGo: (position: number) => void }) {
  const { failure, omitted, run: about } = run.trace;
  return (
    <section class={failure ? 'card failed' : 'card passed'} aria-label="Result of the run">
      <div class="verdict">
        {failure ? (
          <>
            <button
              type="button"
              class="rule"
              onClick={() => onGo(run.failing)}
              title={
                run.isBrokenInStep ? 'Go to the failing step (f)' : 'Go to the last step that matters (f)'
              }
            >
              ✗ {failure.rule}
            </button>
            {failure.paper && <span class="muted">{failure.paper}</span>}
            <span>
              at {timeText(failure.atMs)}
              {failure.actor && `, ${failure.actor}`}, seed {about.seed}
            </span>
          </>
        ) : (
          <span class="rule">✓ passed, seed {about.seed}</span>
        )}
        <Replay command={about.replay} />
      </div>
      {failure && <Message run={run} onGo={onGo} />}
      {failure?.stack && <pre class="stack">{failure.stack}</pre>}
      {omitted && <p class="muted">This run was too big to be kept whole: {leftOutText(omitted)}.</p>}
      {run.storms.map((storm) => (
        <p key={storm.position} class="remark">
          {stormText(run, storm)}{' '}
          <button type="button" class="small" onClick={() => onGo(storm.position)}>
            Go to the first
          </button>
        </p>
      ))}
    </section>
  );
}

/** The moments that the message names lead there. */
function Message({ run, onGo }: { run: Run; onGo: (position: number) => void }) {
  const parts = messageParts(run, run.trace.failure?.message ?? '');
  return (
    <p class="message">
      {parts.map(({ text, position }, index) =>
        position === undefined ? (
          text
        ) : (
          <button
            key={index}
            type="button"
            class="link"
            title={`Go to #${run.steps[position]?.n}`}
            onClick={() => onGo(position)}
          >
            {text}
          </button>
        ),
      )}
    </p>
  );
}

function Replay({ command }: { command: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    setCopied(await copyText(command));
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <span class="replay">
      <code>{command}</code>
      <button type="button" class="small" onClick={copy}>
        {copied ? 'Copied' : 'Copy'}
      </button>
    </span>
  );
}
